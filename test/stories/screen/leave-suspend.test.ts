/**
 * Ctrl-Z: to the shell and back, on in the background, and every end from there. The shell keeps its terminal: what runs
 * or ends in the background neither draws nor changes its modes.
 */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTHING, openShell, type Shell } from '../../support/shell.ts';

let shell: Shell;

beforeEach(async () => {
  shell = await openShell();
});

afterEach(() => shell.close());

async function suspend(): Promise<void> {
  shell.press('Ctrl-Z');
  await shell.see('code 148 of run');
  await shell.prompt();
  expect(shell.terminal.history().join('\n')).toContain('upgates-dev is stopped: calls of the shop are not answered');
  expect(shell.terminal.modes()).toMatchObject({ buffer: 'normal', cursor: 'shown', bracketedPaste: false });
}

/** A word of the shell's own, typed and echoed, so that what comes after it is new. */
async function say(word: string): Promise<void> {
  shell.type(`echo ${word}`);
  await shell.see(new RegExp(`^${word}$`));
  await shell.prompt();
}

async function comeBack(): Promise<void> {
  shell.bringBack();
  await shell.see('Waiting for the first call');
  expect(shell.terminal.isAlternate()).toBe(true);
}

/** The job is gone, and what it said stands before the shell's next word. */
async function isGone(words: RegExp): Promise<void> {
  await shell.see(words);
  await shell.gone();
}

describe('Ctrl-Z', () => {
  it('goes to the shell and comes back with fg, as often as one likes, and q ends it as ever', async () => {
    await shell.listen();
    for (const word of ['once', 'twice']) {
      await suspend();
      await say(word);
      await comeBack();
      shell.press('?');
      await shell.see('KEYS');
      shell.press('Escape');
      await shell.see('Waiting for the first call');
    }
    shell.press('q');
    await shell.leftAsBefore(0);
  });

  it('goes and comes back with a panel open, in another size, and Ctrl-C ends it as ever', async () => {
    await shell.listen();
    shell.press('i');
    await shell.see('way in');
    await suspend();
    shell.terminal.resize(80, 24);
    shell.bringBack();
    await shell.see('way in');
    expect(shell.terminal.screen()).toHaveLength(24);
    shell.press('Escape');
    await shell.see('Waiting for the first call');
    shell.terminal.resize(100, 30);
    shell.press('Ctrl-C');
    await shell.leftAsBefore(130);
  });
});

describe('a session that is stopped', () => {
  it.each([
    ['SIGTERM', 'kill %1'],
    ['SIGHUP', 'kill -HUP %1'],
  ])('ends by %s without touching the terminal, which is the shell’s', async (_, command) => {
    await shell.listen();
    await suspend();
    const modes = ttyModes();
    shell.type(command);
    await isGone(/Ended by a signal/);
    expect(ttyModes()).toBe(modes);
    await say('typed');
    expect(shell.leftBehind()).toEqual(NOTHING);
  });

  it('goes on in the background, answers there, and fg brings its screen back', async () => {
    await shell.listen();
    await suspend();
    shell.type('bg');
    await say('in-the-shell');
    for (let call = 0; call < 20; call += 1) expect(await callWith(`90002${call}`)).toBe(204);
    await say('still-there');
    expect(shell.terminal.isAlternate()).toBe(false);
    shell.bringBack();
    await shell.see('9000219');
    expect(shell.terminal.isAlternate()).toBe(true);
    shell.press('q');
    await shell.leftAsBefore(0);
  });

  it('ends in the background as well', async () => {
    await shell.listen();
    await suspend();
    shell.type('bg');
    await say('in-the-shell');
    const modes = ttyModes();
    shell.type('kill %1');
    await isGone(/Ended by a signal/);
    expect(ttyModes()).toBe(modes);
    await say('typed');
    expect(shell.leftBehind()).toEqual(NOTHING);
  });

  it('that somebody else stopped draws its screen anew', async () => {
    await shell.listen();
    shell.signal('SIGSTOP');
    await shell.see('code 147 of run');
    await comeBack();
    shell.press('q');
    await shell.leftAsBefore(0);
  });
});

function callWith(number: string): Promise<number> {
  return shell.bench.shop.send('Orders.create', `{"orders":[{"order_number":"${number}"}]}`);
}

/** As they stand while the shell waits for a command. */
function ttyModes(): string {
  const path = execFileSync('readlink', [`/proc/${shell.terminal.pid}/fd/0`], { encoding: 'utf8' }).trim();
  return execFileSync('stty', ['-g', '-F', path], { encoding: 'utf8' });
}

/**
 * Ways out of the screen beside those of `screen.test.ts` and `own-failures-crash.test.ts`: to the shell and back with
 * Ctrl-Z, and bugs of ours in a key handler and in drawing. The terminal is as before, the webhooks are gone, the code is
 * right.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { dataDirOf, openBench, type Bench } from '../../support/killed-program.ts';
import { BIN } from '../../support/program.ts';
import { credentialsFor } from '../../support/shop-double.ts';
import { openTerminal, type OpenTerminal } from '../../support/terminal.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

const has = (text: string | RegExp) => (rows: string[]) =>
  rows.some((row) => (typeof text === 'string' ? row.includes(text) : text.test(row)));

/** The program as a job of an interactive shell. */
async function startInShell(env: Record<string, string> = {}): Promise<{ terminal: OpenTerminal; bench: Bench }> {
  const bench = await openBench();
  cleanUp.push(() => bench.close());
  const terminal = openTerminal({
    command: 'bash',
    args: ['--norc', '--noprofile', '-i'],
    cols: 100,
    rows: 30,
    cwd: bench.folder,
    env: { HOME: bench.folder, PS1: 'shell> ', ...credentialsFor(bench.shop), ...env },
  });
  cleanUp.push(() => terminal.close());
  await terminal.waitFor(has('shell>'));
  terminal.press(
    `${listenWords(bench)
      .map((word) => `'${word}'`)
      .join(' ')}; echo "code $?"\r`,
  );
  await terminal.waitFor(has('Waiting for the first call'), 20_000);
  return { terminal, bench };
}

function listenWords({ folder }: Bench): readonly string[] {
  return [process.execPath, BIN, 'listen', '--tunnel', 'none', '-e', 'Orders.*', '--data-dir', dataDirOf(folder)];
}

async function isLeft(terminal: OpenTerminal, code: number): Promise<void> {
  await terminal.waitFor(has(`code ${code}`), 20_000);
  expect(terminal.isAlternate()).toBe(false);
  // The shell echoes what is typed: the terminal is in its ordinary mode.
  terminal.press('echo back again\r');
  await terminal.waitFor(has(/^back again$/));
}

/** Code that Node runs before the program. */
const letIn = (code: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
});

describe('Ctrl-Z', () => {
  it('goes to the shell, says what that means, and fg brings the screen and its keys back', async () => {
    const { terminal, bench } = await startInShell();
    for (const times of [1, 2]) {
      terminal.press('\u001a');
      await terminal.waitFor(has('upgates-dev is stopped: calls of the shop are not answered'));
      await terminal.waitFor(has('Stopped'));
      expect(terminal.isAlternate()).toBe(false);
      terminal.press(`echo in the shell ${times}\r`);
      await terminal.waitFor(has(new RegExp(`^in the shell ${times}$`)));
      terminal.press('fg\r');
      await terminal.waitFor(has('Waiting for the first call'), 20_000);
      expect(terminal.isAlternate()).toBe(true);
      terminal.press('?');
      await terminal.waitFor(has('KEYS'));
      terminal.press('Escape');
      await terminal.waitFor(has('Waiting for the first call'));
    }
    terminal.press('q');
    await terminal.waitFor(has('3 webhooks removed'), 20_000);
    expect(terminal.isAlternate()).toBe(false);
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('goes and comes back from a panel too, and Ctrl-C ends it as ever', async () => {
    const { terminal, bench } = await startInShell();
    terminal.press('i');
    await terminal.waitFor(has('way in'));
    terminal.press('\u001a');
    await terminal.waitFor(has('Stopped'));
    terminal.press('fg\r');
    await terminal.waitFor(has('way in'), 20_000);
    terminal.press('Escape');
    await terminal.waitFor(has('Waiting for the first call'));
    terminal.press('\u0003');
    await terminal.waitFor(has('3 webhooks removed'), 20_000);
    expect(bench.shop.webhooks).toEqual([]);
  });
});

describe('a bug of ours', () => {
  it('in a key handler: terminal restored, webhooks removed, exit 70, one sentence', async () => {
    const bug = `const has = Object.hasOwn; Object.hasOwn = (o, k) => { if (k === 'Z') throw new TypeError('boom at the moon'); return has(o, k) }`;
    const { terminal, bench } = await startInShell(letIn(bug));
    terminal.press('Z');
    await isLeft(terminal, 70);
    expect(terminal.history().join('\n')).toContain('boom at the moon');
    expect(terminal.history().join('\n')).not.toMatch(/^\s+at /m);
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('in drawing: the same', async () => {
    const bug = `const pad = String.prototype.padStart; process.on('SIGUSR2', () => { String.prototype.padStart = function (...args) { if (new Error().stack.includes('show/tui')) throw new TypeError('boom at the moon'); return pad.apply(this, args) } })`;
    const { terminal, bench } = await startInShell(letIn(bug));
    const child = (await import('node:child_process'))
      .execFileSync('ps', ['-o', 'pid=', '--ppid', String(terminal.pid)], { encoding: 'utf8' })
      .trim();
    process.kill(Number(child), 'SIGUSR2');
    await bench.shop.send('Orders.create', '{"orders":[]}');
    await isLeft(terminal, 70);
    expect(terminal.history().join('\n')).toContain('boom at the moon');
    expect(bench.shop.webhooks).toEqual([]);
  });
});

it('TERM=dumb gets lines', async () => {
  const bench = await openBench();
  cleanUp.push(() => bench.close());
  const terminal = openTerminal({
    command: 'sh',
    // The pseudo-terminal sets a TERM of its own.
    args: ['-c', 'TERM=dumb exec "$0" "$@"', ...listenWords(bench)],
    cols: 80,
    rows: 24,
    cwd: bench.folder,
    env: { HOME: bench.folder, ...credentialsFor(bench.shop) },
  });
  cleanUp.push(() => terminal.close());
  await terminal.waitFor(has(/ready|Ready/), 20_000);
  expect(terminal.isAlternate()).toBe(false);
  terminal.press('Ctrl-C');
  expect(await terminal.exit).toBe(130);
  expect(bench.shop.webhooks).toEqual([]);
});

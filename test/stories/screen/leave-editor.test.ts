/**
 * A developer edits a call in an editor of their own and comes back to the screen, however the editor ends and whatever it
 * leaves switched on; and the session may end while the editor has the terminal.
 */
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { dataDirOf } from '../../support/killed-program.ts';
import { openShell, ORDINARY, type Shell } from '../../support/shell.ts';

const ORDER = '{"orders":[{"order_number":"9000211"}]}';

let handler: TestHandler;
let shell: Shell;

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 204 });
});

afterEach(async () => {
  await shell.close();
  await handler.close();
});

/** A shell script is the editor; `$1` is the file. `exec`: a shell in between would take Ctrl-C for itself. */
async function startWith(script: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  shell = await openShell({ env: { EDITOR: 'exec ./data/editor', ...env } });
  await shell.listen(`-f ${handler.port}`);
  await putEditor(script);
  await shell.bench.shop.send('Orders.create', ORDER);
  await shell.see('✓ delivered');
}

async function putEditor(script: string): Promise<void> {
  const path = join(dataDirOf(shell.bench.folder), 'editor');
  await writeFile(path, `#!/bin/bash\n${script}\n`);
  await chmod(path, 0o700);
}

/** All that a full-screen editor switches, and the modes that it reads keys in. */
const TAKES_ALL = `printf '\\033[?1049h\\033[?1h\\033=\\033[?1000h\\033[?1004h\\033[?2004h\\033[4h\\033[?25l\\033[?7l\\033[31m\\033[2;5r\\033[?6h\\016'
stty raw -echo`;

async function isBackOnScreen(): Promise<void> {
  await shell.see('VERDICT');
  expect(shell.terminal.modes()).toMatchObject({
    buffer: 'alternate',
    cursor: 'hidden',
    mouse: 'none',
    focus: false,
    cursorKeys: false,
    keypad: false,
    insert: false,
    origin: false,
  });
  // Whole, and in its own letters.
  await shell.see(/^ Orders\.create 9000211 · .*\[1 summary\] 2 body/);
}

describe('e', () => {
  it('gives keys, Ctrl-C and the terminal to the editor, sends what was saved, and draws all anew after a resize', async () => {
    await startWith(`
      trap "" INT
      echo "EDITOR ON THE NORMAL SCREEN"
      read number
      sed -i 's/"order_number": *"[^"]*"/"order_number": "'"$number"'"/' "$1"`);
    shell.press('e');
    await shell.see('EDITOR ON THE NORMAL SCREEN');
    expect(shell.terminal.isAlternate()).toBe(false);
    shell.press('Ctrl-C');
    shell.terminal.resize(80, 24);
    shell.press('quit', 'Enter');
    const rows = await shell.see('VERDICT');
    expect(rows).toHaveLength(24);
    expect(shell.terminal.isAlternate()).toBe(true);
    await shell.see(/^ · .*1 delivered/);
    expect(shell.terminal.screen().join('\n')).not.toContain('EDITOR ON THE NORMAL SCREEN');
    expect(handler.calls.map(({ body }) => body.toString())).toEqual([ORDER, ORDER.replace('9000211', 'quit')]);
    shell.terminal.resize(100, 30);
    shell.press('q');
    await shell.see('code 0 of run');
    expect(shell.terminal.isAlternate()).toBe(false);
  });

  it('comes back however the editor ends, and the next edit begins as the first', async () => {
    await startWith('');
    const ends: readonly (readonly [script: string, told: RegExp])[] = [
      ['exit 3', /The editor failed: its exit code was 3/],
      ['kill -KILL $$', /The editor failed: (?:it was ended by SIGKILL|its exit code was 137)/],
      [`${TAKES_ALL}\nkill -SEGV $$`, /The editor failed: (?:it was ended by SIGSEGV|its exit code was 139)/],
      ['echo "{ no" > "$1"', /The edited body is no valid JSON/],
      [': > "$1"', /The edited body is empty/],
      ['rm "$1"', /The editor left no file/],
    ];
    for (const [script, told] of ends) {
      await putEditor(script);
      shell.press('e');
      await shell.see(told);
      await isBackOnScreen();
    }
    expect(handler.calls).toHaveLength(1);
    shell.press('q');
    expect((await shell.leftAsBefore(0)).join('\n')).not.toContain('error');
  });

  it('leaves nothing on that an editor has left on, neither here nor in the shell', async () => {
    await startWith(TAKES_ALL);
    shell.press('e');
    await shell.see(/✓ delivered {2}replay/);
    await isBackOnScreen();
    shell.press('Ctrl-Z');
    await shell.see('code 148 of run');
    await shell.prompt();
    expect(shell.terminal.modes()).toEqual(ORDINARY);
    shell.bringBack();
    await isBackOnScreen();
    shell.press('q');
    await shell.leftAsBefore(0);
  });

  it('says so when there is no such editor', async () => {
    await startWith('', { EDITOR: 'no-such-editor' });
    shell.press('e');
    await shell.see(/The editor failed: its exit code was 127/);
    await isBackOnScreen();
    shell.press('q');
    await shell.leftAsBefore(0);
  });

  it('stops with the editor that is stopped, and comes back to it', async () => {
    await startWith(`echo "EDITING"; kill -TSTP 0; echo "GOES ON"; read word; echo "$word" > "$1"`);
    shell.press('e');
    await shell.see(/^code 14[78] of run/);
    await shell.prompt();
    expect(shell.terminal.isAlternate()).toBe(false);
    shell.bringBack();
    await shell.see('GOES ON');
    shell.press('nonsense', 'Enter');
    await shell.see(/The edited body is no valid JSON/);
    await isBackOnScreen();
    shell.press('q');
    await shell.leftAsBefore(0);
  });
});

describe('while the editor has the terminal', () => {
  const EDITS = `${TAKES_ALL}\nprintf 'STILL EDITING'; exec sleep 600`;

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends the editor with the session', async (signal, code) => {
    await startWith(EDITS);
    shell.press('e');
    await shell.see('STILL EDITING');
    const editor = shell.descendants();
    shell.signal(signal);
    await shell.leftAsBefore(code);
    expect(editor).not.toEqual([]);
    await shell.gone();
    expect(shell.living(editor)).toEqual([]);
  });

  it('an editor that does not want to end is ended', async () => {
    await startWith(`trap "" TERM\n${TAKES_ALL}\nprintf 'STILL EDITING'; while :; do read -t 600; done`);
    shell.press('e');
    await shell.see('STILL EDITING');
    const editor = shell.descendants();
    shell.signal('SIGTERM');
    await shell.leftAsBefore(143);
    expect(shell.living(editor)).toEqual([]);
  });

  it('an editor behind a shell of its own is ended too', async () => {
    await startWith(EDITS, { EDITOR: './data/editor "$1"; true' });
    shell.press('e');
    await shell.see('STILL EDITING');
    const editor = shell.descendants();
    expect(editor.length).toBeGreaterThan(1);
    shell.signal('SIGTERM');
    await shell.leftAsBefore(143);
    expect(shell.living(editor)).toEqual([]);
  });

  it('a bug of ours ends both and gives the terminal back', async () => {
    const bug = `process.on('SIGUSR2', () => { setTimeout(() => { throw new TypeError('boom at the moon') }, 1) })`;
    await startWith(EDITS, { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(bug)}` });
    shell.press('e');
    await shell.see('STILL EDITING');
    shell.signal('SIGUSR2');
    expect((await shell.leftAsBefore(70)).join('\n')).toContain('boom at the moon');
  });
});

it('what was typed is kept when the session ends before it could be sent', async () => {
  await startWith(`echo '{"mine":1}' > "$1"; echo "SAVED"; exec sleep 600`);
  shell.press('e');
  await shell.see('SAVED');
  shell.signal('SIGTERM');
  await shell.leftAsBefore(143);
  expect(await readdir(join(dataDirOf(shell.bench.folder), 'edits'))).toHaveLength(1);
});

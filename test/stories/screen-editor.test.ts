/** A developer edits a call in an editor of their own and comes back to the screen, however the editor ends. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { temporaryFolder } from '../support/program.ts';
import { openScreen, type OpenScreen } from '../support/screen.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
let handler: TestHandler;

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(() => handler.close());
});

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

/** A shell script is the editor; `$1` is the file. `exec`: a shell in between would take Ctrl-C for itself. */
async function startWith(script: string): Promise<OpenScreen> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const editor = join(folder.path, 'editor');
  await writeFile(editor, `#!/bin/sh\n${script}\n`);
  await chmod(editor, 0o700);
  const args = ['-e', 'Orders.create', '-f', String(handler.port), '--traffic', '1/min'];
  const screen = await openScreen({ args, env: { EDITOR: `exec ${editor}` } });
  cleanUp.push(() => screen.close());
  await screen.see('✓ delivered');
  return screen;
}

describe('e on the screen', () => {
  it('gives keys, Ctrl-C and the terminal to the editor, sends what was saved, and draws all anew after a resize', async () => {
    const screen = await startWith(`
      trap "" INT
      echo "EDITOR ON THE NORMAL SCREEN"
      read number
      sed -i 's/"order_number": *"[^"]*"/"order_number": "'"$number"'"/' "$1"`);
    screen.press('e');
    await screen.see('EDITOR ON THE NORMAL SCREEN');
    expect(screen.terminal.isAlternate()).toBe(false);
    screen.press('Ctrl-C');
    screen.terminal.resize(80, 24);
    screen.press('quit', 'Enter');
    const rows = await screen.see('VERDICT');
    expect(rows).toHaveLength(24);
    expect(screen.terminal.isAlternate()).toBe(true);
    await screen.see(/^ · .*1 delivered/);
    await screen.miss('EDITOR ON THE NORMAL SCREEN');
    expect(handler.calls).toHaveLength(2);
    expect(handler.calls[1]?.body.toString()).toContain('"order_number":"quit"');
    screen.press('j', '2');
    await screen.see('[2 body]');
    screen.press('q');
    expect(await screen.terminal.exit).toBe(0);
    expect(screen.terminal.isAlternate()).toBe(false);
  });

  it.each([
    ['fails', 'exit 3', /The editor failed: its exit code was 3/],
    [
      'is killed in the middle of the alternate screen',
      'printf "\\033[?1049h\\033[?1000h"; kill -KILL $$',
      /The editor failed: (?:it was ended by SIGKILL|its exit code was 137)/,
    ],
    ['saves what is no JSON', 'echo "{ no" > "$1"', /The edited body is no valid JSON/],
  ])('comes back when the editor %s, and nothing was sent', async (_, script, told) => {
    const screen = await startWith(script);
    screen.press('e');
    await screen.see(told);
    await screen.see('VERDICT');
    expect(screen.terminal.isAlternate()).toBe(true);
    expect(handler.calls).toHaveLength(1);
    screen.press('q');
    expect(await screen.terminal.exit).toBe(0);
    expect(screen.terminal.isAlternate()).toBe(false);
  });

  it('ends the editor with the session when the program is told to end', async () => {
    const screen = await startWith('echo "STILL EDITING"; exec sleep 600');
    screen.press('e');
    await screen.see('STILL EDITING');
    process.kill(screen.terminal.pid, 'SIGTERM');
    expect(await screen.terminal.exit).toBe(143);
    expect(screen.terminal.isAlternate()).toBe(false);
  });
});

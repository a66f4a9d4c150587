/**
 * A developer closes the window: there is no terminal to give back, but the shop must not be left with webhooks, and
 * nothing of ours may go on without one.
 */
import { readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BIN } from '../../support/program.ts';
import { dataDirOf } from '../../support/killed-program.ts';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { NOTHING, openShell, type Shell } from '../../support/shell.ts';

/** Outlives the shell, which tells stopped jobs to end, and writes down how the program ended. */
const NOTER = `#!/bin/sh
trap : HUP TERM
${process.execPath} ${BIN} listen --tunnel none -e 'Orders.*' "$@"
echo $? > exit-code
`;

let shell: Shell;
let handler: TestHandler;

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 204 });
  shell = await openShell({ env: { LISTEN: './noted', EDITOR: 'echo STILL EDITING; exec sleep 600;' } });
  const path = join(shell.bench.folder, 'noted');
  await writeFile(path, NOTER);
  await chmod(path, 0o700);
  await shell.listen(`--data-dir ${dataDirOf(shell.bench.folder)} -f ${handler.port}`);
});

afterEach(async () => {
  await shell.close();
  await handler.close();
});

async function closeWindow(): Promise<void> {
  const running = shell.descendants();
  expect(running.length).toBeGreaterThan(0);
  shell.terminal.hangUp();
  const code = await vi.waitFor(() => readFileSync(join(shell.bench.folder, 'exit-code'), 'utf8'), { timeout: 30_000 });
  expect(code.trim()).toBe('129');
  expect(shell.leftBehind()).toEqual(NOTHING);
  await vi.waitFor(() => expect(shell.living(running)).toEqual([]), { timeout: 10_000 });
}

describe('closing the window', () => {
  it('ends the session', closeWindow);

  it('ends it while it asks', async () => {
    handler.behave({ kind: 'answer', status: 500 });
    await shell.bench.shop.send('Orders.create', '{"orders":[]}');
    await shell.see('repeats');
    shell.press('q');
    await shell.see('Quit? y / n');
    await closeWindow();
  });

  it('ends it and the editor that has the terminal', async () => {
    await shell.bench.shop.send('Orders.create', '{"orders":[]}');
    await shell.see('✓ delivered');
    shell.press('e');
    await shell.see('STILL EDITING');
    await closeWindow();
  });

  it.each([
    ['stopped', null],
    ['in the background', 'bg'],
  ])('ends it when it is %s', async (_, command) => {
    shell.press('Ctrl-Z');
    await shell.see('code 148 of run');
    await shell.prompt();
    if (command !== null) {
      shell.type(command);
      await shell.see('LISTEN');
      await shell.prompt();
    }
    await closeWindow();
  });
});

/** The score card on a terminal: what is going on stands in one line, which is gone in the end; Ctrl-C gives the rest. */
import { afterEach, describe, expect, it } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { BIN, temporaryFolder } from '../support/program.ts';
import { openTerminal, type OpenTerminal } from '../support/terminal.ts';

const cleanUp: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

/** Each call of a silent handler takes a second. */
async function startAgainst(kind: 'good' | 'silent', only: string): Promise<OpenTerminal> {
  const handler = await startHandler(kind === 'good' ? { kind: 'answer', status: 204 } : { kind: 'silent' });
  cleanUp.push(handler.close);
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const terminal = openTerminal({
    command: process.execPath,
    args: [BIN, 'test', handler.url, '--only', only],
    cols: 100,
    rows: 30,
    cwd: folder.path,
    env: { HOME: folder.path, LANG: 'C.UTF-8' },
  });
  cleanUp.push(() => terminal.kill('SIGKILL'));
  return terminal;
}

describe('on a terminal', () => {
  it('the score card stands alone in the end, without what was in progress', async () => {
    const terminal = await startAgainst('good', 'unicode,redirect');
    expect(await terminal.exit).toBe(0);
    expect(
      terminal
        .history()
        .filter((row) => row !== '')
        .map((row) => row.replaceAll(/\d+ ms|:\d+/g, '#')),
    ).toEqual([
      '2 checks, 8 calls to http://127.0.0.1#/webhooks, rules current.',
      '✓ passed   redirect           204 No Content in #, 204 No Content in #',
      '✓ passed   unicode            6 right answers, the slowest in #',
      '2 passed, 0 warned, 0 failed, 0 skipped',
    ]);
  });

  it('Ctrl-C in the middle: what was in progress is wiped, what was found stays', async () => {
    const terminal = await startAgainst('silent', 'events');
    await terminal.waitFor((rows) => rows.some((row) => /^▶ events +check 1 of 1, call \d+ of 36$/.test(row)));
    terminal.press('Ctrl-C');
    expect(await terminal.exit).toBe(130);
    const rows = terminal.history().filter((row) => row !== '');
    expect(rows.slice(1).map((row) => row.replace('^C', ''))).toEqual([
      'Stopped after 0 of 1 check.',
      '0 passed, 0 warned, 0 failed, 0 skipped',
    ]);
  });
});

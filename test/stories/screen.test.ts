/** A newcomer starts the program in a terminal and looks at it; a developer watches a failing handler recover. */
import { afterEach, describe, expect, it } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { BIN, temporaryFolder } from '../support/program.ts';
import { openTerminal, type OpenTerminal } from '../support/terminal.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function start(args: readonly string[], size: { cols: number; rows: number }): Promise<OpenTerminal> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const script = 'for i in 1 2 3; do echo "shell history $i"; done; "$0" "$@"; echo "code $?"';
  const terminal = openTerminal({
    command: 'sh',
    args: ['-c', script, process.execPath, BIN, ...args],
    ...size,
    cwd: folder.path,
    env: { HOME: folder.path, UPGATES_API_URL: undefined, UPGATES_API_LOGIN: undefined, UPGATES_API_KEY: undefined },
  });
  cleanUp.push(() => terminal.close());
  return terminal;
}

const has = (text: string | RegExp) => (rows: string[]) =>
  rows.some((row) => (typeof text === 'string' ? row.includes(text) : text.test(row)));

describe('the screen', () => {
  it.each([
    { cols: 100, rows: 30 },
    { cols: 60, rows: 16 },
  ])(
    'shows a live event at $cols x $rows, takes a resize, explains its keys and leaves the shell as it was',
    async (size) => {
      const terminal = await start([], size);
      await terminal.waitFor(has('simulated'));
      await terminal.waitFor(has('✓ delivered'));
      expect(terminal.isAlternate()).toBe(true);

      terminal.resize(80, 24);
      await terminal.waitFor((rows) => rows.length === 24 && has('✓ delivered')(rows));
      terminal.press('?');
      await terminal.waitFor(has('KEYS'));
      terminal.press('Escape');
      await terminal.waitFor((rows) => !has('KEYS')(rows));

      terminal.press('q');
      await terminal.waitFor(has('code 0'));
      expect(terminal.isAlternate()).toBe(false);
      const history = terminal.history();
      for (const line of ['shell history 1', 'shell history 3', '36 webhooks removed'])
        expect(history.some((row) => row.includes(line))).toBe(true);
    },
  );

  it('shows the chain of attempts of a failing handler, the countdown, and the delivery at last', async () => {
    const handler = await startHandler((_, number) => ({ kind: 'answer', status: number < 4 ? 500 : 200 }));
    cleanUp.push(() => handler.close());
    const args = ['-f', String(handler.port), '--traffic', '1/min', '--speed', '150'];
    const terminal = await start(args, { cols: 100, rows: 30 });
    await terminal.waitFor(has(/repeats in 0:0\d/));
    await terminal.waitFor(has(/#2/));
    await terminal.waitFor(has(/✓ delivered.*#4/), 20_000);
    terminal.press('4');
    await terminal.waitFor((rows) => has('500')(rows) && has('200')(rows));
    expect(handler.calls).toHaveLength(4);
    expect(new Set(handler.calls.map((call) => call.body.toString())).size).toBe(1);
    terminal.press('q');
    await terminal.waitFor(has('code 0'));
  });

  it('asks before it leaves chains behind, and Ctrl-C does not ask', async () => {
    const terminal = await start(['-f', '127.0.0.1:1', '--traffic', '60/min'], { cols: 100, rows: 30 });
    await terminal.waitFor(has('↻ repeats in'));
    terminal.press('q');
    await terminal.waitFor(has('Quit? y / n'));
    terminal.press('n');
    await terminal.waitFor((rows) => !has('Quit? y / n')(rows));
    terminal.press('Ctrl-C');
    await terminal.waitFor(has('code 130'));
    expect(terminal.history().some((row) => row.includes('the shop will not repeat now'))).toBe(true);
  });

  it.each([
    ['SIGTERM', 'code 143'],
    ['SIGHUP', 'code 129'],
  ] as const)('restores the terminal on %s', async (signal, code) => {
    const terminal = await start(['--ready-file', 'ready.json'], { cols: 80, rows: 24 });
    await terminal.waitFor(has('✓ delivered'));
    const { execFileSync } = await import('node:child_process');
    const child = execFileSync('ps', ['-o', 'pid=', '--ppid', String(terminal.pid)], { encoding: 'utf8' }).trim();
    process.kill(Number(child), signal);
    await terminal.waitFor(has(code));
    expect(terminal.isAlternate()).toBe(false);
  });
});

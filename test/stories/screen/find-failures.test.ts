/** A developer comes back to a long list: jumps to what failed, looks at its chain in place, marks it and finds it again. */
import { execFileSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../../support/handler.ts';
import { BIN } from '../../support/program.ts';
import { openScreen } from '../../support/screen.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it.each([
  [100, 30],
  [60, 16],
])('jumps to the failure, unfolds it, marks it and filters for it at %i x %i', async (cols, rows) => {
  const handler = await startHandler((_, number) => ({ kind: 'answer', status: number <= 2 ? 500 : 204 }));
  cleanUp.push(() => handler.close());
  const args = ['-e', 'Orders.create', '-f', String(handler.port), '--traffic', '1/min'];
  const screen = await openScreen({ args, cols, rows });
  cleanUp.push(() => screen.close());
  await screen.see('First wrong answer');
  // The first repeat fails too, so that there is a chain; then come good ones on top of it.
  screen.press('.');
  await screen.see(/↻ repeats 4:.*|↻ repeats in 4:.*#2/);
  await screen.terminal.waitFor(() => handler.calls.length === 2);
  for (const expected of [3, 4]) {
    screen.press('t', 'Enter');
    await screen.terminal.waitFor(() => handler.calls.length === expected);
    await screen.see(/^ · .*1 delivered/);
  }
  screen.press('g', ']', 'u');
  await screen.see(/ {3}\d\d:\d\d:\d\d └ attempt #1 +500/);
  screen.press('m');
  await screen.see(/^ ▶•\d/);
  screen.press('/');
  await screen.see('fit');
  await screen.type('marked:true');
  await screen.see('1 delivery fits.');
  screen.press('Enter', 'u');
  await screen.miss('└ attempt');
  expect(screen.terminal.screen().filter((row) => /^.{3}\d\d:\d\d:\d\d Orders/.test(row))).toHaveLength(1);
  // Pinned, no row goes from under the eyes; asked anew, it does not fit any more.
  screen.press('m');
  await screen.see(/^ ▶ \d/);
  screen.press('g');
  await screen.see('No delivery fits the filter. Esc clears it.');
  screen.press('Escape', 'g');
  await screen.see('✓ delivered');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

it('leaves marks in history, where the command line finds them', async () => {
  const screen = await openScreen({ args: ['-e', 'Orders.create', '--traffic', '60/min'] });
  cleanUp.push(() => screen.close());
  await screen.see('✓ delivered');
  screen.press('m');
  const rows = await screen.see(/^ ▶•\d/);
  const [, key = 'none'] = /Orders\.create +(\d+)/.exec(rows.find((row) => row.startsWith(' ▶•')) ?? '') ?? [];
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  const env = { ...process.env, HOME: screen.folder };
  const listed = execFileSync(process.execPath, [BIN, 'history', 'list', '--filter', 'marked:true'], {
    cwd: screen.folder,
    env,
    encoding: 'utf8',
  });
  expect(listed.match(/Orders\.create/g)).toHaveLength(1);
  expect(listed).toContain(key);
});

/** A developer sends a sample that is a little different: another number, another status, three of them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../../support/handler.ts';
import { openScreen } from '../../support/screen.ts';

/** Ctrl-U: what stands before the cursor. */
const CLEAR = '\u0015';
const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it.each([
  [100, 30],
  [60, 16],
])('edits fields, records and calls before it sends, at %i x %i', async (cols, rows) => {
  const handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(() => handler.close());
  const args = ['-e', 'Orders.*', '--traffic', '0', '-f', String(handler.port)];
  const screen = await openScreen({ args, cols, rows });
  cleanUp.push(() => screen.close());
  await screen.see('3 webhooks registered');
  const bodies = (): readonly Record<string, unknown>[] =>
    handler.calls.map(
      ({ body }) => (JSON.parse(body.toString('utf8')) as { orders: [Record<string, unknown>] }).orders[0],
    );
  screen.press('t');
  await screen.see(/▶ Orders\.create/);
  screen.press('Tab');
  await screen.see(/▶ order_number +9000211/);
  screen.press(CLEAR);
  await screen.see(/▶ order_number\s+→ ""/);
  await screen.type('9000777');
  await screen.see('→ "9000777"');
  screen.press('Down', 'Down', CLEAR);
  await screen.see(/▶ status_id\s+→ ""/);
  await screen.type('7');
  await screen.see(/▶ status_id +7 +→ 7/);
  screen.press('Tab', 'Tab', 'Tab', 'Tab', CLEAR);
  await screen.see(/▶ calls\s*$/);
  await screen.type('none');
  screen.press('Enter');
  await screen.see('A whole number from 1 to 1000000.');
  expect(handler.calls).toHaveLength(0);
  screen.press(CLEAR);
  await screen.see(/▶ calls\s*$/);
  screen.press('2', 'Down');
  await screen.see(/▶ set/);
  await screen.type('orders.0.note.x=1');
  screen.press('Enter');
  await screen.see('orders.0 has no');
  screen.press(CLEAR);
  await screen.see(/▶ set\s*$/);
  await screen.type('orders.0.note=1');
  screen.press('Enter');
  await screen.see('2 calls: 2 delivered.');
  expect(bodies()).toMatchObject([
    { order_number: '9000777', status_id: 7, note: 1 },
    { order_number: '9000777', status_id: 7, note: 1 },
  ]);
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

it('finds fixtures of the project in the list, and sends generated records', async () => {
  const handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(() => handler.close());
  const args = ['-e', 'Orders.*', '--traffic', '0', '-f', String(handler.port)];
  const screen = await openScreen({ args });
  cleanUp.push(() => screen.close());
  await screen.see('3 webhooks registered');
  const own = join(screen.folder, 'fixtures', 'upgates');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'Orders.create.special.json'), '{"orders":[{"order_number":"1"}]}');
  screen.press('t');
  await screen.see(/Orders\.create\.special +a fixture of your own/);
  await screen.type('special');
  await screen.see(/▶ Orders\.create\.special/);
  screen.press('Enter');
  await screen.see('1 call: 1 delivered.');
  expect(handler.calls[0]?.body.toString('utf8')).toBe('{"orders":[{"order_number":"1"}]}');
  screen.press('t');
  await screen.see('Send a sample');
  await screen.type('orders.create');
  screen.press('Tab');
  await screen.see(/▶ order_number/);
  for (let row = 0; row < 5; row += 1) screen.press('Down');
  await screen.see(/▶ records/);
  await screen.type('3');
  screen.press('Enter');
  await screen.see(/Orders\.create +\d+ \+2/);
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

/** A developer breaks an answer once, sees what was hit, edits the fault and watches it be used up. */
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../../support/handler.ts';
import { openQuietScreen } from '../../support/quiet-screen.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

const call = (number: string): string => JSON.stringify({ orders: [{ order_number: number }] });

it.each([
  { cols: 100, rows: 30 },
  { cols: 60, rows: 16 },
])('sets a preset, edits it, and sees what matched and when it is used up, at $cols x $rows', async (size) => {
  const handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(() => handler.close());
  const screen = await openQuietScreen({ events: ['Orders.create', 'Orders.update'], handler, ...size });
  cleanUp.push(() => screen.close());
  screen.press('f');
  await screen.see(/▶ ○ outage/);
  screen.press('Down', 'Down', 'Down', 'Enter');
  await screen.see(/▶ ● duplicate .*no call yet/);
  expect(await screen.call('Orders.create', call('9000211'))).toBe(500);
  await screen.see(/▶ ○ duplicate .*spoiled 1 of 1, used up/);
  await screen.see(/9000211 at/);
  // A preset that is edited is one of the developer's own, in its place.
  screen.press('e');
  await screen.see(/edit {2}status=500,times=1/);
  screen.press('Backspace');
  await screen.see(/edit {2}status=500,times=\s*$/);
  await screen.type('x');
  screen.press('Enter');
  await screen.see(/times takes a whole number/);
  screen.press('Backspace');
  await screen.see(/edit {2}status=500,times=\s*$/);
  await screen.type('2,event=*.update');
  screen.press('Enter');
  await screen.see(/● status=500,times=2,event=\*\.update .*no call yet/);
  await screen.see(/▶ ○ duplicate(?!.*used up)/);
  expect(await screen.call('Orders.create', call('9000212'))).toBe(204);
  expect(await screen.call('Orders.update', call('9000213'))).toBe(500);
  await screen.see(/● status=500,times=2,event=\*\.update .*spoiled 1 of 1/);
  screen.press('Down', 'Down', 'Down');
  await screen.see(/▶ ● status=500,times=2/);
  await screen.see(/1 of them/);
  // What it has spoiled, in the list.
  screen.press('/');
  await screen.see(/fault:"status=500,times/);
  await screen.miss('9000211');
  await screen.see(/9000213/);
  screen.press('Escape', 'f');
  await screen.see('Answers spoiled on purpose');
  for (let row = 0; row < 6; row += 1) screen.press('Down');
  await screen.see(/▶ ● status=500/);
  screen.press('d');
  await screen.miss('status=500,times=2');
  screen.press('d');
  await screen.see('A preset stays here; Enter switches it on and off.');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

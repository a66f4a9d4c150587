/** A developer wonders why the second call about an order went otherwise than the first, and what the shop was told. */
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../../support/handler.ts';
import { openQuietScreen } from '../../support/quiet-screen.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

const body = (status: string): string => JSON.stringify({ orders: [{ order_number: '9000211', status }] });

it.each([
  { cols: 100, rows: 30 },
  { cols: 60, rows: 16 },
])('finds the difference and both answers at $cols x $rows', async (size) => {
  const handler = await startHandler((_, number) =>
    number === 1
      ? { kind: 'answer', status: 204 }
      : { kind: 'answer', status: 500, body: '{"error":"no such status"}' },
  );
  cleanUp.push(() => handler.close());
  const screen = await openQuietScreen({ events: ['Orders.create', 'Orders.update'], handler, ...size });
  cleanUp.push(() => screen.close());
  await screen.call('Orders.create', body('new'));
  await screen.call('Orders.update', body('paid'));
  await screen.see('↻ repeats');
  screen.press('d', 'Enter');
  await screen.see('orders[0].status: "new" → "paid"');
  await screen.see('"204 No Content" → "500 Internal Server Error"');
  screen.press('5');
  await screen.see('"error": "no such status"');
  screen.press('Escape', 'G', 'd');
  await screen.see('No delivery before this one has the key 9000211');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

it('shows side by side what the handler answered and what a fault made of it', async () => {
  const handler = await startHandler({ kind: 'answer', status: 200, body: '{"ok":true}' });
  cleanUp.push(() => handler.close());
  const screen = await openQuietScreen({ events: ['Orders.create'], handler, args: ['--fault', 'status=503'] });
  cleanUp.push(() => screen.close());
  expect(await screen.call('Orders.create', body('new'))).toBe(503);
  await screen.see('↻ repeats');
  screen.press('5', 'Enter');
  await screen.see(/The handler answered +▏ What left us for the shop/);
  await screen.see(/200 OK in .*▏ 503 Service Unavailable after/);
  await screen.see('Spoiled by the fault status=503.');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

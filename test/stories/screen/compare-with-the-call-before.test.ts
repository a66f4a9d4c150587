/** A developer wonders why the second call about an order went otherwise than the first: the difference says it. */
import { it } from 'vitest';
import { BOTH_SIZES, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it.each(BOTH_SIZES)('finds the difference and the answer at $cols x $rows', async (size) => {
  const handler = await start((_, number) =>
    number === 1
      ? { kind: 'answer', status: 204 }
      : { kind: 'answer', status: 500, body: '{"error":"no such status"}' },
  );
  const screen = await quietScreen({ handler, ...size });
  await screen.call('Orders.create', order('9000211', { status: 'new' }));
  await screen.call('Orders.update', order('9000211', { status: 'paid' }));
  await screen.see('↻ repeats');
  screen.press('d', 'Enter');
  await screen.see('orders[0].status: "new" → "paid"');
  await screen.see('"204 No Content" → "500 Internal Server Error"');
  screen.press('5');
  await screen.see('"error": "no such status"');
  screen.press('Escape', 'G', 'd');
  await screen.see('No delivery before this one has the key 9000211');
  await screen.leave();
});

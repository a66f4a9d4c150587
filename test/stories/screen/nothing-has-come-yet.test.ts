/** A developer has connected a real shop and nothing has come yet: the screen says what is registered, what to do, and where calls go. */
import { expect, it } from 'vitest';
import { credentialsFor } from '../../support/shop-double.ts';
import { BOTH_SIZES, GOOD, story } from '../../support/story.ts';

const { handler: start, screen: open, shop: openShop } = story();

it.each(BOTH_SIZES)('is told at $cols x $rows what to do, and sends a sample meanwhile', async (size) => {
  const { shop } = await openShop();
  shop.left = 50;
  const handler = await start(GOOD);
  const args = ['listen', '--tunnel', 'none', '-e', 'Orders.*', '-f', String(handler.port)];
  const screen = await open(args, { ...size, env: credentialsFor(shop) });
  await screen.see('Waiting for the first call. Change an order in the shop.');
  await screen.see('3 webhooks registered: Orders.create,');
  await screen.see(/Calls go to http:\/\/localhost:\d+\/ \(up since \d\d:\d\d\)\./);
  await screen.see(/calls (?:left )?47/);
  expect(shop.webhooks.map(({ event }) => event).toSorted()).toEqual([
    'Orders.create',
    'Orders.delete',
    'Orders.update',
  ]);
  expect(handler.calls).toEqual([]);

  screen.press('t', 'Enter');
  await screen.see('✓ delivered');
  expect(JSON.parse(handler.calls[0]?.body.toString() ?? '')).toHaveProperty('orders');
  await screen.leave();
  expect(shop.webhooks).toEqual([]);
});

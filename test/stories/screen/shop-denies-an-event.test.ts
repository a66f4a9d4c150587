/** A developer's API user may not have one of the events: it is left out, said in full, and the others work. */
import { expect, it } from 'vitest';
import { credentialsFor } from '../../support/shop-double.ts';
import { order, story } from '../../support/story.ts';

const { screen: open, shop: openShop } = story();

it('is told which event is missing, and gets the others', async () => {
  const { shop } = await openShop();
  shop.denied.add('Orders.delete');
  const args = ['listen', '--tunnel', 'none', '-e', 'Orders.*'];
  const screen = await open(args, { env: credentialsFor(shop) });
  await screen.see('2 webhooks registered: Orders.create, Orders.update');
  await screen.see(/Orders\.delete/);
  expect(await shop.send('Orders.create', order('9000211'))).toBe(204);
  await screen.see(/9000211 .*✓ delivered/);
  screen.press('i');
  await screen.see('── health');
  screen.press(...Array<string>(12).fill('Down'));
  await screen.see('NOTICES');
  await screen.see(/⚠ \d\d:\d\d:\d\d Skipped, since the API user may not have them/);
  await screen.see('Orders.delete');
  await screen.leave();
  expect(shop.webhooks).toEqual([]);
});

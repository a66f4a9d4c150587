/** A developer's tunnel dies in the middle of the work: the screen says what that means, counts down, and says what may be missing. */
import { expect, it } from 'vitest';
import { credentialsFor } from '../../support/shop-double.ts';
import { story } from '../../support/story.ts';

const { screen: open, shop: openShop, tunnelServer } = story();

it('sees its round trips, its death, the next try, and its return', async () => {
  const server = await tunnelServer();
  const { shop } = await openShop();
  const args = ['listen', '--tunnel', 'localtunnel', '--tunnel-host', server.url, '-e', 'Orders.create'];
  const screen = await open(args, { env: credentialsFor(shop) });
  await screen.see('Waiting for the first call');
  screen.press('i');
  await screen.see(/way in +● tunnel \d+ ms/);
  await screen.see(/last proved \d\d:\d\d:\d\d, .* in the last \d+$/);
  await screen.see(/^ +[▁▂▃▄▅▆▇█]{3,}$/);
  screen.press('i');
  await screen.see('Waiting for the first call');

  await server.stop();
  await screen.see(/^ ○ tunnel down \d+ s, trying again/);
  await screen.see('The public address is down: until it is back no call of the shop can come in.');
  await screen.see('that gets no answer counts as delivered.');
  screen.press('i');
  await screen.see(/way in +○ tunnel down/);
  await screen.see(/trying again in \d s/);

  await server.restart();
  await screen.see(/way in +● tunnel \d+ ms/);
  await screen.see('The public address leads here again');
  await screen.leave();
  expect(shop.webhooks).toEqual([]);
});

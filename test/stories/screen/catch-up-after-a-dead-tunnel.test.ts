/** A developer whose tunnel was dead looks at what was missed, lists it at its price, and plays it to the handler. */
import { expect, it, onTestFinished } from 'vitest';
import { dialOptions } from '../../../src/dial/dial.ts';
import { createSimulatedShop } from '../../../src/simulate/shop.ts';
import { GOOD, story } from '../../support/story.ts';

const { handler: startHandler, screen: open, tunnelServer } = story();

it('c lists for the price that is said, and Enter plays', async () => {
  const [server, handler] = await Promise.all([tunnelServer(), startHandler(GOOD)]);
  let calls = 0;
  const onCall = (): void => void (calls += 1);
  const shop = createSimulatedShop({ plan: 'gold', seed: 'catch-up', requestOptions: dialOptions, onCall });
  onTestFinished(() => shop.close());
  const { apiUrl } = await shop.serve({ port: 0 });
  const env = { UPGATES_API_URL: apiUrl, UPGATES_API_LOGIN: shop.login, UPGATES_API_KEY: shop.key };
  const args = ['listen', '--tunnel-host', server.url, '-e', 'Orders.*', '-f', String(handler.port)];
  const screen = await open(args, { env });
  await screen.see('Waiting for the first call');

  await server.stop();
  await screen.see('○ tunnel down');
  await shop.settled(shop.emit('Orders.create'));
  const before = calls;
  await server.restart();
  await screen.see('Calls may be missing from');
  expect(calls).toBe(before + 1);
  screen.press('c');
  await screen.see('may be missed');
  await screen.see(/l lists what has changed since \(1 of/);
  screen.press('l');
  await screen.see(/▶ ● .*Orders\.create +\d+/);
  expect(calls).toBe(before + 2);
  expect(handler.calls).toEqual([]);
  screen.press('Enter');
  await screen.see(/▶ ✓ .*Orders\.create +\d+ +played/);
  expect(handler.calls).toHaveLength(1);
  screen.press('Escape');
  await screen.see('✓ delivered');
  await screen.leave();
  expect(shop.webhooks.list()).toEqual([]);
});

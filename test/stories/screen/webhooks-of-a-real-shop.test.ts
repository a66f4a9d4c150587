/** A developer looks after a real shop's webhooks: asked only when told to, at a price that is said, and nothing stays behind. */
import { expect, it } from 'vitest';
import { credentialsFor } from '../../support/shop-double.ts';
import { story } from '../../support/story.ts';

const { screen: open, shop: openShop } = story();

it('asks a real shop only when told to, says the price, and leaves nothing behind', async () => {
  const { shop } = await openShop();
  shop.left = 20;
  const args = ['listen', '--tunnel', 'none', '-e', 'Orders.*'];
  const screen = await open(args, { env: credentialsFor(shop) });
  await screen.see('Waiting for the first call');
  const gets = (): number => shop.calls.filter((call) => call.startsWith('GET')).length;
  const before = gets();
  screen.press('w');
  await screen.see(/The 3 of this session\. r asks the shop for all and their last calls \(1 API call, 17/);
  expect(gets()).toBe(before);
  screen.press('r');
  await screen.see(/3 at the shop at .*, 3 of this session/);
  expect(gets()).toBe(before + 1);
  screen.press('Enter');
  await screen.see(/▶ ○ off/);
  expect(shop.webhooks.filter(({ active_yn: isActive }) => !isActive)).toHaveLength(1);
  screen.press('Enter');
  await screen.miss('○ off');
  screen.press('d', 'y');
  await screen.see('2 at the shop');
  expect(shop.webhooks).toHaveLength(2);
  // The screen learns it with the next answer; the call that is last then is kept.
  shop.left = 2;
  screen.press('r');
  await screen.see('1 API call, 1 left');
  screen.press('r');
  await screen.see('The last API call is kept for removing our webhooks at the end.');
  screen.press('Escape');
  await screen.see('2 webhooks registered');
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  expect(shop.webhooks).toEqual([]);
});

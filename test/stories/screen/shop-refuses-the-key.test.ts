/** A developer has mistyped the API key: one sentence on the normal screen says so, and only one login of five is lost. */
import { expect, it } from 'vitest';
import { credentialsFor } from '../../support/shop-double.ts';
import { story } from '../../support/story.ts';

const { screen: open, shop: openShop } = story();

it('reads on the normal screen what is wrong and what would be right', async () => {
  const { shop } = await openShop();
  const env = { ...credentialsFor(shop), UPGATES_API_KEY: 'mistyped' };
  const screen = await open(['listen', '--tunnel', 'none', '-e', 'Orders.*'], { env, inShell: true });
  await screen.see('code 3');
  expect(screen.terminal.isAlternate()).toBe(false);
  const left = screen.terminal.history().join(' ').replaceAll(/ +/g, ' ');
  expect(left).toContain('does not accept the API login and key.');
  expect(left).toContain('Check UPGATES_API_LOGIN and UPGATES_API_KEY');
  expect(left).not.toContain('mistyped');
  expect(shop.badLogins()).toBe(1);
  expect(shop.webhooks).toEqual([]);
});

import { expect, it } from 'vitest';
import { openShop } from './play.ts';

it('is opened once, however many ask at the same time', async () => {
  const shop = await openShop();
  const [one, two] = await Promise.all([shop.serve(), shop.serve()]);
  expect(two).toEqual(one);
});

it('a move of a shop that was never served opens its first address', async () => {
  const shop = await openShop();
  expect(shop.movedForm).toBeNull();
  const api = await shop.move({ form: 'location' });
  expect(await shop.serve()).toEqual(api);
  expect(shop.movedForm).toBe('location');
});

it('is left also when it was just being opened', async () => {
  const shop = await openShop();
  const [before, after] = await Promise.all([shop.serve(), shop.move()]);
  expect(after.url).not.toBe(before.url);
  expect((await fetch(`${before.url}/status`, { redirect: 'manual' })).status).toBe(301);
});

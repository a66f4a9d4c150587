import { createShop } from 'upgates-dev/testing';
import { startSync } from '../shop-sync/sync.js';

let shop;
let sync;

beforeEach(async () => {
  shop = await createShop({ rules: 'current', clock: 'manual' });
  sync = await startSync({ api: await shop.serve() });
  for (const event of ['Orders.create', 'Orders.update', 'Orders.delete']) {
    await shop.subscribe(event, sync.urlFor(event));
  }
});

afterEach(async () => {
  await sync.close();
  await shop.close();
});

it('copies an order', async () => {
  const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
  expect(delivery?.verdict).toBe('delivered');
  await sync.idle();
  expect(sync.orders.numbers()).toEqual(['9000011']);
});

it('survives an outage of an hour and handles each order once', async () => {
  shop.fault('phase=before,status=503,for=1h');
  const numbers = ['9000011', '9000021', '9000031', '9000041', '9000051', '9000061'];
  for (const number of numbers) {
    const delivery = await shop.emit('Orders.create', [{ order_number: number }]);
    expect(delivery?.verdict).toBe('repeats');
    await shop.clock.advance('10m');
  }
  await shop.clock.advance('5m');
  await sync.idle();
  expect(shop.pending).toEqual([]);
  expect(sync.orders.numbers()).toEqual(numbers);
  expect(sync.orders.saves()).toBe(numbers.length);
  expect(shop.deliveries.map(({ attempts }) => attempts.length)).toEqual([13, 11, 9, 7, 5, 3]);
});

it('does its work once when the shop did not see its answer', async () => {
  shop.fault('duplicate');
  const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
  expect(delivery?.verdict).toBe('repeats');
  await shop.clock.advance('5m');
  await sync.idle();
  expect(delivery?.attempts.map(({ verdict }) => verdict)).toEqual(['repeats', 'delivered']);
  expect(sync.orders.saves()).toBe(1);
});

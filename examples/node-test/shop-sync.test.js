import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
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
  assert.equal(delivery?.verdict, 'delivered');
  await sync.idle();
  assert.deepEqual(sync.orders.numbers(), ['9000011']);
});

it('survives an outage of an hour and handles each order once', async () => {
  shop.fault('phase=before,status=503,for=1h');
  const numbers = ['9000011', '9000021', '9000031', '9000041', '9000051', '9000061'];
  for (const number of numbers) {
    const delivery = await shop.emit('Orders.create', [{ order_number: number }]);
    assert.equal(delivery?.verdict, 'repeats');
    await shop.clock.advance('10m');
  }
  await shop.clock.advance('5m');
  await sync.idle();
  assert.deepEqual(shop.pending, []);
  assert.deepEqual(sync.orders.numbers(), numbers);
  assert.equal(sync.orders.saves(), numbers.length);
});

it('does its work once when the shop did not see its answer', async () => {
  shop.fault('duplicate');
  const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
  assert.equal(delivery?.verdict, 'repeats');
  await shop.clock.advance('5m');
  await sync.idle();
  assert.deepEqual(
    delivery?.attempts.map(({ verdict }) => verdict),
    ['repeats', 'delivered'],
  );
  assert.equal(sync.orders.saves(), 1);
});

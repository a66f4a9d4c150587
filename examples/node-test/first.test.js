import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createShop } from 'upgates-dev/testing';
import { startHandler } from '../handler.js'; // your own server

it('accepts a new order', async (context) => {
  const shop = await createShop();
  const handler = await startHandler();
  context.after(async () => {
    await handler.close();
    await shop.close();
  });
  await shop.subscribe('Orders.*', handler.url);
  const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
  assert.equal(delivery.verdict, 'delivered');
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createShop } from 'upgates-dev/testing';
import { startHandler } from '../handler.js'; // your own server

let shop;
let handler;

beforeEach(async () => {
  shop = await createShop();
  handler = await startHandler();
  await shop.subscribe('Orders.*', handler.url);
});

afterEach(async () => {
  await handler.close();
  await shop.close();
});

it('accepts a new order', async () => {
  const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
  expect(delivery.verdict).toBe('delivered');
  expect(handler.bodies[0].orders[0].order_number).toBe('9000011');
});

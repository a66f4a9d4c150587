import { setupServer } from 'msw/node';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createShop } from 'upgates-dev/testing';
import { upgatesHandlers } from 'upgates-dev/msw';
import { createUpgatesApi } from '../shop-sync/upgates-api.js'; // your own client

let shop;
let server;

beforeEach(async () => {
  shop = await createShop({ login: 'me', key: 'secret' });
  const apiUrl = 'https://myshop.admin.s24.upgates.com/api/v2';
  server = setupServer(...upgatesHandlers(shop, { apiUrl }));
  server.listen({ onUnhandledRequest: 'error' });
});

afterEach(async () => {
  server.close();
  await shop.close();
});

it('reads the orders that a webhook spoke of', async () => {
  await shop.emit('Orders.create', [{ order_number: '9000011' }]);
  const api = createUpgatesApi({ url: 'https://myshop.admin.s24.upgates.com/api/v2', login: 'me', key: 'secret' });
  const [order] = await api.readOrders(['9000011']);
  expect(order.order_number).toBe('9000011');
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createShop } from 'upgates-dev/testing';
import { startHandler } from '../handler.js';

let shop;
let handler;
let answer;

beforeEach(async () => {
  answer = () => 204;
  handler = await startHandler((...call) => answer(...call));
  shop = await createShop();
});

afterEach(async () => {
  await handler.close();
  await shop.close();
});

it('an outage of an hour', async () => {
  await shop.subscribe('Orders.create', handler.url);
  shop.fault('phase=before,status=503,for=1h');
  const delivery = await shop.emit('Orders.create');
  expect(delivery.verdict).toBe('repeats');
  await shop.clock.advance('1h');
  expect(delivery.verdict).toBe('delivered');
  expect(delivery.attempts).toHaveLength(13);
  expect(handler.bodies).toHaveLength(1);
});

it('an outage that ends when the test says so', async () => {
  await shop.subscribe('Orders.create', handler.url);
  const recover = shop.fault('phase=before,connection=reset');
  const delivery = await shop.emit('Orders.create');
  await shop.clock.advance('20m');
  recover();
  await shop.clock.advance('5m');
  expect(delivery.attempts.map(({ status }) => status)).toEqual([null, null, null, null, null, 204]);
  expect(shop.pending).toEqual([]);
});

it('a slow handler', async () => {
  await shop.subscribe('Orders.create', handler.url);
  shop.fault('delay=1100');
  const delivery = await shop.emit('Orders.create');
  expect(delivery.verdict).toBe('timed-out'); // Upgates takes it for delivered
  await shop.clock.advance('1d');
  expect(delivery.attempts).toHaveLength(1); // and never calls again
});

it('duplicates', async () => {
  await shop.subscribe('Orders.create', handler.url);
  shop.fault('duplicate'); // the handler works, the shop sees 500, once
  await shop.emit('Orders.create');
  await shop.clock.advance('5m');
  expect(handler.bodies).toHaveLength(2);
  expect(handler.bodies[1]).toEqual(handler.bodies[0]);
});

it('an answer that is nearly right', async () => {
  await shop.subscribe('Orders.create', handler.url);
  answer = () => 201;
  const delivery = await shop.emit('Orders.create');
  expect(delivery.verdict).toBe('repeats');
  expect(delivery.attempts[0].why).toContain('Only 200 and 204 are right answers');
});

it('twelve hours under the old rules', async () => {
  await shop.close();
  shop = await createShop({ rules: 'legacy' });
  const webhook = await shop.subscribe('Orders.create', handler.url);
  answer = () => 500;
  const delivery = await shop.emit('Orders.create');
  await shop.clock.advance('12h');
  expect(delivery.attempts).toHaveLength(144);
  expect(delivery.withdrawn).toBe('webhook-deactivated');
  expect(webhook.isActive).toBe(false);
});

it('a change of rights', async () => {
  await shop.subscribe('Orders.*', handler.url);
  shop.deny('Orders.*');
  expect(await shop.emit('Orders.create')).toBeNull(); // nothing is sent to an inactive webhook
  expect(shop.webhooks.every(({ isActive }) => !isActive)).toBe(true);
});

it('a shop that moves', async () => {
  const before = await shop.serve();
  const after = await shop.move({ form: 'body' }); // or location, or both: the documentation has all three
  const response = await fetch(`${before.url}/status`, { redirect: 'manual' });
  expect(response.status).toBe(301);
  expect(await response.json()).toEqual({ api_url: after.url });
});

it('12,000 products', async () => {
  await shop.subscribe('Products.create', handler.url);
  await shop.emit(
    'Products.create',
    Array.from({ length: 12_000 }, (_, index) => ({ code: `P-${index}` })),
  );
  expect(handler.bodies.map(({ products }) => products.length)).toEqual([5000, 5000, 2000]);
});

it('products and variants deleted', async () => {
  await shop.subscribe('Products.delete', handler.url);
  await shop.emit('Products.delete', { products: [{ product_id: 34 }], variants: [{ variant_id: 112 }] });
  expect(handler.bodies[0]).toMatchObject({ products: [{ product_id: 34 }], variants: [{ variant_id: 112 }] });
});

it('no calls left', async () => {
  await shop.close();
  shop = await createShop({ plan: 'bronze' }); // ten calls an hour, a hundred a day
  const { url, login, key } = await shop.serve();
  const headers = { Authorization: `Basic ${btoa(`${login}:${key}`)}` };
  const statuses = new Set();
  for (let call = 0; call < 111; call += 1) statuses.add((await fetch(`${url}/status`, { headers })).status);
  expect([...statuses]).toEqual([200, 429]);
  await shop.clock.advance('1h');
  expect((await fetch(`${url}/status`, { headers })).status).toBe(200);
});

it('events gathered in one call', async () => {
  await shop.close();
  shop = await createShop({ gather: '10s' });
  await shop.subscribe('Orders.*', handler.url);
  await shop.emit('Orders.create', [{ order_number: '9000011' }]); // null: it is not sent yet
  await shop.emit('Orders.create', [{ order_number: '9000021' }]);
  await shop.clock.advance('10s');
  expect(handler.bodies).toHaveLength(1);
  expect(handler.bodies[0].orders).toHaveLength(2);
});

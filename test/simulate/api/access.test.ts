import { afterEach, describe, expect, it } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import { callApi, subscribe } from '../rest-client.ts';

const shops: SimulatedShop[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

const HANDLER = 'http://127.0.0.1:3000/';

function newShop(denied: readonly string[] = []): SimulatedShop {
  const send = () => Promise.resolve({ kind: 'answered', status: 500, ms: 1 } as const);
  const shop = createSimulatedShop({ seed: 'access', denied, send });
  shops.push(shop);
  return shop;
}

describe('the rights of the API user', () => {
  it('are all there from the start', async () => {
    const { access } = newShop();
    expect(EVENTS.filter((event) => !access.isAllowed(event.name))).toEqual([]);
    expect(access.privilegeOf('orders')).toBe('all');
    expect(access.privilegeOf('carts')).toBe('deny');
  });

  it('deactivate the webhooks of events that are taken, and withdraw what waited', async () => {
    const shop = newShop();
    await subscribe(shop, 'Orders.create', HANDLER);
    await subscribe(shop, 'Orders.update', HANDLER);
    await subscribe(shop, 'Products.update', HANDLER);
    shop.emit('Orders.create');
    expect(shop.access.deny(['orders.create', 'Orders.update'])).toEqual(['Orders.create', 'Orders.update']);
    const { json } = await callApi(shop, 'GET /webhooks');
    expect(json.webhooks.map((webhook: { active_yn: boolean }) => webhook.active_yn)).toEqual([false, false, true]);
    await expect.poll(() => shop.pending()).toEqual([]);
    expect(shop.emit('Orders.create')).toEqual([]);
  });

  it('once given back leave the webhooks inactive until a PUT activates them', async () => {
    const shop = newShop();
    const id = await subscribe(shop, 'Orders.create', HANDLER);
    shop.access.deny(['Orders.*']);
    const refused = await callApi(shop, 'PUT /webhooks', { body: { id, active_yn: true } });
    expect(refused.status).toBe(403);
    expect(shop.access.allow(['Orders.*'])).toEqual(['Orders.create', 'Orders.update', 'Orders.delete']);
    expect((await callApi(shop, 'GET /webhooks')).json.webhooks[0].active_yn).toBe(false);
    expect((await callApi(shop, 'PUT /webhooks', { body: { id, active_yn: true } })).json.webhook.active_yn).toBe(true);
  });

  it('name only what changed', () => {
    const { access } = newShop(['Orders.delete']);
    expect(access.deny(['Orders.*', 'orders.create'])).toEqual(['Orders.create', 'Orders.update']);
    expect(access.allow(['Orders.delete', 'Labels.*'])).toEqual(['Orders.delete']);
  });

  it('close an endpoint when all its events are denied', () => {
    const { access } = newShop(['OrderStatuses.create', 'OrderStatuses.update']);
    expect(access.privilegeOf('order-statuses')).toBe('all');
    access.deny(['OrderStatuses.delete']);
    expect(access.privilegeOf('order-statuses')).toBe('deny');
    access.deny(['*']);
    expect([access.privilegeOf('webhooks'), access.privilegeOf('status')]).toEqual(['all', 'readonly']);
  });

  it('can be cut down to reading', () => {
    const { access } = newShop();
    access.restrict('orders', 'readonly');
    expect(access.privilegeOf('orders')).toBe('readonly');
    access.restrict('orders', 'all');
    expect(access.privilegeOf('orders')).toBe('all');
    expect(() => access.restrict('order', 'readonly')).toThrow(/no endpoint order\b/);
  });

  it.each(['Order.create', 'Carts.*', 'Carts.create'])('say that there is no event %s', (pattern) => {
    const { access } = newShop();
    expect(() => access.deny([pattern])).toThrow(expect.objectContaining({ code: 'unknown-event', exit: 2 }));
  });

  it('are none at all for an inactive user', async () => {
    const shop = newShop();
    shop.access.setUserActive(false);
    expect((await callApi(shop, 'GET /status')).status).toBe(403);
    shop.access.setUserActive(true);
    expect((await callApi(shop, 'GET /status')).status).toBe(200);
  });
});

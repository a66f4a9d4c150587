/**
 * What the shop does over hours, with real handlers on real sockets: outages, large events, order, switch-off.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { RULES } from '../../../src/core/rules.ts';
import { createSimulatedShop, type SimulatedShop, type SimulatedShopOptions } from '../../../src/simulate/shop.ts';
import { startHandler, type Behaviour, type SeenCall, type TestHandler } from '../../support/handler.ts';
import { callApi, subscribe } from '../rest-client.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function openShop(options: Partial<SimulatedShopOptions>): SimulatedShop {
  const shop = createSimulatedShop({ seed: 'stories', speed: 'manual', ...options });
  closers.push(() => shop.close());
  return shop;
}

async function handle(behaviour: Behaviour | ((call: SeenCall, number: number) => Behaviour)): Promise<TestHandler> {
  const handler = await startHandler(behaviour);
  closers.push(() => handler.close());
  return handler;
}

const answer = (status: number): Behaviour => ({ kind: 'answer', status });

describe('a handler that fails for forty minutes and then works', () => {
  it.each(['max', 'manual'] as const)('gets nine attempts five minutes apart, on the clock %s', async (speed) => {
    const minutes: number[] = [];
    const shop: SimulatedShop = openShop({
      speed,
      onAttempt: () => minutes.push(Math.round((shop.clock.now() - start) / MINUTE)),
    });
    const start = shop.clock.now();
    const handler = await handle(() => answer(shop.clock.now() - start < 40 * MINUTE ? 503 : 200));
    await subscribe(shop, 'Orders.create', handler.url);
    shop.emit('Orders.create');
    if (speed === 'manual') await shop.clock.advance(HOUR);
    await vi.waitFor(() => expect(shop.pending()).toEqual([]), 15_000);
    expect(minutes).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
    expect(handler.calls).toHaveLength(9);
  });
});

describe('twelve hours of wrong answers', () => {
  it.each([
    ['legacy', 144, false],
    ['current', 288, true],
    ['split', 288, true],
  ] as const)('%s: %i attempts in a day, active afterwards: %s', async (rules, attempts, isActive) => {
    const shop = openShop({ rules: RULES[rules] });
    const handler = await handle(answer(500));
    const id = await subscribe(shop, 'Orders.create', handler.url);
    shop.emit('Orders.create');
    await shop.clock.advance(24 * HOUR - MINUTE);
    expect(handler.calls).toHaveLength(attempts);
    const { json } = await callApi(shop, `GET /webhooks/${id}`);
    expect(json.webhooks[0]).toMatchObject({
      active_yn: isActive,
      last_error_call_status: 500,
      last_success_call: null,
    });
    expect(shop.pending()).toHaveLength(isActive ? 1 : 0);
  });
});

describe('order', () => {
  it('12,000 products arrive as 5000, 5000 and 2000, each after the one before', async () => {
    const shop = openShop({});
    const handler = await handle(answer(200));
    await subscribe(shop, 'Products.update', handler.url);
    const products = Array.from({ length: 12_000 }, (_, index) => ({ product_id: index + 1, code: `P${index}` }));
    await shop.settled(shop.emit('Products.update', { products }));
    const arrived = handler.calls.map(({ body }) => JSON.parse(body.toString()).products);
    expect(arrived.map((list) => list.length)).toEqual([5000, 5000, 2000]);
    expect(arrived.flat().map(({ product_id: id }) => id)).toEqual(products.map(({ product_id: id }) => id));
  });

  it('create, update and delete of one order keep their order across webhooks, and a repeat that waits holds nobody up', async () => {
    const shop = openShop({});
    const handler = await handle((call, number) => answer(call.path === '/webhooks/create' && number < 3 ? 500 : 200));
    for (const action of ['create', 'update', 'delete']) {
      await subscribe(shop, `Orders.${action}`, `${handler.url}/${action}`);
    }
    const orders = [{ order_number: '9000011' }];
    const ids = ['create', 'update', 'delete'].flatMap((action) => shop.emit(`Orders.${action}`, { orders }));
    const paths = (): readonly string[] => handler.calls.map(({ path }) => path.slice('/webhooks/'.length));
    await shop.settled(ids);
    expect(paths()).toEqual(['create', 'update', 'delete']);
    await shop.settled(shop.emit('Orders.update', { orders: [{ order_number: '9000021' }] }));
    expect(shop.pending()).toHaveLength(1);
    await shop.clock.advance(5 * MINUTE);
    expect(paths()).toEqual(['create', 'update', 'delete', 'update', 'create']);
    expect(shop.pending()).toEqual([]);
  });
});

describe('webhooks', () => {
  it('nothing is sent to an inactive one, and what waits for it goes', async () => {
    const withdrawn: string[] = [];
    const shop = openShop({ onWithdrawn: ({ id }, because) => withdrawn.push(`${id} ${because}`) });
    const handler = await handle(answer(500));
    const id = await subscribe(shop, 'Orders.create', handler.url);
    await shop.settled(shop.emit('Orders.create'));
    await callApi(shop, 'PUT /webhooks', { body: { id, active_yn: false } });
    await shop.clock.advance(HOUR);
    expect(withdrawn).toEqual(['shop-1 webhook-deactivated']);
    expect(shop.emit('Orders.create')).toEqual([]);
    await callApi(shop, 'PUT /webhooks', { body: { id, active_yn: true } });
    expect(shop.emit('Orders.create')).toHaveLength(1);
    await shop.clock.advance(0);
    expect(handler.calls).toHaveLength(2);
  });

  it('keep the last good and the last bad call, in the time of the shop', async () => {
    const shop = openShop({ now: () => Date.UTC(2026, 10, 23, 9, 20) });
    const handler = await handle((_call, number) => answer(number === 1 ? 500 : 204));
    const id = await subscribe(shop, 'Orders.create', handler.url);
    shop.emit('Orders.create');
    await shop.clock.advance(HOUR);
    expect((await callApi(shop, `GET /webhooks/${id}`)).json.webhooks[0]).toMatchObject({
      last_error_call: '2026-11-23T10:20:00+01:00',
      last_error_call_status: 500,
      last_success_call: '2026-11-23T10:25:00+01:00',
      last_success_call_status: 204,
    });
  });

  it('send the credentials of their URL as Basic', async () => {
    const shop = openShop({});
    const handler = await handle(answer(200));
    await subscribe(shop, 'Orders.create', handler.url.replace('http://', 'http://shop:p%40ss@'));
    await shop.settled(shop.emit('Orders.create'));
    const expected = `Basic ${Buffer.from('shop:p@ss').toString('base64')}`;
    expect(handler.calls[0]?.headers.authorization).toBe(expected);
  });
});

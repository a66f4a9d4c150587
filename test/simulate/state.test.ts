import { afterEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import { RULES } from '../../src/core/rules.ts';
import { readFault } from '../../src/faults/read-fault.ts';
import { createSimulatedShop, type SimulatedShop, type SimulatedShopOptions } from '../../src/simulate/shop.ts';
import { readShopState, type ShopState } from '../../src/simulate/state.ts';
import { callApi, subscribe } from './rest-client.ts';

const start = Date.UTC(2026, 10, 23, 9, 20);
const shops: SimulatedShop[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

function open(options: Partial<SimulatedShopOptions> = {}): SimulatedShop {
  const shop = createSimulatedShop({
    seed: 'state',
    speed: 'manual',
    now: () => start,
    send: () => Promise.resolve({ kind: 'answered', status: 500, ms: 1 }),
    ...options,
  });
  shops.push(shop);
  return shop;
}

/** With something in every field. */
async function fullState(): Promise<ShopState> {
  const shop = open({
    plan: 'gold',
    shopName: 'muj-obchod',
    rules: RULES.legacy,
    gather: MINUTE,
    denied: ['Labels.*'],
  });
  await subscribe(shop, 'Orders.create', 'http://me:pass@127.0.0.1:3000/hook');
  const reading = readFault('duplicate');
  if (reading.kind === 'fault') shop.faults.add(reading.fault);
  shop.emit('Orders.create');
  await shop.clock.advance(2 * MINUTE);
  shop.emit('Orders.create', { orders: [{ order_number: '9000211', status: 'Přijatá' }] });
  shop.access.restrict('products', 'readonly');
  return shop.save();
}

describe('the state of a shop', () => {
  it('is plain JSON that is read back to the same', async () => {
    const state = await fullState();
    expect(readShopState(JSON.stringify(state))).toEqual(state);
    expect(readShopState(JSON.stringify({ ...state, later: 'unknown fields are ignored' }))).toEqual(state);
  });

  it('makes the same shop again, credentials, rights and all', async () => {
    const saved = readShopState(JSON.stringify(await fullState()));
    const shop = createSimulatedShop({ seed: 'another', saved, now: () => start });
    shops.push(shop);
    expect(shop.save()).toEqual(saved);
    expect(shop).toMatchObject({
      seed: 'state',
      login: saved.login,
      key: saved.key,
      plan: 'gold',
      rules: RULES.legacy,
    });
    expect(shop.access.isAllowed('Labels.create')).toBe(false);
    const { json } = await callApi(shop, 'GET /webhooks');
    expect(json.webhooks).toMatchObject([{ id: 1, url: 'http://me:pass@127.0.0.1:3000/hook' }]);
    expect(await subscribe(shop, 'Orders.update', 'http://127.0.0.1/')).toBe(2);
  });

  it('gives way to what an option says', async () => {
    const saved = await fullState();
    const shop = open({ saved, rules: RULES.current, speed: 60, login: 'other' });
    expect(shop.save()).toMatchObject({ rules: 'current', login: 'other', key: saved.key, clock: { speed: 60 } });
  });

  it('at speed 1 the time goes on as the real one does, and what is overdue is sent at once', async () => {
    const shop = open({ speed: 1 });
    await subscribe(shop, 'Orders.create', 'http://127.0.0.1/');
    await shop.settled(shop.emit('Orders.create'));
    const saved = shop.save();
    const attempts: number[] = [];
    const later = open({ saved, speed: 1, now: () => start + HOUR, onAttempt: ({ number }) => attempts.push(number) });
    expect(later.clock.now()).toBe(start + HOUR);
    await vi.waitFor(() => expect(attempts).toEqual([2]));
    expect(later.pending()).toMatchObject([{ nextAttemptAt: start + HOUR + 5 * MINUTE }]);
  });

  it('gives up at the instant at which it would have, also when that has passed meanwhile', async () => {
    const shop = open({ rules: RULES.legacy, speed: 1 });
    await subscribe(shop, 'Orders.create', 'http://127.0.0.1/');
    await shop.settled(shop.emit('Orders.create'));
    const later = open({ saved: shop.save(), speed: 1, now: () => start + 13 * HOUR });
    await vi.waitFor(() => expect(later.pending()).toEqual([]));
    expect((await callApi(later, 'GET /webhooks')).json.webhooks[0].active_yn).toBe(false);
  });
});

describe('a state from outside', () => {
  const failureOf = (text: string): Failure => {
    try {
      readShopState(text);
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
    throw new Error('nothing was wrong with it');
  };

  it.each([
    ['', 'is not valid JSON'],
    ['[]', 'The saved shop should be an object'],
    ['{}', 'In the saved shop version should be a whole number from 1 on'],
    ['{"version":2}', 'saved by a newer upgates-dev: its state is version 2, and this one reads up to version 1'],
  ])('%j is refused', (text, message) => {
    expect(failureOf(text)).toMatchObject({ exit: 2, message: expect.stringContaining(message) });
  });

  it.each<[string, unknown, string]>([
    ['seed', 7, 'seed should be a text'],
    ['plan', 'lead', 'plan should be one of bronze, silver, gold, platinum, unlimited'],
    ['rules', 'none', 'rules should be one of current, legacy, split'],
    ['gather', -1, 'gather should be a whole number from 0 on'],
    ['jsonStyle.escaped', 'yes', 'jsonStyle.escaped should be true or false'],
    ['clock.at', 1.5, 'clock.at should be a whole number from 0 on'],
    ['clock.speed', 0, 'clock.speed should be a number above 0, max or manual'],
    ['engine.webhooks', {}, 'engine.webhooks should be a list'],
    ['engine.webhooks.0.url', 'ftp://x/', 'engine.webhooks.0.url should be an absolute URL'],
    ['engine.webhooks.0.state.deactivatedBecause', 'age', 'state.deactivatedBecause should be one of wrong-answers'],
    ['engine.webhooks.0.state.lastError', 1, 'state.lastError should be an object'],
    ['engine.deliveries.0.webhook', 9, 'deliveries.0.webhook should be the id of one of its webhooks'],
    ['engine.deliveries.0.subjects', [1], 'deliveries.0.subjects.0 should be a text'],
    ['engine.deliveries.0.dueAt', '', 'deliveries.0.dueAt should be a whole number'],
    ['gathered.events.0.event', 'Carts.create', 'gathered.events.0.event should be the name of an event'],
    ['gathered.events.0.lists.orders', [1], 'lists.orders.0 should be an object'],
    ['access.denied', ['Carts.create'], 'access.denied.0 should be the name of an event'],
    ['access.restricted', ['carts'], 'access.restricted.0 should be the name of an endpoint'],
    ['faults.0.spec', 'status=1', 'faults.0.spec should be a fault ('],
    ['faults.0.draws', [1, 2, 3], 'faults.0.draws should be four whole numbers of 32 bits'],
    ['random.trade', [1, 2, 3, 2 ** 40], 'random.trade should be four whole numbers of 32 bits'],
    ['stock.shelves.Orders.things', [null], 'stock.shelves.Orders.things.0 should be an object'],
  ])('with %s: %j is refused, and the place is named', async (path, value, message) => {
    const state: unknown = JSON.parse(JSON.stringify(await fullState()));
    put(state, path.split('.'), value);
    expect(failureOf(JSON.stringify(state))).toMatchObject({ exit: 2, message: expect.stringContaining(message) });
  });
});

function put(target: unknown, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (typeof target !== 'object' || target === null) throw new Error(`nothing at ${name}`);
  if (rest.length === 0) Object.assign(target, { [name]: value });
  else put(Object.entries(target).find(([key]) => key === name)?.[1], rest, value);
}

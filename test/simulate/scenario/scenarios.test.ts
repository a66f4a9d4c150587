/** Each scenario that comes with the package, played on a clock that is moved by hand, against a real handler. */
import { afterEach, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { RULES, type RulesName } from '../../../src/core/rules.ts';
import { dialOptions } from '../../../src/dial/dial.ts';
import { builtinText } from '../../../src/simulate/builtin-scenarios.ts';
import type { AttemptReport } from '../../../src/simulate/deliver/report.ts';
import { playScenario } from '../../../src/simulate/scenario/play.ts';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { callApi, subscribe } from '../rest-client.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Play {
  readonly shop: SimulatedShop;
  readonly handler: TestHandler;
  readonly attempts: AttemptReport[];
  /** Records that the handler has been sent, by event, in the order of the calls. */
  readonly records: (event: string) => readonly Record<string, unknown>[];
  readonly done: Promise<void>;
}

async function play(name: string, events: readonly string[], rules: RulesName = 'current'): Promise<Play> {
  const handler = await startHandler({ kind: 'answer', status: 204 });
  closers.push(() => handler.close());
  const scenario = readScenario(builtinText(name) ?? '', name);
  const attempts: AttemptReport[] = [];
  const shop = createSimulatedShop({
    seed: scenario.seed ?? name,
    // A loaded machine must not make a good answer late.
    rules: { ...RULES[rules], limit: 20_000 },
    speed: 'manual',
    requestOptions: dialOptions,
    onAttempt: (report) => attempts.push(report),
  });
  closers.push(() => shop.close());
  for (const event of events) await subscribe(shop, event, `${handler.url}/${event}`);
  const playing = playScenario(scenario, shop);
  closers.push(() => Promise.resolve(playing.stop()));
  return { shop, handler, attempts, records: (event) => recordsOf(handler, event), done: playing.done };
}

function recordsOf({ calls }: TestHandler, event: string): readonly Record<string, unknown>[] {
  return calls
    .filter(({ path }) => path.endsWith(`/${event}`))
    .flatMap(({ body }) => Object.values(JSON.parse(body.toString()) as Record<string, unknown>))
    .flatMap((list) => (Array.isArray(list) ? (list as Record<string, unknown>[]) : []));
}

const numbersOf = (records: readonly Record<string, unknown>[], field: string): readonly string[] =>
  records.map((record) => String(record[field]));

it(
  'import-12000: 5000, 5000 and 2000 records in order, then the same products again',
  { timeout: 60_000 },
  async () => {
    const { shop, handler, records, attempts, done } = await play('import-12000', [
      'Products.create',
      'Products.update',
      'Products.delete',
    ]);
    await shop.clock.advance(30 * MINUTE);
    await done;
    const counts = handler.calls.map(({ path, body }) => {
      const { products } = JSON.parse(body.toString()) as { readonly products: readonly unknown[] };
      return `${path.split('.').at(-1) ?? ''} ${products.length}`;
    });
    expect(counts).toEqual([
      'create 5000',
      'create 5000',
      'create 2000',
      'update 5000',
      'update 5000',
      'update 2000',
      'delete 40',
    ]);
    const created = new Set(numbersOf(records('Products.create'), 'product_id'));
    expect(created.size).toBe(12_000);
    const updated = new Set(numbersOf(records('Products.update'), 'product_id'));
    expect(updated.size).toBe(12_000);
    expect(attempts.every(({ judgement }) => judgement.verdict === 'delivered')).toBe(true);
  },
);

it(
  'sale-rush: hundreds of orders in ten minutes, and what changes was created before',
  { timeout: 60_000 },
  async () => {
    const events = ['Orders.create', 'Orders.update', 'Products.update', 'Customers.create'];
    const { shop, records, attempts, done } = await play('sale-rush', events);
    await shop.clock.advance(20 * MINUTE);
    await done;
    const created = numbersOf(records('Orders.create'), 'order_number');
    expect(new Set(created).size).toBe(300);
    expect(records('Orders.update')).toHaveLength(150);
    expect(records('Products.update')).toHaveLength(280);
    expect(records('Customers.create')).toHaveLength(60);
    // A handler that asks for it finds it.
    const [first] = numbersOf(records('Orders.update'), 'order_number');
    const { json } = await callApi(shop, `GET /orders/${first ?? ''}`);
    expect(json.orders[0].order_number).toBe(first);
    expect(attempts.every(({ judgement }) => judgement.verdict === 'delivered')).toBe(true);
  },
);

it('outage-12h: nothing of twelve hours is lost, and each order is handled once', { timeout: 60_000 }, async () => {
  const { shop, records, attempts, done } = await play('outage-12h', ['Orders.create']);
  await shop.clock.advance(12 * HOUR);
  // Before the outage came two; since then no call has reached the handler.
  expect(records('Orders.create')).toHaveLength(2);
  expect(attempts.filter(({ fault }) => fault === 'outage').length).toBeGreaterThan(1000);
  await shop.clock.advance(2 * HOUR);
  await done;
  const handled = numbersOf(records('Orders.create'), 'order_number');
  expect(handled).toHaveLength(28);
  expect(new Set(handled).size).toBe(28);
  expect(shop.pending()).toEqual([]);
  expect(shop.webhooks.list().map(({ state }) => state.active)).toEqual([true]);
});

it('outage-12h under legacy: the webhook is deactivated, and the orders are lost', { timeout: 60_000 }, async () => {
  const { shop, records, attempts } = await play('outage-12h', ['Orders.create'], 'legacy');
  await shop.clock.advance(16 * HOUR);
  expect(records('Orders.create')).toHaveLength(2);
  expect(shop.webhooks.list().map(({ state }) => state.deactivatedBecause)).toEqual(['wrong-answers']);
  // One every five minutes, none at or after the twelfth hour.
  const first = attempts.filter(({ delivery }) => delivery === attempts.find(({ fault }) => fault !== null)?.delivery);
  expect(first).toHaveLength(144);
  expect(shop.pending()).toEqual([]);
});

it('permission-change: nothing comes without rights, nor with them before a PUT', { timeout: 60_000 }, async () => {
  const { shop, records } = await play('permission-change', ['Orders.create', 'Products.update']);
  await shop.clock.advance(30 * MINUTE);
  expect(records('Orders.create')).toHaveLength(31);
  await shop.clock.advance(30 * MINUTE);
  expect(records('Orders.create')).toHaveLength(31);
  expect(records('Products.update').length).toBeGreaterThan(5);
  const denied = { name: 'x', url: 'http://127.0.0.1:9/', event: 'Orders.create' };
  expect((await callApi(shop, 'POST /webhooks', { body: denied })).status).toBe(403);
  await shop.clock.advance(35 * MINUTE);
  expect(records('Orders.create')).toHaveLength(31);
  const [webhook] = shop.webhooks.list();
  expect(webhook?.state).toMatchObject({ active: false, deactivatedBecause: 'permission-change' });
  await callApi(shop, 'PUT /webhooks', { body: { id: webhook?.id, active_yn: true } });
  await shop.clock.advance(10 * MINUTE);
  expect(records('Orders.create')).toHaveLength(41);
});

it('shop-moves: the API moves twice, each time in another form; webhooks go on', { timeout: 60_000 }, async () => {
  const { shop, records, done } = await play('shop-moves', ['Orders.create']);
  const { apiUrl } = await shop.serve({ port: 0 });
  const knock = () => fetch(`${apiUrl}/status`, { redirect: 'manual' });
  expect((await knock()).status).toBe(401);
  await shop.clock.advance(20 * MINUTE);
  const first = await knock();
  expect([first.status, first.headers.get('location')]).toEqual([301, null]);
  const { api_url: next } = (await first.json()) as { readonly api_url: string };
  expect((await fetch(`${next}/status`)).status).toBe(401);
  await shop.clock.advance(40 * MINUTE);
  const second = await knock();
  expect([second.status, await second.text()]).toEqual([301, '']);
  expect(second.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v2\/status$/);
  expect((await fetch(`${next}/status`, { redirect: 'manual' })).status).toBe(301);
  await shop.clock.advance(30 * MINUTE);
  await done;
  expect(records('Orders.create')).toHaveLength(90);
});

it('the same seed tells the same story', { timeout: 60_000 }, async () => {
  const [one, other] = [await play('shop-moves', ['Orders.create']), await play('shop-moves', ['Orders.create'])];
  await Promise.all([one.shop.clock.advance(5 * MINUTE), other.shop.clock.advance(5 * MINUTE)]);
  const numbers = ({ records }: Play) => numbersOf(records('Orders.create'), 'order_number');
  expect(numbers(one)).toHaveLength(6);
  expect(numbers(one)).toEqual(numbers(other));
});

it(
  "a scenario's outcome does not depend on the speed: at max every order is handled once",
  { timeout: 60_000 },
  async () => {
    const { shop, records, done } = await play('outage-12h', ['Orders.create']);
    shop.clock.setSpeed('max');
    await done;
    await expect.poll(() => shop.pending().length, { timeout: 30_000 }).toBe(0);
    const handled = numbersOf(records('Orders.create'), 'order_number');
    expect([handled.length, new Set(handled).size]).toEqual([28, 28]);
  },
);

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MINUTE } from '../../../src/core/instant.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { RULES } from '../../../src/core/rules.ts';
import type { AttemptReport } from '../../../src/simulate/deliver/report.ts';
import type { ShopCall } from '../../../src/simulate/deliver/send.ts';
import { createSimulatedShop, type SimulatedShop, type SimulatedShopOptions } from '../../../src/simulate/shop.ts';
import { callApi, subscribe } from '../rest-client.ts';

const url = 'http://127.0.0.1:3000/hook';
const answered = (status: number): Outcome => ({ kind: 'answered', status, ms: 1 });
const shops: SimulatedShop[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

interface Watched {
  readonly shop: SimulatedShop;
  readonly reports: AttemptReport[];
}

function watch(options: Partial<SimulatedShopOptions>): Watched {
  const reports: AttemptReport[] = [];
  const shop = createSimulatedShop({
    seed: 'engine',
    onAttempt: (report) => reports.push(report),
    send: () => Promise.resolve(answered(204)),
    ...options,
  });
  shops.push(shop);
  return { shop, reports };
}

/** A send that answers when the test says so. */
function byHand(): {
  send: (call: ShopCall) => Promise<Outcome>;
  open: { call: ShopCall; answer: (o: Outcome) => void }[];
} {
  const open: { call: ShopCall; answer: (outcome: Outcome) => void }[] = [];
  const send = (call: ShopCall): Promise<Outcome> =>
    new Promise((resolve) => {
      call.signal.addEventListener('abort', () => resolve({ kind: 'caller-gone', ms: 1 }));
      open.push({ call, answer: resolve });
    });
  return { send, open };
}

const order = (number: string): { orders: { order_number: string }[] } => ({ orders: [{ order_number: number }] });

describe('the engine', () => {
  it('makes one delivery for each active webhook of the event', async () => {
    const { shop, reports } = watch({});
    await subscribe(shop, 'Orders.create', `${url}/1`);
    await subscribe(shop, 'Orders.create', `${url}/2`);
    await subscribe(shop, 'Orders.update', `${url}/3`);
    const inactive = await subscribe(shop, 'Orders.create', `${url}/4`);
    await callApi(shop, 'PUT /webhooks', { body: { id: inactive, active_yn: false } });
    expect(shop.emit('Orders.create')).toHaveLength(2);
    await vi.waitFor(() => expect(reports.map((report) => report.url)).toEqual([`${url}/1`, `${url}/2`]));
    expect(shop.pending()).toEqual([]);
    expect(() => shop.emit('Carts.create')).toThrow('no event Carts.create');
  });

  it('keeps up last_success_call and last_error_call', async () => {
    const outcomes = [answered(500), answered(204)];
    const { shop, reports } = watch({
      speed: 'max',
      now: () => Date.UTC(2026, 10, 23, 9, 20),
      send: () => Promise.resolve(outcomes.shift() ?? answered(204)),
    });
    await subscribe(shop, 'Orders.create', url);
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(reports).toHaveLength(2));
    expect((await callApi(shop, 'GET /webhooks/1')).json.webhooks[0]).toMatchObject({
      last_error_call: '2026-11-23T10:20:00+01:00',
      last_error_call_status: 500,
      last_success_call: '2026-11-23T10:25:00+01:00',
      last_success_call_status: 204,
    });
  });

  it.each<[string, Outcome, object]>([
    ['a right answer', answered(204), { last_success_call_status: 204, last_error_call: null }],
    [
      'an answer of the tunnel in place of ours',
      answered(404),
      { last_success_call: null, last_error_call_status: 404 },
    ],
    [
      'a refused connection',
      { kind: 'broken', by: 'refused', ms: 1 },
      { last_success_call: null, last_error_call_status: null },
    ],
    [
      'silence until the limit',
      { kind: 'silent', phase: 'answer', ms: 1000 },
      { last_success_call: null, last_error_call_status: null },
    ],
  ])('notes %s by its time and its status', async (_, outcome, fields) => {
    const at = '2026-11-23T10:20:00+01:00';
    const { shop, reports } = watch({ now: () => Date.UTC(2026, 10, 23, 9, 20), send: () => Promise.resolve(outcome) });
    await subscribe(shop, 'Orders.create', url);
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    const { webhooks } = (await callApi(shop, 'GET /webhooks/1')).json;
    expect(webhooks[0]).toMatchObject(fields);
    expect([webhooks[0].last_success_call, webhooks[0].last_error_call].filter((one) => one !== null)).toEqual([at]);
  });

  it.each(['max', 1_000_000] as const)(
    'gives a failing webhook up after 144 attempts under legacy, at speed %s',
    async (speed) => {
      const { shop, reports } = watch({
        rules: RULES.legacy,
        speed,
        send: () => Promise.resolve(answered(500)),
      });
      await subscribe(shop, 'Orders.create', url);
      shop.emit('Orders.create');
      await vi.waitFor(async () => {
        const { json } = await callApi(shop, 'GET /webhooks/1');
        expect(json.webhooks[0].active_yn).toBe(false);
      }, 15_000);
      expect(reports).toHaveLength(144);
      expect(reports.at(-1)?.nextAttemptAt).toBeNull();
      expect(shop.pending()).toEqual([]);
      expect(shop.emit('Orders.create')).toEqual([]);
    },
  );

  it('says when the next attempt comes, and under max that it cannot be said', async () => {
    const now = Date.UTC(2026, 10, 23, 9, 20);
    for (const [speed, next] of [
      [1, now + 5 * MINUTE],
      [300, now + 1000],
      ['max', null],
    ] as const) {
      const { shop, reports } = watch({ speed, now: () => now, send: () => Promise.resolve(answered(500)) });
      await subscribe(shop, 'Orders.create', url);
      shop.emit('Orders.create');
      await vi.waitFor(() => expect(reports[0]?.nextAttemptAt).toBe(next));
      expect(shop.pending()).toMatchObject([{ id: 'shop-1', event: 'Orders.create', webhook: 1 }]);
    }
  });

  it('keeps create, update and delete of a record in order across webhooks, and lets others pass', async () => {
    const { send, open } = byHand();
    const { shop } = watch({ send });
    await subscribe(shop, 'Orders.create', `${url}/create`);
    await subscribe(shop, 'Orders.update', `${url}/update`);
    shop.emit('Orders.create', order('1'));
    shop.emit('Orders.update', order('1'));
    shop.emit('Orders.update', order('2'));
    const urls = (): string[] => open.map(({ call }) => `${call.url} ${call.body.toString()}`);
    expect(urls()).toHaveLength(2);
    expect(urls()[1]).toContain('"order_number":"2"');
    open[0]?.answer(answered(500));
    // A wrong answer frees the update too: a waiting repeat holds nobody up.
    await vi.waitFor(() => expect(urls()).toHaveLength(3));
    expect(urls()[2]).toMatch(/update .*"order_number":"1"/);
  });

  it('sends the parts of a large emission one after the other', async () => {
    const { send, open } = byHand();
    const { shop } = watch({ send });
    await subscribe(shop, 'Orders.create', url);
    const records = Array.from({ length: 12_000 }, (_, index) => ({ order_number: String(index) }));
    expect(shop.emit('Orders.create', { orders: records })).toHaveLength(3);
    const sizes = (): number[] => open.map(({ call }) => JSON.parse(call.body.toString()).orders.length);
    for (const expected of [[5000], [5000, 5000], [5000, 5000, 2000]]) {
      await vi.waitFor(() => expect(sizes()).toEqual(expected));
      open.at(-1)?.answer(answered(200));
    }
    await vi.waitFor(() => expect(shop.pending()).toEqual([]));
  });

  it('withdraws what waits when a webhook is deleted, and reports what is in flight', async () => {
    const { send, open } = byHand();
    const { shop, reports } = watch({ send });
    const webhook = await subscribe(shop, 'Orders.create', url);
    await subscribe(shop, 'Orders.delete', `${url}/delete`);
    shop.emit('Orders.create', order('1'));
    shop.emit('Orders.create', order('1'));
    shop.emit('Orders.delete', order('1'));
    expect(shop.pending()).toHaveLength(3);
    await callApi(shop, `DELETE /webhooks/${webhook}`);
    expect(shop.pending()).toHaveLength(2);
    open[0]?.answer(answered(500));
    await vi.waitFor(() => expect(open.map(({ call }) => call.url)).toEqual([url, `${url}/delete`]));
    expect(reports).toMatchObject([{ delivery: 'shop-1', nextAttemptAt: null }]);
  });

  it('sends repeats to the address a webhook was moved to', async () => {
    const seen: string[] = [];
    const { shop, reports } = watch({
      speed: 'max',
      send: (call) => {
        seen.push(call.url);
        return Promise.resolve(answered(call.url === url ? 500 : 204));
      },
    });
    const id = await subscribe(shop, 'Orders.create', url);
    const [delivery] = shop.emit('Orders.create');
    await callApi(shop, 'PUT /webhooks', { body: { id, url: `${url}/moved` } });
    await vi.waitFor(() => expect(shop.pending()).toEqual([]));
    expect([seen[0], seen.at(-1)]).toEqual([url, `${url}/moved`]);
    expect(reports.at(-1)).toMatchObject({ delivery, url: `${url}/moved` });
  });

  it('says when first attempts are judged, whatever comes of them', async () => {
    const { send, open } = byHand();
    const { shop, reports } = watch({ send });
    const webhook = await subscribe(shop, 'Orders.create', url);
    const first = shop.emit('Orders.create', order('1'));
    const heldUp = shop.emit('Orders.create', order('1'));
    const told: string[] = [];
    void shop.settled(first).then(() => told.push(`first, ${reports.length} reported`));
    void shop.settled(heldUp).then(() => told.push('held up'));
    open[0]?.answer(answered(500));
    await vi.waitFor(() => expect(told).toEqual(['first, 1 reported']));
    await shop.settled([...first, 'shop-99']);
    await callApi(shop, `DELETE /webhooks/${webhook}`);
    expect(told).toHaveLength(1);
    open[1]?.answer(answered(500));
    await vi.waitFor(() => expect(told).toEqual(['first, 1 reported', 'held up']));
  });

  it('tells of each delivery as it begins and of each that is withdrawn', async () => {
    const { send, open } = byHand();
    const told: string[] = [];
    const { shop } = watch({
      send,
      onDelivery: ({ id, attempts }) => told.push(`${id} begins after ${attempts}`),
      onAttempt: ({ delivery }) => told.push(`${delivery} attempted`),
      onWithdrawn: ({ id, attempts }, because) => told.push(`${id} ${because} after ${attempts}`),
    });
    const webhook = await subscribe(shop, 'Orders.create', url);
    for (const number of ['1', '2', '2']) shop.emit('Orders.create', order(number));
    open[0]?.answer(answered(500));
    await vi.waitFor(() => expect(told.at(-1)).toBe('shop-1 attempted'));
    await callApi(shop, `DELETE /webhooks/${webhook}`);
    open[1]?.answer(answered(500));
    await vi.waitFor(() => expect(shop.pending()).toEqual([]));
    expect(told).toEqual([
      'shop-1 begins after 0',
      'shop-2 begins after 0',
      'shop-3 begins after 0',
      'shop-1 attempted',
      'shop-1 webhook-deleted after 1',
      'shop-3 webhook-deleted after 0',
      'shop-2 attempted',
      'shop-2 webhook-deleted after 1',
    ]);
  });

  it('numbers what is emitted from within a listener', async () => {
    const { shop, reports } = watch({
      onDelivery: ({ event }) => void (event === 'Orders.create' && shop.emit('Orders.update', order('1'))),
    });
    await subscribe(shop, 'Orders.create', url);
    await subscribe(shop, 'Orders.create', url);
    await subscribe(shop, 'Orders.update', url);
    await shop.settled(shop.emit('Orders.create', order('1')));
    await shop.clock.advance(0);
    expect(reports.map(({ event }) => event)).toEqual([
      'Orders.create',
      'Orders.create',
      'Orders.update',
      'Orders.update',
    ]);
    expect(new Set(reports.map(({ delivery }) => delivery)).size).toBe(4);
  });

  it('drops everything when it is closed', async () => {
    const { send, open } = byHand();
    const { shop, reports } = watch({ send });
    await subscribe(shop, 'Orders.create', url);
    shop.emit('Orders.create');
    await shop.close();
    expect(open[0]?.call.signal.aborted).toBe(true);
    expect(reports).toEqual([]);
    expect(shop.emit('Orders.create')).toEqual([]);
  });
});

describe('the engine and its clock', () => {
  const start = Date.UTC(2026, 10, 23, 9, 20);
  beforeEach(() => {
    vi.useFakeTimers({ now: start });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('does not run ahead for repeats that were withdrawn', async () => {
    const { shop, reports } = watch({ speed: 'max', send: () => Promise.resolve(answered(500)) });
    const id = await subscribe(shop, 'Orders.create', url);
    shop.emit('Orders.create');
    await vi.advanceTimersByTimeAsync(10);
    await callApi(shop, `DELETE /webhooks/${id}`);
    await vi.advanceTimersByTimeAsync(1000);
    expect(reports).toHaveLength(1);
    expect(shop.clock.now()).toBe(start + 1010);
  });

  it('does not run ahead to give up once the answer was right', async () => {
    const { shop, reports } = watch({
      speed: 'max',
      rules: RULES.legacy,
      send: () => Promise.resolve(answered(reports.length === 0 ? 500 : 204)),
    });
    await subscribe(shop, 'Orders.create', url);
    shop.emit('Orders.create');
    await vi.advanceTimersByTimeAsync(1000);
    expect(reports.map((report) => report.judgement.verdict)).toEqual(['repeats', 'delivered']);
    expect(shop.clock.now()).toBeLessThan(start + 6 * MINUTE);
  });

  it('leaves no timer when closed', async () => {
    const { shop, reports } = watch({ send: () => Promise.resolve(answered(500)) });
    await subscribe(shop, 'Orders.create', url);
    shop.traffic.start(60);
    shop.emit('Orders.create');
    await vi.advanceTimersByTimeAsync(10);
    expect(reports).toHaveLength(1);
    await shop.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

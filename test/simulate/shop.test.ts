import { afterEach, describe, expect, it, vi } from 'vitest';
import { EVENTS } from '../../src/core/events.ts';
import { validateBody } from '../../src/fixture/validate.ts';
import type { AttemptReport } from '../../src/simulate/deliver/report.ts';
import { createSimulatedShop, type SimulatedShop, type SimulatedShopOptions } from '../../src/simulate/shop.ts';
import { startHandler, type Behaviour, type TestHandler } from '../support/handler.ts';
import { callApi, subscribe } from './rest-client.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Playing {
  readonly shop: SimulatedShop;
  readonly handler: TestHandler;
  readonly reports: AttemptReport[];
}

/** A shop, a handler that behaves so, and a webhook for new orders between them. */
async function play(
  behaviour: Behaviour | ((call: unknown, number: number) => Behaviour),
  options: Partial<SimulatedShopOptions> = {},
): Promise<Playing> {
  const handler = await startHandler(behaviour);
  const reports: AttemptReport[] = [];
  const shop = createSimulatedShop({ seed: 'shop', onAttempt: (report) => reports.push(report), ...options });
  closers.push(
    () => handler.close(),
    () => shop.close(),
  );
  await subscribe(shop, 'Orders.create', handler.url.replace('http://', 'http://user:pass@'));
  return { shop, handler, reports };
}

const verdicts = (reports: readonly AttemptReport[]): string[] => reports.map((report) => report.judgement.verdict);

describe('the simulated shop and a real handler', () => {
  it('repeats what failed twice until it is right, without the five minutes at max', async () => {
    const behaviour = (_call: unknown, number: number): Behaviour => ({
      kind: 'answer',
      status: number < 3 ? 500 : 200,
    });
    const { shop, handler, reports } = await play(behaviour, { speed: 'max' });
    const [delivery] = shop.emit('Orders.create');
    await vi.waitFor(() => expect(verdicts(reports)).toEqual(['repeats', 'repeats', 'delivered']));
    expect(reports.map((report) => [report.delivery, report.number])).toEqual([1, 2, 3].map((n) => [delivery, n]));
    expect(new Set(handler.calls.map((call) => call.body.toString())).size).toBe(1);
    expect(shop.pending()).toEqual([]);
  });

  it('calls like the shop: POST, JSON, credentials of the URL, a valid body', async () => {
    const { shop, handler, reports } = await play({ kind: 'answer', status: 204 });
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(verdicts(reports)).toEqual(['delivered']));
    const [call] = handler.calls;
    expect(call?.method).toBe('POST');
    expect(call?.headers['content-type']).toBe('application/json');
    expect(call?.headers.authorization).toBe(`Basic ${Buffer.from('user:pass').toString('base64')}`);
    const event = EVENTS.find(({ name }) => name === 'Orders.create');
    expect(event && validateBody(event, call?.body.toString() ?? '')).toEqual([]);
  });

  it('takes 201 for a wrong answer', async () => {
    const { shop, reports } = await play({ kind: 'answer', status: 201 });
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(verdicts(reports)).toEqual(['repeats']));
    expect(shop.pending()).toHaveLength(1);
  });

  it('waits one real second for a silent handler, even at max, and calls it once', async () => {
    const { shop, handler, reports } = await play({ kind: 'silent' }, { speed: 'max' });
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(verdicts(reports)).toEqual(['timed-out']), 5000);
    expect(reports[0]?.outcome.ms).toBeGreaterThan(990);
    expect(shop.pending()).toEqual([]);
    expect(handler.calls).toHaveLength(1);
    expect((await callApi(shop, 'GET /webhooks/1')).json.webhooks[0].last_error_call).not.toBeNull();
  });

  it('sends traffic only to what is subscribed, the same for the same seed', async () => {
    const bodiesOf = async (seed: string): Promise<unknown[]> => {
      const { shop, handler } = await play({ kind: 'answer', status: 200 }, { seed, now: () => 1_795_000_000_000 });
      shop.traffic.start(6000);
      await vi.waitFor(() => expect(handler.calls.length).toBeGreaterThanOrEqual(5));
      shop.traffic.stop();
      return handler.calls.slice(0, 5).map((call) => JSON.parse(call.body.toString()).orders[0]);
    };
    const [first, again, other] = [await bodiesOf('a'), await bodiesOf('a'), await bodiesOf('b')];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
  });

  it('leaves nothing open after close, with calls in flight', async () => {
    const { shop, handler, reports } = await play({ kind: 'silent' });
    const { apiUrl } = await shop.serve({ port: 0 });
    shop.traffic.start(600);
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(handler.calls).toHaveLength(1));
    await shop.close();
    await shop.close();
    await expect(fetch(apiUrl)).rejects.toThrow();
    expect(shop.pending()).toEqual([]);
    expect(reports).toEqual([]);
  });

  it('holds what an event spoke of, until an event says that it is gone', async () => {
    const { shop, handler } = await play({ kind: 'answer', status: 200 });
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(handler.calls).toHaveLength(1));
    const [{ order_number: number, status }] = JSON.parse(handler.calls[0]?.body.toString() ?? '').orders;
    expect(shop.stock.find('Orders', number)).toMatchObject({ order_number: number, status });
    shop.emit('Orders.delete', { orders: [{ order_number: number }] });
    expect(shop.stock.find('Orders', number)).toBeNull();
  });

  it('has random credentials unless given', () => {
    const shops = [1, 2].map(() => createSimulatedShop({ seed: 'same' }));
    expect(shops[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(shops[0]?.key).not.toBe(shops[1]?.key);
    expect(createSimulatedShop({ seed: 'x', login: 'a', key: 'b' })).toMatchObject({ login: 'a', key: 'b' });
  });
});

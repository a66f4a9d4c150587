/**
 * The same seed and subscriptions give the same bytes, on every Node: the sum below was recorded on Node 20, and this
 * file is run on 22 and 24 too. A change of data or drawing changes it: say so in the changelog, since runs of users change.
 */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import { validateBody } from '../../../src/fixture/validate.ts';
import type { ShopCall } from '../../../src/simulate/deliver/send.ts';
import { createSimulatedShop } from '../../../src/simulate/shop.ts';
import { subscribe } from '../rest-client.ts';

const OPENED = Date.UTC(2026, 9, 25, 0, 58);
const RECORDED = '1f061247a5a5138da30b48143bdacf56575fc97aef500c56eb52a232386a498b';

beforeEach(() => {
  vi.useFakeTimers({ now: OPENED });
});
afterEach(() => {
  vi.useRealTimers();
});

async function firstCalls(count: number, seed: string): Promise<readonly ShopCall[]> {
  const calls: ShopCall[] = [];
  const shop = createSimulatedShop({
    seed,
    login: 'login',
    key: 'key',
    send: async (call) => {
      calls.push(call);
      return { kind: 'answered', status: 200, ms: 1 };
    },
  });
  for (const { name } of EVENTS) await subscribe(shop, name, 'http://127.0.0.1:9/');
  shop.traffic.start(60);
  // On the way the clocks go back by an hour.
  while (calls.length < count) await vi.advanceTimersByTimeAsync(60_000);
  await shop.close();
  return calls.slice(0, count);
}

it('gives the same bytes for the same seed', async () => {
  const calls = await firstCalls(200, 'bytes');
  const hash = createHash('sha256');
  for (const { event, body } of calls) hash.update(event).update(body);
  expect(hash.digest('hex')).toBe(RECORDED);
});

it('gives valid bodies of many events, another for another seed', async () => {
  const [calls, others] = [await firstCalls(200, 'bytes'), await firstCalls(3, 'other')];
  expect(calls[0]?.event).toBe('Orders.create');
  expect(new Set(calls.map((call) => call.event)).size).toBeGreaterThan(12);
  for (const { event, body } of calls) {
    const definition = EVENTS.find(({ name }) => name === event);
    expect(definition && validateBody(definition, body.toString())).toEqual([]);
  }
  expect(others.map(({ body }) => body.toString())).not.toEqual(calls.slice(0, 3).map(({ body }) => body.toString()));
});

import { describe, expect, it } from 'vitest';
import { atMost, type ShopCall } from '../../../src/simulate/deliver/send.ts';

const call: ShopCall = {
  url: 'http://127.0.0.1/',
  event: 'Orders.create',
  body: Buffer.alloc(0),
  headers: {},
  signal: new AbortController().signal,
  limit: 1000,
  connectLimit: null,
};

describe('atMost', () => {
  it('keeps no more than that many calls under way, and loses none', async () => {
    let [underWay, most, done] = [0, 0, 0];
    const send = atMost(3, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      done += 1;
      return { kind: 'answered', status: 200, ms: 1 };
    });
    await Promise.all(Array.from({ length: 10 }, () => send(call)));
    await send(call);
    expect({ most, done }).toEqual({ most: 3, done: 11 });
  });
});

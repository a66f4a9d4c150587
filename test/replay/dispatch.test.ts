import { afterEach, describe, expect, it, vi } from 'vitest';
import { changeOf } from '../../src/core/conclude.ts';
import { dispatch } from '../../src/replay/dispatch.ts';
import { deadPort, startHandler, type Behaviour, type SeenCall, type TestHandler } from '../support/handler.ts';
import { desk, parcel } from './parcels.ts';

const handlers: TestHandler[] = [];
const handlerThat = async (
  behaviour: Behaviour | ((call: SeenCall, number: number) => Behaviour),
): Promise<TestHandler> => {
  const handler = await startHandler(behaviour);
  handlers.push(handler);
  return handler;
};

afterEach(async () => {
  await Promise.all(handlers.splice(0).map((handler) => handler.close()));
});

const answer = (status: number): Behaviour => ({ kind: 'answer', status, headers: { 'X-A': 'b' }, body: 'done' });

describe('dispatch', () => {
  it('calls as the shop does, keeps it, and judges the handler alone', async () => {
    const handler = await handlerThat(answer(204));
    const at = desk();
    await dispatch(parcel(handler.url.replace('//', '//user:pass@')), at);
    expect(handler.calls).toMatchObject([{ method: 'POST', headers: { 'content-type': 'application/json' } }]);
    expect(handler.calls[0]?.headers.authorization).toBe('Basic dXNlcjpwYXNz');
    const [record] = at.records;
    expect(record).toMatchObject({
      number: 1,
      origin: 'trigger',
      event: 'Orders.create',
      key: '9000021',
      bytes: 65,
      url: handler.url,
      handler: { status: 204 },
      answer: null,
      policy: null,
      webhook: null,
      verdict: 'delivered',
      sure: true,
      withoutUs: 'delivered',
      nextAttemptAt: null,
      change: null,
    });
    const detail = at.history.detail(record?.delivery ?? '');
    expect(detail?.attempts).toMatchObject([{ state: 'settled', verdict: 'delivered', url: handler.url }]);
    expect(Buffer.from(detail?.body ?? []).toString()).toContain('9000021');
  });

  it('repeats while the verdict wants it, and no more often than asked', async () => {
    const handler = await handlerThat((_call, number) => answer(number < 3 ? 500 : 200));
    const enough = desk({ retries: 5 });
    await dispatch(parcel(handler.url), enough);
    expect(enough.records.map(({ number, verdict }) => [number, verdict])).toEqual([
      [1, 'repeats'],
      [2, 'repeats'],
      [3, 'delivered'],
    ]);
    expect(new Set(enough.records.map(({ delivery }) => delivery)).size).toBe(1);
    expect(enough.history.page({ before: null, limit: 9, filter: null })).toMatchObject([{ attempts: 3 }]);
    handler.behave(answer(500));
    const few = desk({ retries: 1 });
    await dispatch(parcel(handler.url), few);
    expect(few.records.map(({ verdict, nextAttemptAt }) => [verdict, nextAttemptAt])).toEqual([
      ['repeats', null],
      ['repeats', null],
    ]);
  });

  it('stops after twelve hours of wrong answers under legacy', async () => {
    const handler = await handlerThat(answer(500));
    const at = desk({ retries: 1000, profile: 'legacy' });
    await dispatch(parcel(handler.url), at);
    expect(at.records).toHaveLength(144);
  });

  it.each([
    ['refused', 'repeats'],
    ['reset', 'repeats'],
    ['garbage', 'repeats'],
  ] as const)('%s is %s', async (kind, verdict) => {
    const url = kind === 'refused' ? `http://127.0.0.1:${await deadPort()}/` : (await handlerThat({ kind })).url;
    const at = desk();
    await dispatch(parcel(url), at);
    expect(at.records).toMatchObject([{ verdict, withoutUs: verdict, answer: null }]);
  });

  it.each([
    ['current', 'timed-out'],
    ['legacy', 'repeats'],
  ] as const)('hangs up after a real second; under %s that is %s', async (profile, verdict) => {
    const handler = await handlerThat({ kind: 'late', status: 200, ms: 5000 });
    const at = desk({ profile });
    await dispatch(parcel(handler.url), at);
    expect(at.records).toMatchObject([{ verdict, handler: { error: 'timeout' } }]);
  });

  it('drops the call when it is told to stop, and tells nothing of it', async () => {
    const handler = await handlerThat({ kind: 'silent' });
    const stop = new AbortController();
    const at = desk({ signal: stop.signal });
    const sending = dispatch(parcel(handler.url), at);
    await vi.waitFor(() => expect(handler.calls).toHaveLength(1));
    stop.abort();
    await sending;
    expect(at.records).toEqual([]);
    expect(at.history.page({ before: null, limit: 9, filter: null })).toMatchObject([{ state: 'open' }]);
  });

  it('stops waiting for a repeat when it is told to', async () => {
    const handler = await handlerThat(answer(500));
    const stop = new AbortController();
    const at = desk({ signal: stop.signal, retries: 3, onAttempt: () => stop.abort() });
    await dispatch(parcel(handler.url), at);
    expect(handler.calls).toHaveLength(1);
  });

  it('tells a fault with what the caller saw and what the handler did', async () => {
    const at = desk({
      call: async () => ({
        result: { outcome: { status: 200, ms: 5 }, answer: null },
        answer: { status: 503, ms: 6 },
        fault: 'status=503',
      }),
    });
    await dispatch(parcel('http://127.0.0.1:1/', { before: 'delivered' }), at);
    expect(at.records).toMatchObject([
      { verdict: 'repeats', withoutUs: 'delivered', fault: 'status=503', answer: { status: 503 }, change: 'regressed' },
    ]);
  });
});

it.each([
  ['timed-out', 'delivered', 'fixed'],
  ['delivered', 'repeats', 'regressed'],
  ['delivered', 'delivered', 'unchanged'],
  ['repeats', 'timed-out', 'unchanged'],
  [null, 'delivered', null],
] as const)('from %s to %s is %s', (before, after, change) => {
  expect(changeOf(before, after)).toBe(change);
});

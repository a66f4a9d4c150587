/** What belongs together: the shop calls a real session, on a clock that the test moves by minutes. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MINUTE } from '../../../src/core/instant.ts';
import { RULES, type Rules } from '../../../src/core/rules.ts';
import type { AttemptRecord, NoticeRecord, SessionRecord } from '../../../src/core/record.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import type { DeliveryRow } from '../../../src/store/row.ts';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { temporaryFolder } from '../../support/program.ts';
import { planFor } from '../../support/session-plan.ts';
import { KEY, LOGIN, startShopDouble, type ShopDouble } from '../../support/shop-double.ts';

const EVENT = 'Orders.create';
const START = Date.UTC(2026, 10, 23, 10, 0);

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface Play {
  readonly session: Session;
  readonly shop: ShopDouble;
  readonly handler: TestHandler;
  readonly records: SessionRecord[];
  /** Moves the session's clock. */
  readonly pass: (minutes: number) => void;
  /** Calls a webhook and gives the attempt that came of it. */
  readonly call: (body: string, event?: string) => Promise<AttemptRecord>;
  readonly notices: (code: string) => readonly NoticeRecord[];
  readonly row: () => DeliveryRow | undefined;
}

interface More {
  readonly rules?: Rules;
  /** API calls. */
  readonly left?: number;
}

/** `eager`: the shop sends it to each webhook before it answers the POST that made the webhook. */
async function play(status: number, eager: string | null = null, more: More = {}): Promise<Play> {
  const { rules = RULES.current, left = null } = more;
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const handler = await startHandler({ kind: 'answer', status });
  cleanUp.push(handler.close);
  const shop = await startShopDouble();
  cleanUp.push(shop.close);
  shop.eager = eager;
  shop.left = left;
  let time = START;
  const records: SessionRecord[] = [];
  const session = openSession(
    planFor(folder.path, {
      events: ['Orders.*'],
      targets: [{ pattern: '*', url: new URL(handler.url) }],
      policy: 'mirror',
      rules,
      shop: { kind: 'real', apiUrl: shop.apiUrl, login: LOGIN, key: KEY, allowHosts: [] },
    }),
    { now: () => time, onRecord: (record) => void records.push(record), log: () => undefined },
  );
  cleanUp.push(() => {
    session.end({ reason: 'quit' });
    return session.ended;
  });
  await vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), later);
  const attempts = (): readonly AttemptRecord[] => records.filter((record) => record.kind === 'attempt');
  return {
    session,
    shop,
    handler,
    records,
    pass(minutes) {
      time += minutes * MINUTE;
    },
    async call(body, event = EVENT) {
      const before = attempts().length;
      await shop.send(event, body);
      return vi.waitFor(() => {
        const attempt = attempts()[before];
        if (attempt === undefined) throw new Error('no attempt yet');
        return attempt;
      }, later);
    },
    notices: (code) => records.filter((record) => record.kind === 'notice').filter((record) => record.code === code),
    row: () => session.query({ before: null, limit: 10, filter: null })[0],
  };
}

const later = { timeout: 10_000 };

function order(number: string, status = 1): string {
  return JSON.stringify({ project_name: 'demoshop', orders: [{ order_number: number, status_id: status }] });
}

const RIGHT = { kind: 'answer', status: 200 } as const;

describe('same webhook and same bytes while the verdict is repeats', () => {
  it.each([0, 1, 5, 60, 600])('is the same delivery, surely, %i minutes later', async (minutes) => {
    const { call, pass, handler, row, session } = await play(500);
    const first = await call(order('9000011'));
    expect(first).toMatchObject({ number: 1, verdict: 'repeats', linked: null });
    pass(minutes);
    handler.behave(RIGHT);
    const second = await call(order('9000011'));
    expect(second).toMatchObject({
      delivery: first.delivery,
      number: 2,
      verdict: 'delivered',
      linked: { sure: true, notice: null },
    });
    expect(row()).toMatchObject({ id: first.delivery, attempts: 2, verdict: 'delivered', nextAttemptAt: null });
    expect(session.snapshot().counts).toMatchObject({ deliveries: 1, attempts: 2, waiting: 0 });
  });

  it('goes on for as long as the answers are wrong', async () => {
    const { call, pass } = await play(500);
    const numbers: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      numbers.push((await call(order('9000011'))).number);
      pass(5);
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
  });

  it('links also a repeat that comes before its attempt is over here, as on a fast clock', async () => {
    // The shop's interval is as long as its limit: speed 300 under the older rules, where a timeout is repeated.
    const rules = { ...RULES.legacy, limit: 1500, interval: 1500 };
    const { shop, handler, records, call, pass, session } = await play(200, null, { rules });
    handler.behave({ kind: 'silent' });
    void shop.send(EVENT, order('9000011')).catch(() => undefined);
    await vi.waitFor(() => expect(handler.calls).toHaveLength(1), later);
    pass(1.5 / 60);
    handler.behave(RIGHT);
    const second = await call(order('9000011'));
    expect(second).toMatchObject({ number: 2, verdict: 'delivered', linked: { sure: true, notice: null } });
    const attempts = (): readonly SessionRecord[] => records.filter((record) => record.kind === 'attempt');
    await vi.waitFor(() => expect(attempts()).toHaveLength(2), later);
    expect(attempts()[1]).toMatchObject({ delivery: second.delivery, number: 1, verdict: 'repeats' });
    // The earlier one is told later, and waits for nothing any more.
    expect(session.snapshot().counts).toMatchObject({ deliveries: 1, attempts: 2, waiting: 0 });
  });

  it('links also an attempt that came before the shop had told the id of its webhook', async () => {
    const { shop, records, call, pass } = await play(500, order('9000011'));
    const first = await vi.waitFor(() => {
      const attempt = records.filter((record) => record.kind === 'attempt').find(({ event }) => event === EVENT);
      if (attempt === undefined) throw new Error('no attempt yet');
      return attempt;
    }, later);
    expect(first.webhook).toBeNull();
    pass(5);
    const second = await call(order('9000011'));
    expect(second).toMatchObject({ delivery: first.delivery, number: 2, webhook: shop.webhooks[0]?.id });
  });
});

describe('the same records, other bytes', () => {
  it.each([4, 5, 7])('%i minutes after a wrong answer: linked, not surely', async (minutes) => {
    const { call, pass, notices } = await play(500);
    const first = await call(order('9000011'));
    pass(minutes);
    const second = await call(order('9000011', 2));
    expect(second).toMatchObject({ delivery: first.delivery, number: 2, linked: { sure: false } });
    expect(second.linked?.notice).toContain('built anew');
    expect(notices('answer-not-accepted')).toEqual([]);
  });

  it.each([0, 3.9, 7.1])('%d minutes after it: another delivery', async (minutes) => {
    const { call, pass } = await play(500);
    const first = await call(order('9000011'));
    pass(minutes);
    const second = await call(order('9000011', 2));
    expect(second).toMatchObject({ number: 1, linked: null });
    expect(second.delivery).not.toBe(first.delivery);
  });

  it('five minutes after a right answer: the record has changed again', async () => {
    const { call, pass } = await play(200);
    await call(order('9000011'));
    pass(5);
    expect(await call(order('9000011', 2))).toMatchObject({ number: 1, linked: null });
  });
});

describe('the same body after an answer that we took for final', () => {
  it.each([
    ['delivered', RIGHT],
    ['timed-out', { kind: 'late', status: 200, ms: 1300 }],
  ] as const)('%s: linked in the window, and said aloud', async (verdict, behaviour) => {
    const { call, pass, notices, handler } = await play(200);
    handler.behave(behaviour);
    const first = await call(order('9000011'));
    expect(first.verdict).toBe(verdict);
    pass(5);
    handler.behave(RIGHT);
    const second = await call(order('9000011'));
    expect(second).toMatchObject({ delivery: first.delivery, number: 2 });
    expect(second.linked?.notice).toContain('did not accept our answer');
    const [notice] = notices('answer-not-accepted');
    expect(notice).toMatchObject({ level: 'warning' });
    expect(notice?.text).toMatch(/^Orders\.create 9000011: .*did not accept our answer/);
  });

  it.each([1, 8])('%i minutes after: a new delivery, nothing is said', async (minutes) => {
    const { call, pass, notices } = await play(200);
    await call(order('9000011'));
    pass(minutes);
    expect(await call(order('9000011'))).toMatchObject({ number: 1, linked: null });
    expect(notices('answer-not-accepted')).toEqual([]);
  });
});

it('another webhook with the same body is another delivery', async () => {
  const { call, pass } = await play(500);
  const first = await call(order('9000011'), 'Orders.create');
  pass(5);
  const second = await call(order('9000011'), 'Orders.update');
  expect(second).toMatchObject({ number: 1, linked: null });
  expect(second.delivery).not.toBe(first.delivery);
});

describe('a repeat that does not come', () => {
  it('is marked a minute after it was due, said, and no longer waited for', async () => {
    const { call, pass, notices, row, session, shop } = await play(500);
    const first = await call(order('9000011'));
    expect(first.nextAttemptAt).toBe(new Date(START + 5 * MINUTE).toISOString());
    expect(row()).toMatchObject({ notRepeatedAt: null });
    expect(session.snapshot().counts.waiting).toBe(1);
    pass(6.1);
    const [notice] = await vi.waitFor(() => {
      expect(notices('not-repeated')).toHaveLength(1);
      return notices('not-repeated');
    }, later);
    expect(notice?.text).toContain('Orders.create 9000011');
    expect(row()).toMatchObject({ verdict: 'repeats', nextAttemptAt: null, notRepeatedAt: START + 6.1 * MINUTE });
    expect(session.detail(first.delivery)?.attempts[0]?.nextAttemptAt).toBeNull();
    expect(session.snapshot().counts.waiting).toBe(0);
    // The one GET that this suspicion is worth; all webhooks are active, so nothing more is said.
    await vi.waitFor(() => expect(shop.calls.filter((what) => what.startsWith('GET'))).toHaveLength(1), later);
    expect(session.snapshot().webhooks.every(({ active }) => active)).toBe(true);
  });

  it('is the same delivery when it comes after all', async () => {
    const { call, pass, notices, row } = await play(500);
    const first = await call(order('9000011'));
    pass(90);
    await vi.waitFor(() => expect(notices('not-repeated')).toHaveLength(1), later);
    expect(await call(order('9000011'))).toMatchObject({ delivery: first.delivery, number: 2, linked: { sure: true } });
    expect(row()).toMatchObject({ notRepeatedAt: null, nextAttemptAt: START + 95 * MINUTE });
  });

  it('says several at once in one notice', async () => {
    const { call, pass, notices, session } = await play(500);
    for (const number of ['1', '2', '3', '4', '5']) await call(order(number));
    pass(7);
    await vi.waitFor(() => expect(session.snapshot().counts.waiting).toBe(0), later);
    expect(notices('not-repeated').map(({ text }) => text)).toEqual([
      expect.stringContaining('Orders.create 1, Orders.create 2, Orders.create 3 and 2 more') as unknown,
    ]);
  });

  it('makes the session ask whether its webhooks are still active', async () => {
    const { call, pass, notices, records, session, shop } = await play(500);
    await call(order('9000011'));
    const webhook = shop.webhooks.find(({ event }) => event === 'Orders.create');
    if (webhook !== undefined) webhook.active_yn = false;
    shop.webhooks.splice(
      shop.webhooks.findIndex(({ event }) => event === 'Orders.delete'),
      1,
    );
    pass(7);
    await vi.waitFor(() => expect(notices('webhooks-gone')).toHaveLength(1), later);
    expect(notices('webhooks-deactivated')[0]?.text).toContain('has deactivated Orders.create:');
    expect(notices('webhooks-gone')[0]?.text).toContain('has deleted Orders.delete');
    const states = records.filter((record) => record.kind === 'webhook').map(({ event, state }) => `${event} ${state}`);
    expect(states.slice(3)).toEqual(['Orders.create deactivated']);
    expect(session.snapshot().webhooks.filter(({ active }) => !active)).toMatchObject([{ event: 'Orders.create' }]);
    // Once an hour, whatever else does not come.
    await call(order('9000012'));
    pass(7);
    await vi.waitFor(() => expect(notices('not-repeated')).toHaveLength(2), later);
    expect(shop.calls.filter((what) => what.startsWith('GET'))).toHaveLength(1);
    session.end({ reason: 'quit' });
    expect(await session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
    expect(shop.webhooks).toEqual([]);
  });

  it('does not ask with the call that the clean-up needs', async () => {
    const { call, pass, notices, shop, session } = await play(500, null, { left: 4 });
    expect(session.snapshot().shop.callsLeft).toBe(1);
    await call(order('9000011'));
    pass(7);
    await vi.waitFor(() => expect(notices('not-repeated')).toHaveLength(1), later);
    expect(shop.calls.filter((what) => what.startsWith('GET'))).toEqual([]);
    // In the next hour there are calls again.
    shop.left = 10;
    pass(60);
    await call(order('9000012'));
    pass(7);
    await vi.waitFor(() => expect(shop.calls.filter((what) => what.startsWith('GET'))).toHaveLength(1), later);
    session.end({ reason: 'quit' });
    expect(await session.ended).toMatchObject({ webhooksLeft: 0 });
  });
});

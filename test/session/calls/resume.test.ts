/** Background calls of `ack` that one session leaves and the next takes up. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord, EndRecord, NoticeRecord, SessionRecord } from '../../../src/core/record.ts';
import { RULES } from '../../../src/core/rules.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import type { SessionPlan } from '../../../src/session/plan.ts';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { temporaryFolder } from '../../support/program.ts';
import { planFor } from '../../support/session-plan.ts';
import { KEY, LOGIN, startShopDouble, type ShopDouble } from '../../support/shop-double.ts';

let shop: ShopDouble;
let handler: TestHandler;
let folder: { path: string; remove: () => Promise<void> };
const sessions: Session[] = [];

beforeEach(async () => {
  [shop, handler, folder] = await Promise.all([
    startShopDouble(),
    startHandler({ kind: 'answer', status: 500 }),
    temporaryFolder(),
  ]);
});

afterEach(async () => {
  await Promise.all(sessions.splice(0).map(end));
  await Promise.all([shop.close(), handler.close(), folder.remove()]);
});

interface Open {
  readonly session: Session;
  readonly records: readonly SessionRecord[];
  readonly attempts: () => readonly AttemptRecord[];
  readonly notice: (code: string) => NoticeRecord | undefined;
}

async function open(change: Partial<Omit<SessionPlan, 'events'>> = {}): Promise<Open> {
  const records: SessionRecord[] = [];
  const plan = planFor(folder.path, {
    events: ['Orders.*'],
    policy: 'ack',
    rules: { ...RULES.current, limit: 600 },
    targets: [{ pattern: '*', url: new URL(handler.url) }],
    shop: { kind: 'real', apiUrl: shop.apiUrl, login: LOGIN, key: KEY, allowHosts: [] },
    ...change,
  });
  const session = openSession(plan, {
    now: Date.now,
    onRecord: (record) => void records.push(record),
    log: () => undefined,
  });
  sessions.push(session);
  await vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), later);
  return {
    session,
    records,
    attempts: () => records.filter((record) => record.kind === 'attempt'),
    notice: (code) => records.filter((record) => record.kind === 'notice').find((notice) => notice.code === code),
  };
}

function end(session: Session): Promise<EndRecord> {
  session.end({ reason: 'quit' });
  return session.ended;
}

const later = { timeout: 10_000 };

/** A session whose handler accepts nothing; its deliveries by order number. */
async function leave(count: number): Promise<readonly string[]> {
  const { session, attempts, records } = await open();
  for (let order = 1; order <= count; order += 1) expect(await shop.send('Orders.create', body(order))).toBe(204);
  await vi.waitFor(() => expect(records.filter(({ kind }) => kind === 'handler')).toHaveLength(count), later);
  expect(await end(session)).toMatchObject({ queued: count, attempts: count });
  handler.behave({ kind: 'answer', status: 204 });
  return attempts().map(({ delivery }) => delivery);
}

const body = (order: number): string => `{"orders":[{"order_number":"\\u017e${order}"}]}`;

describe('the next session', () => {
  it('repeats what the last one has left to the handler of now, and says so', async () => {
    const deliveries = await leave(3);
    const other = await startHandler({ kind: 'answer', status: 200 });
    const { session, attempts, notice } = await open({ targets: [{ pattern: '*', url: new URL(other.url) }] });
    await vi.waitFor(() => expect(attempts()).toHaveLength(3), later);
    await other.close();
    expect(notice('queue-resumed')?.text).toContain('3 background calls');
    expect(attempts().map(({ delivery }) => delivery)).toEqual(deliveries);
    expect(attempts()[0]).toMatchObject({
      origin: 'background',
      number: 2,
      event: 'Orders.create',
      answer: null,
      handler: { status: 200 },
      verdict: 'delivered',
      url: other.url,
    });
    expect(other.calls.map((call) => call.body.toString())).toEqual([body(1), body(2), body(3)]);
    expect(other.calls[0]?.headers).toMatchObject({ 'upgates-dev-attempt': '2', 'content-type': 'application/json' });
    expect(other.calls[0]?.headers.authorization).toBeUndefined();
    expect(session.query({ before: null, limit: 10, filter: null }).map(({ attempts: made }) => made)).toEqual([
      2, 2, 2,
    ]);
    expect(await end(session)).toMatchObject({ queued: 0, attempts: 0, verdicts: { delivered: 0 } });
    expect((await open()).notice('queue-resumed')).toBeUndefined();
  });

  it('counts what its handler does not accept either, and leaves it again', async () => {
    await leave(2);
    handler.behave((_, number) => ({ kind: 'answer', status: number === 3 ? 204 : 503 }));
    const { session, attempts } = await open();
    await vi.waitFor(() => expect(attempts()).toHaveLength(2), later);
    expect(attempts()).toMatchObject([{ verdict: 'delivered' }, { verdict: 'repeats', handler: { status: 503 } }]);
    expect(attempts()[1]?.nextAttemptAt).not.toBeNull();
    expect(await end(session)).toMatchObject({ queued: 1 });
    handler.behave({ kind: 'answer', status: 204 });
    const third = await open();
    await vi.waitFor(() => expect(third.attempts()).toMatchObject([{ number: 3, verdict: 'delivered' }]), later);
  });

  it('leaves the queue alone when told so', async () => {
    await leave(1);
    const { session, records } = await open({ resume: false });
    expect(await shop.send('Orders.update', body(9))).toBe(204);
    await vi.waitFor(() => expect(records.some(({ kind }) => kind === 'handler')).toBe(true), later);
    expect(await end(session)).toMatchObject({ queued: 0, attempts: 1 });
    expect(handler.calls).toHaveLength(2);
    const next = await open();
    await vi.waitFor(() => expect(next.attempts()).toMatchObject([{ origin: 'background', number: 2 }]), later);
  });

  it('keeps calls that no handler of now is meant for, and says how many', async () => {
    await leave(2);
    const { session, notice } = await open({ targets: [] });
    expect(notice('queue-resumed')).toBeUndefined();
    expect(notice('queue-unhandled')?.text).toContain('2 background calls wait for a handler');
    expect(await end(session)).toMatchObject({ queued: 2 });
    const next = await open();
    await vi.waitFor(() => expect(next.attempts()).toHaveLength(2), later);
  });

  it('does not take what a session that still runs is working on', async () => {
    handler.behave({ kind: 'silent' });
    const first = await open();
    expect(await shop.send('Orders.create', body(1))).toBe(204);
    await vi.waitFor(() => expect(handler.calls).toHaveLength(1), later);
    const second = await open();
    expect(second.notice('queue-resumed')).toBeUndefined();
    expect(await end(second.session)).toMatchObject({ queued: 0 });
    expect(await end(first.session)).toMatchObject({ queued: 1 });
    expect(handler.calls).toHaveLength(1);
  });
});

describe('the end', () => {
  it('lets a handler that is at work finish, so that its work is not done twice', async () => {
    handler.behave({ kind: 'late', status: 204, ms: 700 });
    const { session, records } = await open();
    expect(await shop.send('Orders.create', body(1))).toBe(204);
    await vi.waitFor(() => expect(handler.calls).toHaveLength(1), later);
    expect(await end(session)).toMatchObject({ queued: 0 });
    expect(records.find(({ kind }) => kind === 'handler')).toMatchObject({ handler: { status: 204 } });
  });
});

/** Conversations with one session: a simulated shop in this process calls it over real HTTP. */
import { request } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord, EndRecord, SessionRecord } from '../../src/core/record.ts';
import { RULES } from '../../src/core/rules.ts';
import { dialOptions } from '../../src/dial/dial.ts';
import { openSession, type Session } from '../../src/session/session.ts';
import type { SessionPlan } from '../../src/session/plan.ts';
import { createSimulatedShop, type SimulatedShop } from '../../src/simulate/shop.ts';
import { startHandler, type Behaviour, type SeenCall, type TestHandler } from '../support/handler.ts';
import { temporaryFolder } from '../support/program.ts';
import { planFor } from '../support/session-plan.ts';

/** A limit that a test need not wait a second for, with room for a busy machine. */
const RULES_HERE = { ...RULES.current, limit: 600 };

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface Play {
  readonly session: Session;
  readonly shop: SimulatedShop;
  readonly handler: TestHandler;
  readonly records: SessionRecord[];
  readonly attempts: () => readonly AttemptRecord[];
}

interface PlayOptions {
  readonly behave: Behaviour | ((call: SeenCall, number: number) => Behaviour);
  readonly speed?: number | 'max';
  readonly plan?: Partial<Omit<SessionPlan, 'events'>>;
}

async function play({ behave, speed = 1, plan = {} }: PlayOptions): Promise<Play> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const handler = await startHandler(behave);
  cleanUp.push(handler.close);
  const shop = createSimulatedShop({ rules: RULES_HERE, speed, seed: 'session', requestOptions: dialOptions });
  cleanUp.push(() => shop.close());
  const { apiUrl } = await shop.serve({ port: 0 });
  const records: SessionRecord[] = [];
  const session = openSession(
    planFor(folder.path, {
      events: ['Orders.*'],
      rules: RULES_HERE,
      targets: [{ pattern: '*', url: new URL(handler.url) }],
      shop: { kind: 'real', apiUrl, login: shop.login, key: shop.key, allowHosts: [] },
      ...plan,
    }),
    { now: Date.now, onRecord: (record) => void records.push(record), log: () => undefined },
  );
  cleanUp.push(() => endSession(session));
  await vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), { timeout: 10_000 });
  const attempts = (): readonly AttemptRecord[] => records.filter((record) => record.kind === 'attempt');
  return { session, shop, handler, records, attempts };
}

function endSession(session: Session): Promise<EndRecord> {
  session.end({ reason: 'quit' });
  return session.ended;
}

const later = { timeout: 10_000 };

describe('a session', () => {
  it('creates its webhooks, takes a call, and leaves nothing at the shop', async () => {
    const { session, shop, handler, records, attempts } = await play({ behave: { kind: 'answer', status: 204 } });
    const ready = records.find((record) => record.kind === 'ready');
    expect(ready).toMatchObject({
      events: ['Orders.create', 'Orders.update', 'Orders.delete'],
      policy: 'rescue',
      rules: 'current',
    });
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(attempts()).toHaveLength(1), later);
    expect(attempts()[0]).toMatchObject({
      event: 'Orders.create',
      number: 1,
      verdict: 'delivered',
      handler: { status: 204 },
    });
    expect(handler.calls[0]?.headers).toMatchObject({
      'upgates-dev-event': 'Orders.create',
      'upgates-dev-attempt': '1',
    });
    expect(handler.calls[0]?.headers.authorization).toBeUndefined();
    const [row] = session.query({ before: null, limit: 10, filter: null });
    expect(session.detail(row?.id ?? '')?.body.length).toBe(attempts()[0]?.bytes);
    const end = await endSession(session);
    expect(end).toMatchObject({
      reason: 'quit',
      deliveries: 1,
      attempts: 1,
      webhooksRemoved: 3,
      webhooksLeft: 0,
      exit: 0,
    });
    expect(await listWebhooks(shop)).toEqual([]);
  });

  it('shows a slow handler the truth, loses nothing and has the work done once', async () => {
    const { shop, handler, attempts, records } = await play({
      behave: { kind: 'late', status: 200, ms: 900 },
      speed: 150,
    });
    shop.emit('Orders.create');
    await vi.waitFor(
      () => expect(attempts().at(-1)).toMatchObject({ number: 2, verdict: 'delivered', handler: null }),
      later,
    );
    expect(attempts()[0]).toMatchObject({
      verdict: 'repeats',
      answer: { status: 503 },
      handler: { error: 'pending' },
      withoutUs: null,
    });
    expect(records.filter((record) => record.kind === 'handler')).toMatchObject([
      { attempt: attempts()[0]?.id, handler: { status: 200 }, withoutUs: 'timed-out' },
    ]);
    expect(handler.calls).toHaveLength(1);
    expect(attempts()[1]?.linked).toEqual({ sure: true, notice: null });
  });

  it('lets a repeat join the call that is still under way', async () => {
    const { shop, handler, attempts } = await play({ behave: { kind: 'late', status: 200, ms: 2300 }, speed: 300 });
    shop.emit('Orders.create');
    await vi.waitFor(() => expect(attempts().at(-1)?.verdict).toBe('delivered'), later);
    expect(attempts().length).toBeGreaterThanOrEqual(2);
    expect(new Set(attempts().map(({ delivery }) => delivery)).size).toBe(1);
    expect(handler.calls).toHaveLength(1);
  });

  it('repeats background calls of ack until the handler accepts', async () => {
    const { handler, attempts, records, session } = await play({
      behave: (_, number) => ({ kind: 'answer', status: number < 3 ? 500 : 200 }),
      plan: { policy: 'ack', shop: { kind: 'simulated', speed: 1000, traffic: 1 } },
    });
    await vi.waitFor(() => expect(handler.calls).toHaveLength(3), later);
    await vi.waitFor(() => expect(session.snapshot().counts.queued).toBe(0));
    const [first, ...background] = attempts();
    expect(first).toMatchObject({
      origin: 'shop',
      answer: { status: 204 },
      verdict: 'delivered',
      handler: { error: 'pending' },
    });
    expect(records.filter((record) => record.kind === 'handler')).toMatchObject([
      { handler: { status: 500 }, withoutUs: 'repeats' },
    ]);
    expect(background).toMatchObject([
      { origin: 'background', number: 2, answer: null, verdict: 'repeats', handler: { status: 500 } },
      { origin: 'background', number: 3, answer: null, verdict: 'delivered', handler: { status: 200 } },
    ]);
    expect(await endSession(session)).toMatchObject({ attempts: 1, verdicts: { delivered: 1, repeats: 0 }, queued: 0 });
  });

  it('ends after the wanted number of deliveries and fails on verdicts when asked', async () => {
    const { session, shop } = await play({
      behave: { kind: 'answer', status: 500 },
      plan: { maxDeliveries: 2, failOn: ['repeats'] },
    });
    shop.emit('Orders.create');
    shop.emit('Orders.update');
    expect(await session.ended).toMatchObject({
      reason: 'max-deliveries',
      deliveries: 2,
      verdicts: { delivered: 0, repeats: 2, timedOut: 0 },
      waiting: 2,
      exit: 1,
    });
  });

  it('undoes what it did when the end comes in the middle of the start', async () => {
    const folder = await temporaryFolder();
    cleanUp.push(folder.remove);
    const shop = createSimulatedShop({ rules: RULES_HERE, seed: 'start' });
    cleanUp.push(() => shop.close());
    const { apiUrl } = await shop.serve({ port: 0 });
    const plan = planFor(folder.path, {
      events: ['Orders.*'],
      shop: { kind: 'real', apiUrl, login: shop.login, key: shop.key, allowHosts: [] },
    });
    const session = openSession(plan, {
      now: Date.now,
      onRecord: (record) => {
        if (record.kind === 'webhook' && record.state === 'created') session.end({ reason: 'signal', exit: 143 });
      },
      log: () => undefined,
    });
    expect(await session.ended).toMatchObject({ reason: 'signal', exit: 143 });
    expect(await listWebhooks(shop)).toEqual([]);
  });

  it('says what the shop answered when the key is wrong, and exits 3', async () => {
    const folder = await temporaryFolder();
    cleanUp.push(folder.remove);
    const shop = createSimulatedShop({ rules: RULES_HERE, seed: 'key' });
    cleanUp.push(() => shop.close());
    const { apiUrl } = await shop.serve({ port: 0 });
    const records: SessionRecord[] = [];
    const plan = planFor(folder.path, {
      events: ['Orders.*'],
      shop: { kind: 'real', apiUrl, login: shop.login, key: 'wrong', allowHosts: [] },
    });
    const session = openSession(plan, {
      now: Date.now,
      onRecord: (record) => void records.push(record),
      log: () => undefined,
    });
    expect(await session.ended).toMatchObject({ reason: 'error', exit: 3, webhooksLeft: 0 });
    expect(records.filter((record) => record.kind === 'error')).toMatchObject([{ exit: 3 }]);
    expect(records.at(-1)?.kind).toBe('end');
  });

  it('counts strangers and shows them nothing', async () => {
    const { session, records } = await play({ behave: { kind: 'answer', status: 200 } });
    const listen = session.snapshot().listenUrl ?? '';
    const status = await new Promise((resolve) => {
      request(`${listen}/admin`, { method: 'POST', agent: false }, (response) => resolve(response.statusCode)).end(
        '{}',
      );
    });
    expect(status).toBe(404);
    await vi.waitFor(() =>
      expect(records.filter((record) => record.kind === 'stranger')).toMatchObject([{ path: '/admin', count: 1 }]),
    );
  });
});

async function listWebhooks(shop: SimulatedShop): Promise<unknown> {
  const credentials = Buffer.from(`${shop.login}:${shop.key}`).toString('base64');
  const response = await shop.handle(
    new Request('http://shop.test/api/v2/webhooks', { headers: { Authorization: `Basic ${credentials}` } }),
  );
  const body: unknown = await response.json();
  return (body as { webhooks: unknown }).webhooks;
}

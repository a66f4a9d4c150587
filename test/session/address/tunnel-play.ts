/**
 * A session on a shop, reached through a tunnel whose server does what a test asks for; all in this process.
 */
import { onTestFinished, vi, expect } from 'vitest';
import { HOUR } from '../../../src/core/instant.ts';
import type {
  AttemptRecord,
  NoticeRecord,
  SessionRecord,
  TunnelRecord,
  WebhookRecord,
} from '../../../src/core/record.ts';
import { RULES, type Rules } from '../../../src/core/rules.ts';
import { dialOptions } from '../../../src/dial/dial.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import type { SessionPlan } from '../../../src/session/plan.ts';
import type { PlanName } from '../../../src/simulate/api/quota.ts';
import type { AttemptReport } from '../../../src/simulate/deliver/report.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import type { WatchPace } from '../../../src/tunnel/watch-pace.ts';
import { startHandler, type Behaviour, type TestHandler } from '../../support/handler.ts';
import { startLocaltunnelServer, type LocaltunnelServer } from '../../support/localtunnel-server.ts';
import { temporaryFolder } from '../../support/program.ts';
import { planFor } from '../../support/session-plan.ts';

/** A limit with room for a busy machine: shop, tunnel, session and handler share one event loop. */
export const RULES_HERE = { ...RULES.current, limit: 1500 };

export const QUICK: WatchPace = {
  interval: 60,
  firstInterval: 30,
  deadline: 1000,
  again: 20,
  tick: 40,
  jump: 5000,
  backOff: { first: 40, longest: 150, patience: 10_000, old: 150 },
};

/** For a busy machine; nothing here takes so long. */
export const later = { timeout: 15_000 };

export interface TunnelPlay {
  readonly session: Session;
  readonly shop: SimulatedShop;
  readonly server: LocaltunnelServer;
  readonly handler: TestHandler;
  /** Moves the session's clock, as if it had been set. */
  readonly sleep: (ms: number) => void;
  /** Time passes for session and shop, and neither has seen it. */
  readonly sleepBoth: (ms: number) => void;
  /** Calls of the API so far. */
  readonly apiCalls: () => number;
  readonly folder: string;
  readonly attempts: () => readonly AttemptRecord[];
  readonly tunnel: () => readonly TunnelRecord['state'][];
  readonly tunnelRecords: () => readonly TunnelRecord[];
  readonly notices: (code: string) => readonly NoticeRecord[];
  readonly webhooks: (state: WebhookRecord['state']) => readonly WebhookRecord[];
  /** Sends one call and waits until it has been judged as delivered. */
  readonly callArrives: () => Promise<void>;
}

export interface TunnelPlayOptions {
  readonly plan?: Partial<Omit<SessionPlan, 'events'>>;
  readonly shopPlan?: PlanName;
  readonly watch?: WatchPace;
  readonly behave?: Behaviour;
  /** Of session and shop; default `RULES_HERE`. */
  readonly rules?: Rules;
  /** Who closes everything, last first; default: the end of the test. */
  readonly finally?: (end: () => Promise<unknown> | void) => void;
  /** Told of what the shop concludes. */
  readonly onShopAttempt?: (report: AttemptReport) => void;
  /** Told where the session listens, before its address is proved. */
  readonly onListening?: (url: string) => void;
  /** Told of each record; `sleep` moves the session's clock. */
  readonly onRecord?: (record: SessionRecord, sleep: (ms: number) => void) => void;
  readonly prepare?: (server: LocaltunnelServer, shop: SimulatedShop) => Promise<void> | void;
}

export async function playThroughTunnel(options: TunnelPlayOptions = {}): Promise<TunnelPlay> {
  const { plan = {}, watch = QUICK, shopPlan, behave = { kind: 'answer', status: 204 } } = options;
  const { rules = RULES_HERE, onShopAttempt, finally: atEnd = onTestFinished } = options;
  const [folder, server, handler] = await Promise.all([
    temporaryFolder(),
    startLocaltunnelServer(),
    startHandler(behave),
  ]);
  atEnd(folder.remove);
  atEnd(handler.close);
  atEnd(() => server.close());
  const shopClock = { offset: 0, calls: 0 };
  // In the middle of an hour, so that no quota is renewed under a test.
  const midHour = inMidHour();
  const shop = createSimulatedShop({
    rules: { ...rules, limit: rules.limit + 150 },
    seed: 'heal',
    requestOptions: dialOptions,
    now: () => midHour() + shopClock.offset,
    onCall: () => {
      shopClock.calls += 1;
    },
    ...(shopPlan === undefined ? {} : { plan: shopPlan }),
    ...(onShopAttempt === undefined ? {} : { onAttempt: onShopAttempt }),
  });
  atEnd(() => shop.close());
  const { apiUrl } = await shop.serve({ port: 0 });
  await options.prepare?.(server, shop);
  const records: SessionRecord[] = [];
  const clock = { offset: 0 };
  const sleep = (ms: number): void => {
    clock.offset += ms;
  };
  const session = openSession(
    planFor(folder.path, {
      events: ['Orders.*'],
      rules,
      targets: [{ pattern: '*', url: new URL(handler.url) }],
      shop: { kind: 'real', apiUrl, login: shop.login, key: shop.key, allowHosts: [] },
      tunnel: { name: 'localtunnel', tunnelHost: server.url, publicUrl: null, watch },
      ...plan,
    }),
    {
      now: () => Date.now() + clock.offset,
      onRecord: (record) => {
        records.push(record);
        options.onRecord?.(record, sleep);
      },
      log: () => undefined,
    },
  );
  atEnd(async () => {
    session.end({ reason: 'quit' });
    await session.ended;
  });
  const stopWatching = session.subscribe(() => {
    const { listenUrl } = session.snapshot();
    if (listenUrl === null) return;
    stopWatching();
    options.onListening?.(listenUrl);
  });
  await vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), later);
  const attempts = (): readonly AttemptRecord[] => records.filter((record) => record.kind === 'attempt');
  const tunnelRecords = (): readonly TunnelRecord[] => records.filter((record) => record.kind === 'tunnel');
  return {
    session,
    shop,
    server,
    handler,
    sleep,
    sleepBoth: (ms) => {
      shopClock.offset += ms;
      sleep(ms);
    },
    apiCalls: () => shopClock.calls,
    folder: folder.path,
    attempts,
    tunnelRecords,
    tunnel: () => tunnelRecords().map(({ state }) => state),
    notices: (code) => records.filter((record) => record.kind === 'notice').filter((notice) => notice.code === code),
    webhooks: (state) =>
      records.filter((record) => record.kind === 'webhook').filter((webhook) => webhook.state === state),
    async callArrives() {
      const before = attempts().length;
      shop.emit('Orders.create');
      await vi.waitFor(() => expect(attempts()[before]).toMatchObject({ verdict: 'delivered' }), later);
    },
  };
}

function inMidHour(): () => number {
  const offset = HOUR / 2 - (Date.now() % HOUR);
  return () => Date.now() + offset;
}

export interface ShopWebhook {
  readonly id: number;
  readonly event: string;
  readonly url: string;
}

/** One call of the API, as another program would make it. */
export async function webhooksAt(shop: SimulatedShop): Promise<readonly ShopWebhook[]> {
  const credentials = Buffer.from(`${shop.login}:${shop.key}`).toString('base64');
  const response = await shop.handle(
    new Request('http://shop.test/api/v2/webhooks', { headers: { Authorization: `Basic ${credentials}` } }),
  );
  const body: unknown = await response.json();
  return (body as { webhooks: readonly ShopWebhook[] }).webhooks;
}

/**
 * The simulated shop, put together. In: rules, speed, plan, seed. Out: a REST API to register webhooks at, deliveries
 * by the rules, traffic, a clock, and one closer. Used inside `listen`, by `simulate`, and by the library.
 */
import { randomBytes } from 'node:crypto';
import type { WithdrawnBecause } from '../core/delivery.ts';
import type { RecordLists } from '../core/envelope.ts';
import { findEvent, type EventDefinition } from '../core/events.ts';
import { mistake } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import { nearestNames } from '../core/pattern.ts';
import { createRandom } from '../core/random.ts';
import { RULES, type Rules } from '../core/rules.ts';
import { createAccess, type Access } from './access.ts';
import { createCaller, type RequestOptionsFor } from './call.ts';
import { createShopClock, type ShopClock, type ShopSpeed } from './clock.ts';
import { createEngine, type EngineOptions } from './engine.ts';
import type { PendingDelivery } from './pending.ts';
import { createPremises, type MoveOptions } from './premises.ts';
import { createQuota, type PlanName, type QuotaLeft } from './quota.ts';
import type { AttemptReport } from './report.ts';
import { createRest, type Rest } from './rest.ts';
import { atMost, type Send } from './send.ts';
import type { ServedShop, ServeOptions } from './serve.ts';
import { createStock, type Stock } from './stock/stock.ts';
import { createTrade, type Trade } from './trade.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import type { Webhook, WebhookBook, WebhookNews } from './webhook-book.ts';

export interface SimulatedShopOptions {
  /** Default: `current`. */
  readonly rules?: Rules;
  /** Default: 1. */
  readonly speed?: ShopSpeed;
  readonly seed: string;
  /** Default: unlimited. */
  readonly plan?: PlanName;
  /** Default: `demoshop`. */
  readonly shopName?: string;
  /** Default: random. */
  readonly login?: string;
  /** Default: random. */
  readonly key?: string;
  /** Patterns of events that the API user has no right to; default: none. */
  readonly denied?: readonly string[];
  /** The real time; default: the system's. */
  readonly now?: () => Instant;
  /** As many random bytes as asked for, in hexadecimal; default: the operating system's. */
  readonly randomSecret?: (bytes: number) => string;
  /** Default: real connections, made with `requestOptions`. */
  readonly send?: Send;
  readonly requestOptions?: RequestOptionsFor;
  /** A call of the REST API has been answered. */
  readonly onCall?: () => void;
  /** A delivery begins; its first attempt follows. */
  readonly onDelivery?: (delivery: PendingDelivery) => void;
  readonly onAttempt?: (report: AttemptReport) => void;
  /** A delivery ends without a conclusion: no attempt follows. */
  readonly onWithdrawn?: (delivery: PendingDelivery, because: WithdrawnBecause) => void;
  /** A webhook was registered, changed or deleted, or the shop has deactivated it. */
  readonly onWebhook?: (webhook: Webhook, news: WebhookNews) => void;
}

export interface SimulatedShop {
  readonly login: string;
  readonly key: string;
  readonly shopName: string;
  readonly plan: PlanName;
  readonly seed: string;
  readonly rules: Rules;
  readonly clock: ShopClock;
  /** What the shop holds, as its REST API shows it. */
  readonly stock: Stock;
  /** Things come, change and go, and whoever subscribed is told. */
  readonly trade: Trade;
  readonly traffic: Traffic;
  /** The webhooks registered now, and how they fare. */
  readonly webhooks: Pick<WebhookBook, 'list'>;
  /** The rights of the API user. */
  readonly access: Access;
  /** The REST API under `/api/v2`; the host of the request's URL does not matter. */
  readonly handle: Rest;
  /** The same on 127.0.0.1. Throws `Failure` (exit 3) when the port cannot be had. Closed with the shop. */
  serve(options: ServeOptions): Promise<ServedShop>;
  /** The shop is at a new address; every earlier one answers 301 from now on. Throws `Failure` (exit 3) like `serve`. */
  move(options?: MoveOptions): Promise<ServedShop>;
  /** Sends these records to whoever subscribed, or else lets the event happen to one thing; the deliveries' ids. Throws `Failure` (exit 2) for an unknown event. */
  emit(event: string, lists?: RecordLists): readonly string[];
  /** API calls that may still be made now; null: without limit. */
  callsLeft(): QuotaLeft | null;
  /** Deliveries that are not over. */
  pending(): readonly PendingDelivery[];
  /** Resolves when the first attempts of these deliveries are judged, or never will be (withdrawn, closed). */
  settled(ids: readonly string[]): Promise<void>;
  /** Stops everything and waits until nothing is open. Idempotent. */
  close(): Promise<void>;
}

/** Calls under way at once: less than any system's limit on open files. */
const CALLS_AT_ONCE = 100;

export function createSimulatedShop(options: SimulatedShopOptions): SimulatedShop {
  const { seed, rules = RULES.current, plan = 'unlimited', shopName = 'demoshop', now = Date.now } = options;
  const { login, key } = credentialsOf(options);
  const random = createRandom(seed);
  const clock = createShopClock({ speed: options.speed ?? 1, now });
  const send = options.send ?? atMost(CALLS_AT_ONCE, createCaller(callerOptions(options)));
  const engine = createEngine({ ...listenersOf(options), rules, clock, shopName, send, now });
  const { webhooks } = engine;
  const access = createAccess({ webhooks, ...(options.denied === undefined ? {} : { denied: options.denied }) });
  const stock = createStock({ seed, shopName, now: () => clock.now() });
  const trade = createTrade({
    stock,
    random: random.fork('trade'),
    send: (event, lists) => engine.emit(event, lists),
  });
  const quota = createQuota(plan);
  // Under a manual clock whoever steps it can let an hour pass for quotas and wrong logins too.
  const apiTime = (): Instant => (clock.speed() === 'manual' ? clock.now() : now());
  const rest = createRest({
    credentials: { login, key },
    plan,
    quota,
    shopName,
    webhooks,
    access,
    stock,
    trade,
    now: apiTime,
  });
  const handle: Rest = (request) => rest(request).finally(options.onCall ?? (() => undefined));
  const premises = createPremises(handle);
  const byTraffic = random.fork('traffic');
  const happened = byTraffic.fork('things');
  const active = () => webhooks.list().filter((webhook) => webhook.state.active);
  const traffic = createTraffic({
    random: byTraffic,
    subscribed: () => new Set(active().map((webhook) => webhook.event)),
    happen: (event) => void trade.happenBy(happened, event, 1),
  });
  return {
    login,
    key,
    shopName,
    plan,
    seed,
    rules,
    clock,
    stock,
    trade,
    traffic,
    webhooks,
    access,
    handle,
    serve: async (serveOptions) => await premises.serve(serveOptions),
    move: async (moveOptions) => await premises.move(moveOptions),
    emit(name, lists) {
      const event = eventNamed(name);
      return lists === undefined ? trade.happen(event, 1) : trade.emit(event, lists);
    },
    callsLeft: () => quota.left(apiTime()),
    pending: () => engine.pending(),
    settled: (ids) => engine.settled(ids),
    async close() {
      traffic.stop();
      clock.close();
      await Promise.all([engine.close(), premises.close()]);
    },
  };
}

type Listeners = Pick<EngineOptions, 'onDelivery' | 'onAttempt' | 'onWithdrawn' | 'onWebhook'>;

function listenersOf(options: SimulatedShopOptions): Listeners {
  const nobody = (): void => undefined;
  const { onDelivery = nobody, onAttempt = nobody, onWithdrawn = nobody, onWebhook = nobody } = options;
  return { onDelivery, onAttempt, onWithdrawn, onWebhook };
}

function credentialsOf(options: SimulatedShopOptions): { readonly login: string; readonly key: string } {
  const randomSecret = options.randomSecret ?? ((bytes: number) => randomBytes(bytes).toString('hex'));
  return { login: options.login ?? `dev-${randomSecret(4)}`, key: options.key ?? randomSecret(16) };
}

function callerOptions({ requestOptions }: SimulatedShopOptions): { readonly requestOptions?: RequestOptionsFor } {
  return requestOptions === undefined ? {} : { requestOptions };
}

function eventNamed(name: string): EventDefinition {
  const event = findEvent(name);
  if (event !== undefined) return event;
  throw mistake(
    'unknown-event',
    `The simulated shop has no event ${name}.`,
    `Nearest: ${nearestNames(name).join(', ')}.`,
  );
}

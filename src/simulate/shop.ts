/**
 * The simulated shop, put together. In: rules, speed, plan, seed. Out: a REST API to register webhooks at, deliveries
 * by the rules, traffic, a clock, and one closer. Used inside `listen`, by `simulate`, and by the library.
 */
import type { WithdrawnBecause } from '../core/delivery.ts';
import type { JsonStyle, RecordLists } from '../core/envelope.ts';
import { findEvent, type EventDefinition } from '../core/events.ts';
import { mistake } from '../core/failure.ts';
import type { Instant, Millis } from '../core/instant.ts';
import { nearestNames } from '../core/pattern.ts';
import type { Rules } from '../core/rules.ts';
import { createStreams } from '../core/streams.ts';
import type { FaultSet } from '../faults/fault-set.ts';
import type { Access } from './api/access.ts';
import { openBusiness } from './business.ts';
import type { RequestOptionsFor } from './deliver/call.ts';
import type { ShopClock, ShopSpeed } from './clock/clock.ts';
import { identityOf } from './identity.ts';
import { openOffice } from './office.ts';
import type { PendingDelivery } from './deliver/pending.ts';
import { openPost } from './post.ts';
import type { MoveOptions } from './api/premises.ts';
import type { PlanName, QuotaLeft } from './api/quota.ts';
import type { AttemptReport } from './deliver/report.ts';
import type { Rest } from './api/rest.ts';
import type { Send } from './deliver/send.ts';
import type { ServedShop, ServeOptions } from './api/serve.ts';
import { newShopState, type ShopState } from './state.ts';
import { saveAccess } from './state/saved-access.ts';
import type { Stock } from './stock/stock.ts';
import type { Trade } from './trade/trade.ts';
import type { Traffic } from './trade/traffic.ts';
import type { Webhook, WebhookBook, WebhookNews } from './deliver/webhook-book.ts';

export interface SimulatedShopOptions {
  /** Default: `current`. */
  readonly rules?: Rules;
  /** Default: 1. */
  readonly speed?: ShopSpeed;
  /** That of a saved shop stays. */
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
  /** The shop's time at first; default: the real time. */
  readonly startAt?: Instant;
  /** How bodies are written; default: escaped, as PHP does (inferred). */
  readonly jsonStyle?: JsonStyle;
  /** Changes are gathered so long on the shop's clock before it calls (second-hand); default: 0, not at all. */
  readonly gather?: Millis;
  /** Between shop and handler; default: none at first, on the shop's clock. */
  readonly faults?: FaultSet;
  /** Goes on from here; what an option says counts before it. */
  readonly saved?: ShopState;
  /** The real time; default: the system's. */
  readonly now?: () => Instant;
  /** As many random bytes as asked for, in hexadecimal; default: the operating system's. */
  readonly randomSecret?: (bytes: number) => string;
  /** Default: real connections, made with `requestOptions`. */
  readonly send?: Send;
  readonly requestOptions?: RequestOptionsFor;
  /** A call of the REST API has been answered. */
  readonly onCall?: () => void;
  /** False: neither its clock nor its ports keep the process alive. Default: true. */
  readonly keepsAlive?: boolean;
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
  /** What is registered, and how it fares. */
  readonly webhooks: WebhookBook;
  /** Between shop and handler, on the shop's clock. */
  readonly faults: FaultSet;
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
  /** Everything it needs to go on another time, as plain JSON; an attempt in flight is saved as due again. */
  save(): ShopState;
  /** Stops everything and waits until nothing is open. Idempotent. */
  close(): Promise<void>;
}

/** Three parts share one clock and one randomness: the post sends, the business has something to tell, the office answers. */
export function createSimulatedShop(options: SimulatedShopOptions): SimulatedShop {
  const { now = Date.now, saved } = options;
  const identity = identityOf(options, now());
  const streams = createStreams(identity.seed, saved?.random);
  const post = openPost(options, identity);
  const { clock, faults, webhooks } = post;
  const business = openBusiness({ identity, post, random: streams.random, saved: saved?.stock });
  const { stock, trade, traffic } = business;
  const office = openOffice(options, { identity, post, business });
  const { access, premises } = office;
  streams.seal();
  const { speed: _speed, startAt: _startAt, ...lasting } = identity;
  return {
    ...namesOf(identity),
    clock,
    stock,
    trade,
    traffic,
    webhooks,
    faults,
    access,
    handle: office.handle,
    serve: async (serveOptions) => await premises.serve(serveOptions),
    move: async (moveOptions) => await premises.move(moveOptions),
    emit(name, lists) {
      const event = eventNamed(name);
      return lists === undefined ? trade.happen(event, 1) : trade.emit(event, lists);
    },
    callsLeft: office.callsLeft,
    pending: () => post.pending(),
    settled: (ids) => post.settled(ids),
    save: () =>
      newShopState({
        ...lasting,
        rules: identity.rules.name,
        clock: { at: clock.now(), speed: clock.speed() },
        ...post.save(),
        access: saveAccess(access),
        random: streams.save(),
        stock: stock.save(),
      }),
    async close() {
      traffic.stop();
      await Promise.all([post.close(), premises.close()]);
    },
  };
}

type Names = Pick<SimulatedShop, 'login' | 'key' | 'shopName' | 'plan' | 'seed' | 'rules'>;

function namesOf({ login, key, shopName, plan, seed, rules }: Names): Names {
  return { login, key, shopName, plan, seed, rules };
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

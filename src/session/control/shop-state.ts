/**
 * What a simulated shop that runs alone says of itself through its control door: one line. In: the shop. Out: data; the
 * times of the shop are its own, in UTC like all others, and `nextAttemptAt` is real time.
 */
import { recordKeys } from '../../core/envelope.ts';
import { EVENTS } from '../../core/events.ts';
import { isoUtc, type Instant } from '../../core/instant.ts';
import { maskUrl } from '../../core/masking.ts';
import type { RulesName } from '../../core/rules.ts';
import type { CallMark } from '../../core/webhook.ts';
import { fieldsOf } from '../../register/fields.ts';
import type { SimulatedShop } from '../../simulate/shop.ts';
import type { Webhook } from '../../simulate/deliver/webhook-book.ts';
import type { Speed } from '../calls/pace.ts';
import { faultState, type FaultState } from './lines.ts';

export interface ShopWebhook {
  readonly id: number;
  readonly name: string;
  readonly event: string;
  /** Masked. */
  readonly url: string;
  readonly active: boolean;
  readonly lastSuccess: string | null;
  readonly lastError: string | null;
  readonly lastErrorStatus: number | null;
}

export interface ShopPending {
  readonly id: string;
  readonly event: string;
  readonly key: string;
  readonly webhook: number;
  readonly attempts: number;
  /** Null: under way, or it cannot be said at this speed. */
  readonly nextAttemptAt: string | null;
}

export interface ScenarioState {
  readonly name: string;
  readonly title: string;
  readonly played: number;
  readonly moments: number;
}

export interface ShopStateLine {
  readonly kind: 'state';
  readonly at: string;
  readonly what: 'shop';
  /** Its id at the door. */
  readonly session: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly apiUrl: string;
  readonly shop: string;
  readonly login: string;
  readonly plan: string;
  readonly callsLeftHour: number | null;
  readonly callsLeftDay: number | null;
  readonly rules: RulesName;
  readonly seed: string;
  readonly speed: Speed;
  /** The shop's time. */
  readonly shopTime: string;
  readonly webhooks: readonly ShopWebhook[];
  /** The first of them: `waiting` is how many there are. */
  readonly pending: readonly ShopPending[];
  readonly waiting: number;
  /** Events that the API user has no right to. */
  readonly denied: readonly string[];
  readonly faults: readonly FaultState[];
  readonly scenario: ScenarioState | null;
  readonly stateFile: string | null;
}

export interface ShopAbout {
  readonly session: string;
  readonly pid: number;
  readonly now: Instant;
  readonly startedAt: Instant;
  readonly apiUrl: string;
  readonly scenario: ScenarioState | null;
  readonly stateFile: string | null;
}

const MOST_PENDING = 200;

export function shopStateLine(shop: SimulatedShop, about: ShopAbout): ShopStateLine {
  const { session, pid, now, startedAt, apiUrl, scenario, stateFile } = about;
  const { clock, rules, login, plan, seed, access } = shop;
  const pending = shop.pending();
  const left = shop.callsLeft();
  return {
    kind: 'state',
    at: isoUtc(now),
    what: 'shop',
    session,
    pid,
    startedAt: isoUtc(startedAt),
    apiUrl,
    shop: shop.shopName,
    login,
    plan,
    callsLeftHour: left?.hour ?? null,
    callsLeftDay: left?.day ?? null,
    rules: rules.name,
    seed,
    speed: clock.speed(),
    shopTime: isoUtc(clock.now()),
    webhooks: shop.webhooks.list().map(describeWebhook),
    pending: pending.slice(0, MOST_PENDING).map(describePending),
    waiting: pending.length,
    denied: EVENTS.map(({ name }) => name).filter((name) => !access.isAllowed(name)),
    faults: shop.faults.list().map(faultState),
    scenario,
    stateFile,
  };
}

function describeWebhook({ id, name, event, url, state }: Webhook): ShopWebhook {
  const { active, lastSuccess, lastError } = state;
  return {
    id,
    name,
    event,
    url: maskUrl(url),
    active,
    lastSuccess: timeOf(lastSuccess),
    lastError: timeOf(lastError),
    lastErrorStatus: lastError?.status ?? null,
  };
}

function timeOf(mark: CallMark | null): string | null {
  return mark === null ? null : isoUtc(mark.at);
}

type Waiting = ReturnType<SimulatedShop['pending']>[number];

function describePending({ id, event, body, webhook, attempts, nextAttemptAt }: Waiting): ShopPending {
  const key = recordKeys(event, body.toString('utf8')).label;
  return { id, event, key, webhook, attempts, nextAttemptAt: nextAttemptAt === null ? null : isoUtc(nextAttemptAt) };
}

/** The shop may be of another version: what is shown of a line is looked at. */
export function isShopStateLine(value: unknown): value is ShopStateLine {
  const { kind, what, session, shop, apiUrl, plan, rules, shopTime, webhooks, pending, denied, faults, waiting } =
    fieldsOf(value);
  const areTexts = [session, shop, apiUrl, plan, rules, shopTime].every((text) => typeof text === 'string');
  const areLists = [webhooks, pending, denied, faults].every((list) => Array.isArray(list));
  return kind === 'state' && what === 'shop' && areTexts && areLists && typeof waiting === 'number';
}

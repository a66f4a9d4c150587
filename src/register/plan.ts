/**
 * Which webhooks a session will create, and what that costs. In: the user's event patterns and the shop. Out: the
 * events, the price in API calls and what the user should be told; or `Failure` before anything has been created.
 * More than five events: the shop is asked first which of them the API user may have (one GET).
 */
import { Failure, mistake, trouble } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { PatternReading } from '../core/pattern.ts';
import { printable } from '../core/printable.ts';
import type { ApiClient } from './api-client.ts';
import type { ShopEvent } from './api-shapes.ts';
import { describeInstant, nextHour, type CallsLeft } from './calls-left.ts';

export interface PlannedEvent {
  readonly event: string;
  /** The user wrote its full name; false when only a wildcard matched it. */
  readonly isNamed: boolean;
}

/** Calls of the API; `total` includes the one DELETE at the end. */
export interface Price {
  readonly gets: number;
  readonly posts: number;
  readonly deletes: number;
  readonly total: number;
}

export interface PlanNotice {
  readonly level: 'info' | 'warning';
  readonly code: string;
  readonly text: string;
}

export interface RegistrationPlan {
  readonly events: readonly [PlannedEvent, ...PlannedEvent[]];
  readonly price: Price;
  readonly notices: readonly PlanNotice[];
}

export interface PlanOptions {
  readonly readings: readonly PatternReading[];
  readonly client: ApiClient;
  readonly now: () => Instant;
  readonly signal?: AbortSignal;
}

/** Up to this many events are simply created; asking first would cost more than it saves. */
const ASK_ABOVE = 5;

/** A price above this is shown. */
const SHOW_ABOVE = 5;

/**
 * Throws `Failure`: exit 2 for an unknown event, exit 3 when an event named in full is denied, when no event is left, or
 * when the calls known to be left do not cover the price.
 */
export async function planRegistration({ readings, client, now, signal }: PlanOptions): Promise<RegistrationPlan> {
  const wanted = expand(readings);
  const isAsking = wanted.length > ASK_ABOVE;
  const fullPrice = priceOf(wanted.length, isAsking);
  requireCalls(fullPrice, { left: client.callsLeft(), now: now(), what: describeWork(wanted.length) });
  if (!isAsking) return planOf(wanted, fullPrice, noticesOf(readings));
  const { allowed, denied } = sortOut(wanted, await client.listEvents(signal));
  const price = priceOf(allowed.length, isAsking);
  requireCalls(priceOf(allowed.length, false), {
    left: client.callsLeft(),
    now: now(),
    what: describeWork(allowed.length),
  });
  return planOf(allowed, price, [...noticesOf(readings), ...deniedNotice(denied)]);
}

/** What a session with these patterns costs, if the API user may have all their events. Throws like `planRegistration`. */
export function priceOfPatterns(readings: readonly PatternReading[]): Price {
  const { length } = expand(readings);
  return priceOf(length, length > ASK_ABOVE);
}

/** Throws `Failure` (exit 3, `api-calls-short`) when the shop has said that fewer calls are left. */
export function requireCalls(
  price: Price,
  { left, now, what }: { readonly left: CallsLeft; readonly now: Instant; readonly what: string },
): void {
  if (left.total === null || left.total >= price.total) return;
  throw trouble('api-calls-short', `${what} takes ${describePrice(price)}, but only ${left.total} are left.`, {
    hint: `The hourly quota is full again at ${describeInstant(nextHour(now))}. Fewer events (--event) cost fewer calls.`,
  });
}

/** The trouble of an API user that may have none of the events, or not one that was named. */
export function explainDenied(events: readonly string[]): Failure {
  return trouble('events-denied', `The API user may not have webhooks for ${events.join(', ')}.`, {
    hint: 'Give the API user the right to it in the administration (Add-ons / API), or choose other events with --event.',
  });
}

export function deniedNotice(events: readonly string[]): readonly PlanNotice[] {
  if (events.length === 0) return [];
  const text = `Skipped, since the API user may not have them: ${events.join(', ')}.`;
  return [{ level: 'warning', code: 'events-denied', text }];
}

function expand(readings: readonly PatternReading[]): readonly PlannedEvent[] {
  const wanted = new Map<string, PlannedEvent>();
  for (const reading of readings) {
    if (reading.kind === 'unknown') throw explainUnknown(reading.text, reading.nearest);
    for (const event of reading.events) {
      const isNamed = !reading.isWildcard || wanted.get(event)?.isNamed === true;
      wanted.set(event, { event, isNamed });
    }
  }
  if (wanted.size === 0)
    throw mistake('no-events', 'No event to listen for.', 'Name one with --event, such as Orders.*.');
  return [...wanted.values()];
}

function explainUnknown(text: string, nearest: readonly string[]): Failure {
  return mistake('unknown-event', `There is no event ${printable(text)}.`, `The nearest are ${nearest.join(', ')}.`);
}

function noticesOf(readings: readonly PatternReading[]): readonly PlanNotice[] {
  const unknown = readings.flatMap((reading) =>
    reading.kind === 'pattern' && !reading.isCatalogued ? [reading.pattern] : [],
  );
  return unknown.map((event) => ({
    level: 'warning',
    code: 'event-uncatalogued',
    text: `${event} is in no list of Upgates events known here; it is used as given.`,
  }));
}

interface SortedOut {
  readonly allowed: readonly PlannedEvent[];
  readonly denied: readonly string[];
}

/** An event the shop does not list cannot be had either. The shop's spelling wins. */
function sortOut(wanted: readonly PlannedEvent[], offered: readonly ShopEvent[]): SortedOut {
  const byName = new Map(offered.map((event) => [event.name.toLowerCase(), event]));
  const isAllowed = ({ event }: PlannedEvent): boolean => byName.get(event.toLowerCase())?.isAllowed === true;
  const allowed = wanted
    .filter(isAllowed)
    .map(({ event, isNamed }) => ({ event: byName.get(event.toLowerCase())?.name ?? event, isNamed }));
  const denied = wanted.filter((planned) => !isAllowed(planned));
  const named = denied.filter((planned) => planned.isNamed);
  if (named.length > 0) throw explainDenied(named.map(({ event }) => event));
  if (allowed.length === 0) throw explainDenied(denied.map(({ event }) => event));
  return { allowed, denied: denied.map(({ event }) => event) };
}

function priceOf(events: number, isAsking: boolean): Price {
  const gets = isAsking ? 1 : 0;
  return { gets, posts: events, deletes: 1, total: gets + events + 1 };
}

function planOf(events: readonly PlannedEvent[], price: Price, notices: readonly PlanNotice[]): RegistrationPlan {
  const [first, ...rest] = events;
  if (first === undefined) throw explainDenied([]);
  return { events: [first, ...rest], price, notices: [...notices, ...priceNotice(price)] };
}

function priceNotice(price: Price): readonly PlanNotice[] {
  if (price.total <= SHOW_ABOVE) return [];
  const text = `${describeWork(price.posts)} takes ${describePrice(price)}.`;
  return [{ level: 'info', code: 'api-price', text }];
}

function describeWork(webhooks: number): string {
  return `Registering ${webhooks} ${webhooks === 1 ? 'webhook' : 'webhooks'}`;
}

/** `14 API calls (1 GET, 12 POST, 1 DELETE at the end)`. */
function describePrice({ gets, posts, deletes, total }: Price): string {
  const parts = [gets > 0 ? `${gets} GET` : '', posts > 0 ? `${posts} POST` : '', `${deletes} DELETE at the end`];
  return `${total} API calls (${parts.filter((part) => part !== '').join(', ')})`;
}

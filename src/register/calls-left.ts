/**
 * How many API calls are left, as the shop's own headers say. In: the headers of an answer. Out: numbers, or null where
 * the shop has not said. Calls are scarce (a Bronze shop has 10 an hour and 100 a day), so nothing here polls for them.
 */
import { HOUR, isoUtc, SECOND, type Instant } from '../core/instant.ts';

/** `total` is what may still be called now: the hourly quota is used first, then the daily one. */
export interface CallsLeft {
  readonly hour: number | null;
  readonly day: number | null;
  readonly total: number | null;
}

/** The value of a header; undefined when the answer has none. */
export type HeaderReader = (name: string) => string | undefined;

export const UNKNOWN_CALLS: CallsLeft = { hour: null, day: null, total: null };

/** What an answer said, and when. */
export interface CallsSaid {
  readonly calls: CallsLeft;
  /** The whole quota of an hour; null when the shop has not told it. */
  readonly ofAnHour: number | null;
  readonly at: Instant;
}

/** A date further away is not believed: both quotas are full again within a day. */
const LONGEST_BLOCK = 25 * HOUR;

/** Null when the answer says nothing of the kind; verified add-ons are not limited and may get no headers. */
export function readCallsLeft(header: HeaderReader): CallsLeft | null {
  const hour = readCount(header('x-rate-limit-hour-remaining'));
  const day = readCount(header('x-rate-limit-day-remaining'));
  const total = readCount(header('x-rate-limit-total-remaining')) ?? sum(hour, day);
  return hour === null && day === null && total === null ? null : { hour, day, total };
}

export function readCallsSaid(header: HeaderReader, at: Instant): CallsSaid | null {
  const calls = readCallsLeft(header);
  return calls && { calls, ofAnHour: readCount(header('x-rate-limit-hour')), at };
}

/** In a later hour the hourly quota is full again; how much that is may not be known. The day's is not counted on. */
export function callsLeftAt(now: Instant, said: CallsSaid | null): CallsLeft {
  if (said === null) return UNKNOWN_CALLS;
  if (now < nextHour(said.at)) return said.calls;
  const { calls, ofAnHour: hour } = said;
  return { hour, day: calls.day, total: sum(hour, calls.day) };
}

/**
 * When the next call is allowed: `Retry-After` is a date in GMT (documented), counted from the shop's own `Date`, so that
 * a wrong clock on this machine does not matter. Seconds are understood too. Null when absent or not believable.
 */
export function readRetryAfter(header: HeaderReader, now: Instant): Instant | null {
  const text = header('retry-after')?.trim() ?? '';
  const shopNow = Date.parse(header('date') ?? '');
  const wait = /^\d{1,6}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - (shopNow || now);
  return wait > 0 && wait <= LONGEST_BLOCK ? now + wait : null;
}

/** Hours are fixed clock hours; Prague is whole hours from UTC, so they begin at the same moments. */
export function nextHour(now: Instant): Instant {
  return (Math.floor(now / HOUR) + 1) * HOUR;
}

/** `2026-11-23 11:00 UTC`. */
export function describeInstant(at: Instant): string {
  return `${isoUtc(at).slice(0, 16).replace('T', ' ')} UTC`;
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

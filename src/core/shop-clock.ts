/**
 * The shop's clock beside ours. In: the `Date` of an answer and when it was asked for. Out: how far the shop's clock is
 * ahead of ours, and how far off that may be. Times of the shop must be turned into ours before they are compared.
 */
import { SECOND, type Instant, type Millis } from './instant.ts';

export interface ShopClock {
  /** Add it to our time to have the shop's. */
  readonly ahead: Millis;
  /** The true value is this near. */
  readonly doubt: Millis;
  /** False: the shop has not told its time, and both clocks are taken to be right. */
  readonly isTold: boolean;
}

/** Clocks that are set over the network are this near to each other nearly always. */
const USUAL_DOUBT: Millis = 5 * SECOND;

export const UNTOLD_CLOCK: ShopClock = { ahead: 0, doubt: USUAL_DOUBT, isTold: false };

export interface TellingExchange {
  readonly date: string | undefined;
  readonly sentAt: Instant;
  readonly answeredAt: Instant;
}

/** Null for a date that is none. It was written at some moment of the exchange, and leaves out what is below a second. */
export function readShopClock({ date, sentAt, answeredAt }: TellingExchange): ShopClock | null {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return null;
  const half = Math.max(0, answeredAt - sentAt) / 2;
  return { ahead: told + SECOND / 2 - (sentAt + half), doubt: SECOND / 2 + half, isTold: true };
}

/** A time of the shop on our clock. */
export function ourTime(at: Instant, { ahead }: Pick<ShopClock, 'ahead'>): Instant {
  return at - ahead;
}

/** A time of ours on the shop's clock. */
export function shopTime(at: Instant, { ahead }: Pick<ShopClock, 'ahead'>): Instant {
  return at + ahead;
}

/** Both clocks go alike for days; what is more than this is no drift. */
const MOST_DRIFT: Millis = 2 * SECOND;

/** By how much our own clock was set forwards from one telling to the next; 0 where none tells, or where both may agree. */
export function clockSetBy(before: ShopClock, after: ShopClock): Millis {
  if (!before.isTold || !after.isTold) return 0;
  const by = before.ahead - after.ahead;
  return Math.abs(by) > before.doubt + after.doubt + MOST_DRIFT ? by : 0;
}

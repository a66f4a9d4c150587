/**
 * Which delivery does an arriving call belong to? Upgates sends neither a delivery id nor an attempt counter, so repeats
 * are recognised by webhook, bytes, record keys and time. In: the call and the last known delivery of that webhook with
 * the same bytes or keys. Out: a new delivery, or a link with its certainty.
 */
import { MINUTE, type Instant, type Millis } from './instant.ts';
import type { Rules, Verdict } from './rules.ts';

export interface EarlierDelivery {
  readonly id: string;
  readonly lastAttemptAt: Instant;
  /** Null: its last attempt has not been answered yet. */
  readonly verdict: Verdict | null;
  readonly hasSameBytes: boolean;
}

export type Linking =
  | { readonly kind: 'new' }
  | { readonly kind: 'repeat'; readonly delivery: string; readonly sure: boolean; readonly notice: string | null };

const REBUILT = 'Same records, other bytes: taken for a repeat that the shop has built anew.';
/** The notice of a link that tells on our own answer: the session also says it aloud. */
export const NOT_ACCEPTED =
  'The shop sent this again although we took it for settled: it did not accept our answer, or the same change happened twice.';

/** Candidates are searched newest first; the surest link wins. */
export function linkAttempt(at: Instant, candidates: readonly EarlierDelivery[], rules: Rules): Linking {
  const repeating = candidates.find((earlier) => earlier.hasSameBytes && earlier.verdict === 'repeats');
  if (repeating) return { kind: 'repeat', delivery: repeating.id, sure: true, notice: null };
  const inWindow = candidates.filter((earlier) => isRepeatTime(at - earlier.lastAttemptAt, rules));
  const unanswered = inWindow.find((earlier) => earlier.hasSameBytes && earlier.verdict === null);
  if (unanswered) return { kind: 'repeat', delivery: unanswered.id, sure: true, notice: null };
  const unaccepted = inWindow.find((earlier) => earlier.hasSameBytes);
  if (unaccepted) return { kind: 'repeat', delivery: unaccepted.id, sure: true, notice: NOT_ACCEPTED };
  const rebuilt = inWindow.find((earlier) => earlier.verdict === 'repeats');
  return rebuilt ? { kind: 'repeat', delivery: rebuilt.id, sure: false, notice: REBUILT } : { kind: 'new' };
}

/**
 * 4 to 7 minutes after the last attempt, on the shop's clock: with an interval that passes faster the window is as much
 * shorter, or every second change of a record would be taken for a repeat. However fast that clock, an attempt that is not
 * answered lasts for the whole limit, in real time, and its repeat may come before we have told of it.
 */
function isRepeatTime(elapsed: Millis, { interval, limit }: Rules): boolean {
  const due = Math.max(interval, limit);
  return elapsed * 5 >= due * 4 && elapsed * 5 <= due * 7;
}

/** A repeat that has not come a minute after it was due will not come. */
export function isOverdue(now: Instant, dueAt: Instant): boolean {
  return now > dueAt + MINUTE;
}

/**
 * Which delivery does an arriving call belong to? Upgates sends neither a delivery id nor an attempt counter, so repeats
 * are recognised by webhook, bytes, record keys and time. In: the call and the last known delivery of that webhook with
 * the same bytes or keys. Out: a new delivery, or a link with its certainty.
 */
import { MINUTE, type Instant } from './instant.ts';
import type { Rules, Verdict } from './rules.ts';

export interface EarlierDelivery {
  readonly id: string;
  readonly lastAttemptAt: Instant;
  readonly verdict: Verdict;
  readonly hasSameBytes: boolean;
}

export type Linking =
  | { readonly kind: 'new' }
  | { readonly kind: 'repeat'; readonly delivery: string; readonly sure: boolean; readonly notice: string | null };

const REBUILT = 'Same records, other bytes: taken for a repeat that the shop has built anew.';
const NOT_ACCEPTED =
  'The shop sent this again although we took it for settled: it did not accept our answer, or the same change happened twice.';

/** Candidates are searched newest first; the surest link wins. */
export function linkAttempt(at: Instant, candidates: readonly EarlierDelivery[], rules: Rules): Linking {
  const repeating = candidates.find((earlier) => earlier.hasSameBytes && earlier.verdict === 'repeats');
  if (repeating) return { kind: 'repeat', delivery: repeating.id, sure: true, notice: null };
  const inWindow = candidates.filter((earlier) => isRepeatTime(at - earlier.lastAttemptAt, rules));
  const unaccepted = inWindow.find((earlier) => earlier.hasSameBytes);
  if (unaccepted) return { kind: 'repeat', delivery: unaccepted.id, sure: true, notice: NOT_ACCEPTED };
  const rebuilt = inWindow.find((earlier) => earlier.verdict === 'repeats');
  return rebuilt ? { kind: 'repeat', delivery: rebuilt.id, sure: false, notice: REBUILT } : { kind: 'new' };
}

/** 4 to 7 minutes after the last attempt, on the shop's clock. */
function isRepeatTime(elapsed: number, rules: Rules): boolean {
  return elapsed >= rules.interval - MINUTE && elapsed <= rules.interval + 2 * MINUTE;
}

/** A repeat that has not come a minute after it was due will not come. */
export function isOverdue(now: Instant, dueAt: Instant): boolean {
  return now > dueAt + MINUTE;
}

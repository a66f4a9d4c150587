/**
 * What a session has done so far, for its end record: counted from the records themselves.
 */
import { isoUtc, type Instant } from '../core/instant.ts';
import type { AttemptRecord, EndReason, EndRecord, SessionRecord } from '../core/record.ts';
import type { Verdict } from '../core/rules.ts';
import type { CountsView } from './view.ts';

export interface Progress {
  take(record: SessionRecord): void;
  /** One more delivery has been taken. */
  admit(): void;
  /** It could not be kept after all. */
  lose(): void;
  /** No new delivery is taken any more. */
  isFull(): boolean;
  /** The wanted number of deliveries has had its first attempt answered and stored. */
  hasReachedLimit(): boolean;
  endRecord(given: EndGiven): EndRecord;
}

export interface EndGiven {
  readonly ending: { readonly reason: EndReason; readonly exit?: number };
  /** As they were when the end began. */
  readonly counts: CountsView;
  readonly now: Instant;
  readonly failOn: readonly Verdict[];
}

interface Tally {
  deliveries: number;
  attempts: number;
  readonly verdicts: Record<Verdict, number>;
  removed: number;
  created: number;
}

export function createProgress(maxDeliveries: number | null): Progress {
  const tally: Tally = {
    deliveries: 0,
    attempts: 0,
    verdicts: { delivered: 0, repeats: 0, 'timed-out': 0 },
    removed: 0,
    created: 0,
  };
  const limit = maxDeliveries ?? Infinity;
  let admitted = 0;
  return {
    take(record) {
      if (record.kind === 'attempt' && record.origin === 'shop') countAttempt(tally, record);
      if (record.kind === 'webhook' && record.state === 'created') tally.created += 1;
      if (record.kind === 'webhook' && record.state === 'deleted') tally.removed += 1;
    },
    admit: () => {
      admitted += 1;
    },
    lose: () => {
      admitted -= 1;
    },
    isFull: () => admitted >= limit,
    hasReachedLimit: () => tally.deliveries >= limit,
    endRecord: (given) => endRecord(tally, given),
  };
}

function countAttempt(tally: Tally, record: AttemptRecord): void {
  tally.attempts += 1;
  tally.deliveries += record.number === 1 ? 1 : 0;
  tally.verdicts[record.verdict] += 1;
}

function endRecord(tally: Tally, { ending, counts, now, failOn }: EndGiven): EndRecord {
  const { verdicts } = tally;
  const failed = failOn.some((verdict) => verdicts[verdict] > 0);
  return {
    kind: 'end',
    at: isoUtc(now),
    reason: ending.reason,
    deliveries: tally.deliveries,
    attempts: tally.attempts,
    verdicts: { delivered: verdicts.delivered, repeats: verdicts.repeats, timedOut: verdicts['timed-out'] },
    waiting: counts.waiting,
    queued: counts.queued,
    webhooksRemoved: tally.removed,
    webhooksLeft: tally.created - tally.removed,
    exit: ending.exit ?? (failed ? 1 : 0),
  };
}

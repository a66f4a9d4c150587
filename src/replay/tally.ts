/**
 * What came of all that was sent: the counts of the `summary` line. Every attempt counts, repeats too.
 */
import type { ExitCode } from '../core/failure.ts';
import type { AttemptRecord, Change } from '../core/record.ts';
import type { Verdict } from '../core/rules.ts';

export interface SentCounts {
  readonly sent: number;
  readonly delivered: number;
  readonly repeats: number;
  readonly timedOut: number;
}

export type ChangeCounts = Readonly<Record<Change, number>>;

export interface Tally {
  take(record: AttemptRecord): void;
  sent(): SentCounts;
  changes(): ChangeCounts;
  /** 1 when any verdict is not `delivered`. */
  exit(): ExitCode;
}

export function createTally(): Tally {
  const verdicts: Record<Verdict, number> = { delivered: 0, repeats: 0, 'timed-out': 0 };
  const changes: Record<Change, number> = { fixed: 0, regressed: 0, unchanged: 0 };
  let sent = 0;
  return {
    take({ verdict, change }) {
      sent += 1;
      verdicts[verdict] += 1;
      if (change !== null) changes[change] += 1;
    },
    sent: () => {
      const { delivered, repeats, 'timed-out': timedOut } = verdicts;
      return { sent, delivered, repeats, timedOut };
    },
    changes: () => ({ ...changes }),
    exit: () => (verdicts.delivered === sent ? 0 : 1),
  };
}

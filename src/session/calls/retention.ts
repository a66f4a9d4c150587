/**
 * History does not grow for ever: at the start of a session, what is old or too much goes, a little at a time and only
 * while no call comes. In: the history. Out: nothing but a line in the log; trouble with it is no trouble of the session.
 */
import { DAY, SECOND, type Instant, type Millis } from '../../core/instant.ts';
import type { History } from '../../store/history.ts';
import type { PruneRequest } from '../../store/prune.ts';

export interface RetentionOptions {
  readonly history: Pick<History, 'prune'>;
  readonly now: () => Instant;
  /** When the last call came; null: none yet. */
  readonly lastCallAt: () => Instant | null;
  readonly log: (text: string) => void;
}

/** Whichever is passed first. */
const RETENTION: Omit<PruneRequest, 'keepSession'> = { maxAgeMs: 7 * DAY, maxBytes: 500_000_000, budgetMs: 10 };

const BETWEEN_SLICES: Millis = 250;
/** Calls come in bursts: so long after the last one it is quiet. */
const QUIET: Millis = SECOND;

/** Returns how to stop. */
export function keepRetention(options: RetentionOptions): () => void {
  const { history, now, lastCallAt, log } = options;
  let deliveries = 0;
  const slice = (): void => {
    if (now() - (lastCallAt() ?? 0) < QUIET) return;
    try {
      const pruned = history.prune({ ...RETENTION, keepSession: null });
      deliveries += pruned.deliveries;
      if (!pruned.isDone) return;
      if (deliveries > 0) log(`retention: ${deliveries} old deliveries removed from history`);
    } catch (error) {
      log(`retention given up: ${error instanceof Error ? error.message : String(error)}`);
    }
    clearInterval(timer);
  };
  const timer = setInterval(slice, BETWEEN_SLICES).unref();
  return () => clearInterval(timer);
}

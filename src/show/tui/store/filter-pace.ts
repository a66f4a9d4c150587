/**
 * When a filtered list is asked for anew: when something has changed, and then for a twentieth of the time and no more. A
 * filter that finds little looks at all of history.
 */
import { MINUTE, type Instant, type Millis } from '../../../core/instant.ts';

export interface FilterPace {
  /** Something has changed, so that what was found may be old. */
  readonly outdate: () => void;
  /** It is time to look. Each minute too, since `since:10m` lets others through then. */
  isDue(): boolean;
  /** A look begins, which takes in what has changed until now. */
  readonly begin: () => void;
  /** Runs a part of a look and notes how long it took. */
  timed<T>(look: () => T): T;
  /** How long to wait before looking again; 0: not at all, or nothing has changed. */
  rest(): Millis;
  /** Another filter is looked for at once. */
  readonly forget: () => void;
}

const SHARE = 20;

export function createFilterPace(now: () => Instant): FilterPace {
  let restsUntil: Instant = 0;
  let begunAt: Instant = 0;
  let isOutdated = false;
  return {
    outdate: () => (isOutdated = true),
    isDue: () => now() >= restsUntil && (isOutdated || now() - begunAt >= MINUTE),
    begin() {
      isOutdated = false;
      begunAt = now();
    },
    timed(look) {
      const begun = now();
      try {
        return look();
      } finally {
        const ended = now();
        restsUntil = Math.max(ended, restsUntil) + (ended - begun) * SHARE;
      }
    },
    rest: () => (isOutdated ? Math.max(0, restsUntil - now()) : 0),
    forget: () => (restsUntil = 0),
  };
}

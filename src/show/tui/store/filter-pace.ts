/**
 * How often a filtered list is asked for anew. A filter that finds little looks at all of history, and while it looks no
 * call is answered: looking may take a twentieth of the time and no more.
 */
import type { Instant, Millis } from '../../../core/instant.ts';

export interface FilterPace {
  /** Runs `look` and notes how long it took. */
  timed<T>(look: () => T): T;
  /** How long to wait before looking again; 0: not at all. */
  rest(): Millis;
}

const SHARE = 20;

export function createFilterPace(now: () => Instant): FilterPace {
  let restsUntil: Instant = 0;
  return {
    timed(look) {
      const begun = now();
      try {
        return look();
      } finally {
        const ended = now();
        restsUntil = ended + (ended - begun) * SHARE;
      }
    },
    rest: () => Math.max(0, restsUntil - now()),
  };
}

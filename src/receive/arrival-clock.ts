/**
 * When did the first byte of a request come? Node tells of a request only after everything before it in the same turn of
 * the event loop has run, so in a burst the last of 200 calls is told late although it came with the first.
 * All requests of one turn therefore count from the moment the turn began to hand them out.
 */
import type { Millis } from '../core/instant.ts';

export interface ArrivalClock {
  /** Monotonic: the earliest moment at which a request told of now may have come, as far as this turn shows. */
  arrivedAt(): Millis;
}

export function createArrivalClock(): ArrivalClock {
  let turnBeganAt: Millis | null = null;
  return {
    arrivedAt() {
      if (turnBeganAt === null) {
        turnBeganAt = performance.now();
        setImmediate(() => {
          turnBeganAt = null;
        });
      }
      return turnBeganAt;
    },
  };
}

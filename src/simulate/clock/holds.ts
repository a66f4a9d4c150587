/**
 * What the clock must not run past: attempts in flight, each until the instant at which its repeat would be due.
 * In: attempts as they begin and end. Out: the earliest such instant, and word when all that were open have ended.
 */
import type { Instant } from '../../core/instant.ts';
import { createSchedule } from '../../core/schedule.ts';

export interface Holds {
  /** Returns how to release it. */
  add(until: Instant): () => void;
  /** `Infinity` when there is none. */
  earliest(): Instant;
  size(): number;
  /** Resolves when all that are open now have been released, whatever came meanwhile. Asked by one at a time. */
  released(): Promise<void>;
  /** Nobody waits for them any more. */
  drop(): void;
}

/** Holds that are waited for together. */
interface Batch {
  open: number;
  end: () => void;
}

export function createHolds(): Holds {
  const untils = createSchedule<null>();
  let waited = newBatch();
  let current = newBatch();
  return {
    add(until) {
      const batch = current;
      const remove = untils.add(until, null);
      let isOpen = true;
      batch.open += 1;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        remove();
        batch.open -= 1;
        if (batch.open === 0) batch.end();
      };
    },
    earliest: () => untils.nextAt() ?? Infinity,
    size: () => untils.size(),
    async released() {
      waited = current;
      current = newBatch();
      if (waited.open > 0) await new Promise<void>((resolve) => (waited.end = resolve));
    },
    drop: () => waited.end(),
  };
}

function newBatch(): Batch {
  return { open: 0, end: () => undefined };
}

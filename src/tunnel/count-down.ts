/** One deadline for several steps. */
import type { Millis } from '../core/instant.ts';

/** How much of a time is left, at least one millisecond. */
export function countDown(deadline: Millis): () => Millis {
  const endsAt = performance.now() + deadline;
  return () => Math.max(1, endsAt - performance.now());
}

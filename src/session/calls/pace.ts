/**
 * When the shop repeats, in wall-clock time. A real shop keeps its profile's interval; the waits of the simulated shop
 * pass `speed` times as fast, or at once.
 */
import { MINUTE, type Instant, type Millis } from '../../core/instant.ts';
import type { Rules } from '../../core/rules.ts';

/** How fast the shop's waits pass; under `manual` only when somebody moves its clock. */
export type Speed = number | 'max' | 'manual';

export interface Pace {
  /** When a call that came at `at` will be repeated; null when that cannot be told (`max`, `manual`). */
  nextAttemptAt(at: Instant): Instant | null;
  /** The profile with its waits as they pass on this clock: what arriving calls are compared with. */
  rules(): Rules;
  /** From the time a repeat was due until it counts as not repeated. */
  grace(): Millis;
}

/** A minute on the shop's clock, but never so short that a busy laptop looks like a shop that gave up. */
const LEAST_GRACE: Millis = 5000;

export function createPace(rules: Rules, speed: () => Speed): Pace {
  const scale = (millis: Millis): Millis => {
    const now = speed();
    return typeof now === 'number' ? millis / now : 0;
  };
  return {
    nextAttemptAt: (at) => (typeof speed() === 'number' ? at + scale(rules.interval) : null),
    rules: () => ({ ...rules, interval: scale(rules.interval) }),
    grace: () => Math.max(LEAST_GRACE, scale(MINUTE)),
  };
}

/**
 * How long the handler may take before we must answer for it.
 * Budget = the profile's limit - the slowest of the last five probes - 50 ms, from the first byte of the request.
 */
import type { Millis } from './instant.ts';
import type { Rules } from './rules.ts';

/** Our own share: reading, storing and writing the answer. */
export const OWN_SHARE: Millis = 50;

/** Below this there is no point in waiting for the handler: answer 503 at once and work in the background. */
export const LEAST_BUDGET: Millis = 100;

const PROBES_KEPT = 5;

/** `probes` are round trips through the public address, newest last; none are needed on our own loopback port. */
export function budgetFor(rules: Rules, probes: readonly Millis[]): Millis {
  const slowest = Math.max(0, ...probes.slice(-PROBES_KEPT));
  return Math.max(0, rules.limit - slowest - OWN_SHARE);
}

export function isBudgetTooSmall(budget: Millis): boolean {
  return budget < LEAST_BUDGET;
}

/** Keeps the last five probes. */
export function rememberProbe(probes: readonly Millis[], latest: Millis): readonly Millis[] {
  return [...probes, latest].slice(-PROBES_KEPT);
}

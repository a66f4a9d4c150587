/**
 * Which handler gets which event: the `--forward [PATTERN=]TARGET` options in their order, first match wins.
 */
import { matchesPattern } from '../core/pattern.ts';

export interface Target {
  readonly pattern: string;
  /** May hold userinfo, which becomes Basic credentials. */
  readonly url: URL;
}

/** The handler for an event; null means capture only. */
export function targetFor<T extends Target>(targets: readonly T[], event: string): T | null {
  return targets.find((target) => matchesPattern(event, target.pattern)) ?? null;
}

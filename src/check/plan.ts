/**
 * What is known before the first call: which events are sent, and how many calls that makes.
 */
import { EVENTS, type EventDefinition } from '../core/events.ts';
import type { Check, Plan } from './check.ts';

export interface PlanWish {
  /** `--event`; null where none are chosen. */
  readonly chosen: readonly EventDefinition[] | null;
  /** Whether this handler gets the event at all, where several are configured. */
  readonly isFor: (event: string) => boolean;
  readonly url: URL;
  readonly isStarted: boolean;
}

/** For the checks that need a few events: those of orders, unless others are chosen. */
const USUAL = 'Orders';
const MOST_IN_SAMPLE = 3;

export function planFor({ chosen, isFor, url, isStarted }: PlanWish): Plan {
  const all = (chosen ?? EVENTS).filter(({ name }) => isFor(name));
  const usual = chosen === null ? all.filter(({ entity }) => entity === USUAL) : [];
  return {
    all,
    sample: (usual.length > 0 ? usual : all).slice(0, MOST_IN_SAMPLE),
    hasCredentials: url.username !== '' || url.password !== '',
    isStarted,
  };
}

/** Of a healthy handler; a sick one is spared some, and asked how it is. */
export function callsOf(checks: readonly Check[], plan: Plan): number {
  return checks.reduce((sum, check) => sum + ((check.obstacle?.(plan) ?? null) === null ? check.calls(plan) : 0), 0);
}

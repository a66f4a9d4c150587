/**
 * What a handler check is, as data with one function. In: a shop that calls the handler. Out: what it found.
 * Each check is a file of `checks/`; the list is `checks.ts`; `run-checks.ts` makes them one after the other.
 */
import type { EventDefinition } from '../core/events.ts';
import type { Shop } from './shop.ts';

export type CheckStatus = 'passed' | 'warned' | 'failed' | 'skipped';

/** What a check found, in the words of its report. */
export interface Judged {
  readonly status: CheckStatus;
  readonly sent: string | null;
  readonly expected: string | null;
  readonly got: string | null;
  /** What follows from it at Upgates. */
  readonly meaning: string | null;
  /** The likely cause, and what to do. */
  readonly hint: string | null;
}

export interface Finding extends Judged {
  readonly name: string;
  /** What the handler that we started printed meanwhile; null where there is nothing to show. */
  readonly output: readonly string[] | null;
}

/** What is known before the first call. */
export interface Plan {
  /** For `events`. */
  readonly all: readonly EventDefinition[];
  /** A few of them, for the other checks; at least one. */
  readonly sample: readonly EventDefinition[];
  /** Whether the URL has userinfo. */
  readonly hasCredentials: boolean;
  /** Whether the handler is ours to stop and start (`--start`). */
  readonly isStarted: boolean;
}

export interface Check {
  readonly name: string;
  /** One sentence for `--list` and the documentation. */
  readonly words: string;
  /** What a failure means in production; whole sentences. */
  readonly meaning: string;
  /** The usual cause and what to do: the hint where the answer itself tells nothing better. */
  readonly todo: string;
  /** How many calls it makes of a healthy handler. */
  readonly calls: (plan: Plan) => number;
  /** Why it cannot be made here; null when it can. */
  readonly obstacle?: (plan: Plan) => Obstacle | null;
  /** Rejects only when the shop's signal aborts. */
  readonly run: (shop: Shop) => Promise<Judged>;
}

export interface Obstacle {
  readonly reason: string;
  readonly todo: string | null;
}

export function skippedBecause({ reason, todo }: Obstacle): Judged {
  return { status: 'skipped', sent: null, expected: null, got: reason, meaning: null, hint: todo };
}

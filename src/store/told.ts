/**
 * What the writers of history are told: an attempt received, settled, and a handler settled later.
 */
import type { Linking } from '../core/chain.ts';
import type { Instant, Millis } from '../core/instant.ts';
import type { Answer, HandlerAnswer, HandlerOutcome, HeaderList } from '../core/outcome.ts';
import type { Change, Origin, PolicyName } from '../core/record.ts';
import type { RulesName, Verdict } from '../core/rules.ts';
import type { Ending } from './transaction.ts';

export type { Ending } from './transaction.ts';

/** Which delivery an attempt belongs to: as found by `linkAttempt`, or told. */
export type Belonging =
  | Linking
  /** A delivery of this id is made when there is none. */
  | { readonly kind: 'attempt-of'; readonly delivery: string; readonly number: number };

export interface Received {
  readonly at: Instant;
  readonly origin: Origin;
  readonly event: string;
  /** The webhook's id at the shop; null where none took part. */
  readonly webhook: number | null;
  readonly key: string;
  /** Of the body, in hex. */
  readonly sha256: string;
  readonly body: Uint8Array;
  /** With our own `Authorization` already masked. */
  readonly headers: HeaderList;
  /** The handler's, without userinfo; null when there is none. */
  readonly url: string | null;
  readonly policy: PolicyName | null;
  readonly rules: RulesName;
  readonly link: Belonging;
  readonly replayOf: string | null;
}

export interface ReceivedAttempt {
  readonly delivery: string;
  /** `<delivery>.<number>`. */
  readonly attempt: string;
  readonly number: number;
}

export interface Settled {
  readonly attempt: string;
  readonly at: Instant;
  /** Null: never called. `error: pending`: `handlerSettled` follows. */
  readonly handler: HandlerOutcome | null;
  readonly handlerAnswer: HandlerAnswer | null;
  readonly answer: Answer | null;
  readonly shopMs: Millis;
  readonly policy: PolicyName | null;
  readonly verdict: Verdict;
  readonly sure: boolean;
  readonly withoutUs: Verdict | null;
  readonly why: string;
  readonly hint: string | null;
  readonly fault: string | null;
  readonly nextAttemptAt: Instant | null;
  readonly linked: { readonly sure: boolean; readonly notice: string | null } | null;
  readonly change: Change | null;
}

export interface HandlerSettled {
  readonly attempt: string;
  readonly handler: HandlerOutcome;
  readonly handlerAnswer: HandlerAnswer | null;
  readonly withoutUs: Verdict | null;
}

/**
 * All of these throw `Failure` (exit 3) when the disk does not take the row; then nothing of it was written. With an
 * `ending` the row shares a transaction with others and is kept when `committed` is called, not before: `received` at the
 * end of this turn of the event loop, the others with it or a moment later, and they tell of trouble there alone.
 */
export interface HistoryWriter {
  received(attempt: Received, ending?: Ending): ReceivedAttempt;
  settled(attempt: Settled, ending?: Ending): void;
  handlerSettled(attempt: HandlerSettled, ending?: Ending): void;
}

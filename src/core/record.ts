/**
 * The lines that other programs read (`--json`), and the events that flow inside a session: one vocabulary for both.
 * Fields are only ever added. All times are UTC, ISO 8601 with milliseconds; `ms` are milliseconds.
 */
import type { GapCause } from './gap.ts';
import type { GapReason, GapVerdictKind } from './gap-verdict.ts';
import type { Answer, HandlerOutcome } from './outcome.ts';
import type { RulesName, Verdict } from './rules.ts';

export type PolicyName = 'mirror' | 'rescue' | 'ack' | 'capture';
export type Origin = 'shop' | 'background' | 'trigger' | 'replay' | 'test';
export type Change = 'fixed' | 'regressed' | 'unchanged';

interface Line<Kind extends string> {
  readonly kind: Kind;
  readonly at: string;
}

export interface ReadyRecord extends Line<'ready'> {
  readonly listen: string;
  readonly publicUrl: string;
  /** `simulated`, or the shop's host. */
  readonly shop: string;
  readonly events: readonly string[];
  readonly webhooks: readonly { readonly id: number; readonly event: string }[];
  readonly policy: PolicyName;
  readonly rules: RulesName;
  readonly seed: string;
}

/** Written once, when our answer is complete or the limit has passed. */
export interface AttemptRecord extends Line<'attempt'> {
  readonly id: string;
  readonly delivery: string;
  /** From one. */
  readonly number: number;
  readonly origin: Origin;
  readonly replayOf: string | null;
  /** The webhook's id at the shop; null where none took part. */
  readonly webhook: number | null;
  readonly event: string;
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The handler's URL without userinfo; null when there is none. */
  readonly url: string | null;
  /** Null: never called. `error: pending`: a `handler` line follows. */
  readonly handler: HandlerOutcome | null;
  readonly answer: Answer | null;
  readonly shopMs: number;
  readonly policy: PolicyName | null;
  readonly rules: RulesName;
  readonly fault: string | null;
  readonly verdict: Verdict;
  readonly sure: boolean;
  readonly withoutUs: Verdict | null;
  readonly why: string;
  readonly hint: string | null;
  readonly nextAttemptAt: string | null;
  readonly linked: { readonly sure: boolean; readonly notice: string | null } | null;
  readonly change: Change | null;
  /** We put the body together from what the shop lists; nobody sent it. Left out otherwise. */
  readonly synthesised?: true;
}

/** A handler that settled after its attempt line. */
export interface HandlerRecord extends Line<'handler'> {
  readonly attempt: string;
  readonly delivery: string;
  readonly handler: HandlerOutcome;
  readonly withoutUs: Verdict | null;
}

export interface WebhookRecord extends Line<'webhook'> {
  readonly id: number;
  readonly event: string;
  /** `activated`: again, after the shop or its owner had deactivated it. */
  readonly state: 'created' | 'moved' | 'activated' | 'deactivated' | 'deleted';
}

export interface TunnelRecord extends Line<'tunnel'> {
  readonly state: 'opening' | 'open' | 'down' | 'moved';
  readonly publicUrl: string | null;
  /** The last round trip; null when there was none. */
  readonly ms: number | null;
}

export interface StrangerRecord extends Line<'stranger'> {
  readonly method: string;
  readonly path: string;
  readonly count: number;
}

export interface ApiRecord extends Line<'api'> {
  /** Null: not known yet. */
  readonly callsLeftHour: number | null;
  readonly callsLeftDay: number | null;
}

export interface NoticeRecord extends Line<'notice'> {
  readonly level: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly text: string;
  /** Of `gap-clear`, `gap-repeats`, `gap-missed` and `gap-unknown`. */
  readonly gap?: GapTold;
}

/** A time in which calls may not have arrived, and what the shop's last calls tell of it. */
export interface GapTold {
  readonly from: string;
  readonly until: string;
  readonly causes: readonly GapCause[];
  /** Null: the shop was not asked, or gave no answer. */
  readonly verdict: GapVerdictKind | null;
  /** `nothing`: certainly. `may-be-missed`: a call certainly is. */
  readonly sure: boolean;
  readonly webhooks: readonly {
    readonly webhook: number;
    readonly event: string;
    readonly verdict: GapVerdictKind;
    readonly reason: GapReason;
    /** The call that tells; null where none does. */
    readonly callAt: string | null;
    readonly status: number | null;
  }[];
}

export interface ErrorRecord extends Line<'error'> {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly exit: number;
}

export type EndReason = 'quit' | 'signal' | 'duration' | 'max-deliveries' | 'error';

export interface EndRecord extends Line<'end'> {
  readonly reason: EndReason;
  readonly deliveries: number;
  readonly attempts: number;
  /** Of the shop's attempts. */
  readonly verdicts: { readonly delivered: number; readonly repeats: number; readonly timedOut: number };
  /** Chains whose repeat the shop will not send now. */
  readonly waiting: number;
  /** Background calls of `ack` that have not succeeded yet. */
  readonly queued: number;
  readonly webhooksRemoved: number;
  readonly webhooksLeft: number;
  readonly exit: number;
}

export type SessionRecord =
  | ReadyRecord
  | AttemptRecord
  | HandlerRecord
  | WebhookRecord
  | TunnelRecord
  | StrangerRecord
  | ApiRecord
  | NoticeRecord
  | ErrorRecord
  | EndRecord;

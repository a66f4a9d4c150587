/**
 * What comes back through the control door, one JSON object a line: the `attempt` lines of what was asked, what was found
 * out about gaps, then exactly one last line, `answered`, `state` or `error`.
 */
import type { AttemptRecord, ErrorRecord, PolicyName } from '../../core/record.ts';
import { isoUtc, type Instant } from '../../core/instant.ts';
import type { RulesName } from '../../core/rules.ts';
import { fieldsOf } from '../../register/fields.ts';
import type { ActiveFault } from '../../faults/fault-set.ts';
import type { Speed } from '../calls/pace.ts';
import type { GapAnswerLine } from '../gaps/lines.ts';
import type { AskedRecord, SendingCounts } from '../intention.ts';
import type { CountsView, SessionSnapshot } from '../view.ts';

export interface AnsweredLine {
  readonly kind: 'answered';
  readonly at: string;
  /** One sentence for people. */
  readonly text: string;
  /** Of trigger and replay. */
  readonly counts: SendingCounts | null;
  /** Of `ask-record`. */
  readonly record?: AskedRecord;
}

export interface FaultState {
  readonly label: string;
  readonly spec: string;
  /** Matching attempts that reached it, and those of them it has spoiled. */
  readonly matched: number;
  readonly spoiled: number;
  /** Used up: it will not act again. */
  readonly over: boolean;
  readonly endsAt: string | null;
  /** The last attempt it has spoiled; null: none. */
  readonly last: {
    readonly at: string;
    readonly event: string;
    readonly key: string;
    readonly delivery: string | null;
  } | null;
}

export interface StateLine {
  readonly kind: 'state';
  readonly at: string;
  readonly what: 'session';
  readonly session: string;
  readonly pid: number;
  readonly phase: SessionSnapshot['phase'];
  readonly startedAt: string;
  readonly listen: string | null;
  /** Masked. */
  readonly publicUrl: string | null;
  readonly tunnel: { readonly state: string; readonly ms: number | null };
  readonly shop: string;
  readonly callsLeft: number | null;
  readonly events: readonly string[];
  readonly webhooks: SessionSnapshot['webhooks'];
  readonly handlers: readonly { readonly url: string; readonly event: string; readonly health: string }[];
  readonly policy: PolicyName;
  readonly rules: RulesName;
  /** Null for a real shop. */
  readonly speed: Speed | null;
  readonly faults: readonly FaultState[];
  readonly counts: CountsView;
}

export type ControlLine = AttemptRecord | GapAnswerLine | AnsweredLine | StateLine | ErrorRecord;

export interface Whose {
  readonly session: string;
  readonly pid: number;
  readonly now: Instant;
}

/** `faults` as they are now: those whose time is up are over before the next call tells the snapshot. */
export function stateLine(
  snapshot: SessionSnapshot,
  faults: readonly ActiveFault[],
  { session, pid, now }: Whose,
): StateLine {
  const { phase, tunnel, shop, clock, targets } = snapshot;
  return {
    kind: 'state',
    at: isoUtc(now),
    what: 'session',
    session,
    pid,
    phase,
    startedAt: isoUtc(snapshot.startedAt),
    listen: snapshot.listenUrl,
    publicUrl: tunnel.shownUrl,
    tunnel: { state: tunnel.state, ms: tunnel.ms },
    shop: shop.name,
    callsLeft: shop.callsLeft,
    events: snapshot.patterns,
    webhooks: snapshot.webhooks,
    handlers: targets.map(({ url, pattern, health }) => ({ url, event: pattern, health })),
    policy: snapshot.policy,
    rules: snapshot.rules,
    speed: clock.speed,
    faults: faults.map(faultState),
    counts: snapshot.counts,
  };
}

export function faultState({ fault, matched, spoiled, isOver, endsAt, last }: ActiveFault): FaultState {
  const { label, spec } = fault;
  return {
    label,
    spec,
    matched,
    spoiled,
    over: isOver,
    endsAt: endsAt === null ? null : isoUtc(endsAt),
    last: last && { ...last, at: isoUtc(last.at) },
  };
}

/** The session may be of another version: what is shown of a line is looked at. */
export function isAttemptLine(value: unknown): value is AttemptRecord {
  const { kind, at, event, key, verdict, why, origin, sure, handler } = fieldsOf(value);
  const areTexts = [at, event, key, verdict, why, origin].every((text) => typeof text === 'string');
  return kind === 'attempt' && areTexts && typeof sure === 'boolean' && typeof handler === 'object';
}

export function isStateLine(value: unknown): value is StateLine {
  const { kind, what, session, shop, policy, faults, handlers, webhooks, counts, tunnel } = fieldsOf(value);
  const areTexts = [session, shop, policy].every((text) => typeof text === 'string');
  const areLists = [faults, handlers, webhooks].every((list) => Array.isArray(list));
  const areObjects = [counts, tunnel].every((object) => typeof object === 'object' && object !== null);
  return kind === 'state' && what !== 'shop' && areTexts && areLists && areObjects;
}

/** Of an `answered` line; null where it has none, or one of another version. */
export function askedRecordOf(value: unknown): AskedRecord | null {
  const { delivery, subject, subjects, askedAt, isNew, json, callsLeft } = fieldsOf(value);
  const { entity, id, label } = fieldsOf(subject);
  const isNumberOrNull = callsLeft === null || typeof callsLeft === 'number';
  if (typeof delivery !== 'string' || typeof subjects !== 'number' || typeof askedAt !== 'number') return null;
  if (typeof entity !== 'string' || typeof id !== 'string' || typeof label !== 'string') return null;
  if (typeof isNew !== 'boolean' || !(json === null || typeof json === 'string') || !isNumberOrNull) return null;
  return { delivery, subject: { entity, id, label }, subjects, askedAt, isNew, json, callsLeft };
}

export function countsOf(value: unknown): SendingCounts | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = fieldsOf(value);
  const count = (name: keyof SendingCounts): number => {
    const found = fields[name];
    return typeof found === 'number' ? found : 0;
  };
  return {
    sent: count('sent'),
    delivered: count('delivered'),
    repeats: count('repeats'),
    timedOut: count('timedOut'),
    fixed: count('fixed'),
    regressed: count('regressed'),
    unchanged: count('unchanged'),
  };
}

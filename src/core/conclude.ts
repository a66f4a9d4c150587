/**
 * From what happened to what it means: builds the `attempt` line of one call.
 * In: the call, what the handler did, what left us. Out: the record with verdict, why and hint. Pure.
 */
import { explain } from './explain.ts';
import { isoUtc, type Instant, type Millis } from './instant.ts';
import { isSettled, outcomeAtShop, outcomeWithoutUs, SEEN_AS_SENT } from './outcome.ts';
import type { Answer, AnswerSeen, BreaksSeen, HandlerOutcome } from './outcome.ts';
import type { AttemptRecord, Change, Origin, PolicyName } from './record.ts';
import type { Rules, Verdict } from './rules.ts';
import { judge, type Judgement } from './verdict.ts';

/** What is known of a call when it has been kept. */
export interface KnownCall {
  readonly id: string;
  readonly delivery: string;
  readonly number: number;
  readonly origin: Origin;
  readonly at: Instant;
  readonly event: string;
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly webhook: number | null;
  readonly url: string | null;
  readonly policy: PolicyName | null;
  readonly linked: { readonly sure: boolean; readonly notice: string | null } | null;
  /** The delivery that this one repeats on our wish, and how that one fared without us; null for calls of the shop. */
  readonly replayOf: string | null;
  readonly before: Verdict | null;
  /** It came when the way was not well, or after a sleep: the shop may have given it up before it reached us. */
  readonly isDoubtful: boolean;
  /** Our times count from when it may have stood at the other end of a full tunnel, so the shop's are that long at most. */
  readonly mayHaveWaited: boolean;
}

export interface WhatHappened {
  readonly handler: HandlerOutcome | null;
  /** Null where no listener took part. */
  readonly answer: Answer | null;
  readonly way: WayToShop;
  readonly rules: Rules;
  readonly fault: string | null;
  readonly nextAttemptAt: (at: Instant) => Instant | null;
}

/** What lies between us and the shop. */
export interface WayToShop {
  /** How far from the limit a time must be to be sure of its side. */
  readonly margin: Millis;
  readonly tunnelMs: Millis;
  readonly breaksSeen: BreaksSeen;
}

/** For a call of ours that no shop waits for. */
export const NO_WAY: WayToShop = { margin: 0, tunnelMs: 0, breaksSeen: SEEN_AS_SENT };

export interface Conclusion {
  readonly judgement: Judgement;
  readonly nextAttemptAt: Instant | null;
  readonly record: AttemptRecord;
}

export function conclude(call: KnownCall, happened: WhatHappened): Conclusion {
  const { handler, answer, rules, fault } = happened;
  const seen = answer && seenByShop(answer, happened);
  const shopMs = round((seen?.outcome ?? handler ?? { ms: 0 }).ms);
  const judgement = judgeAttempt(happened, { seen, isDoubtful: isInDoubt(call, shopMs, rules) });
  const nextAttemptAt = judgement.verdict === 'repeats' ? happened.nextAttemptAt(call.at) : null;
  const { why, hint } = explain(
    { judgement, handler, answer, seenAs: seen?.as ?? 'same', policy: call.policy, fault, rules },
    { bytes: call.bytes, url: call.url },
  );
  const record: AttemptRecord = {
    kind: 'attempt',
    at: isoUtc(call.at),
    id: call.id,
    delivery: call.delivery,
    number: call.number,
    origin: call.origin,
    replayOf: call.replayOf,
    webhook: call.webhook,
    event: call.event,
    key: call.key,
    bytes: call.bytes,
    sha256: call.sha256,
    url: call.url,
    handler: handler && rounded(handler),
    answer: answer && rounded(answer),
    shopMs,
    policy: call.policy,
    rules: rules.name,
    fault,
    verdict: judgement.verdict,
    sure: judgement.sure,
    withoutUs: handler && verdictWithoutUs(handler, rules),
    why,
    hint,
    nextAttemptAt: nextAttemptAt === null ? null : isoUtc(nextAttemptAt),
    linked: call.linked,
    change: changeOf(call.before, judgement.verdict),
  };
  return { judgement, nextAttemptAt, record };
}

function seenByShop(answer: Answer, { way, rules: { limit } }: WhatHappened): AnswerSeen {
  return outcomeAtShop(answer, { shopMs: answer.ms + way.tunnelMs, limit, breaksSeen: way.breaksSeen });
}

/** Of a call that may have waited only the longest it can have taken is known: inside the limit that tells all. */
function isInDoubt(call: KnownCall, shopMs: Millis, { limit }: Rules): boolean {
  return call.isDoubtful || (call.mayHaveWaited && shopMs >= limit);
}

interface Seeing {
  readonly seen: AnswerSeen | null;
  readonly isDoubtful: boolean;
}

/** Judged only from what the shop saw; a background call only from the handler, which took all the time it wanted. */
function judgeAttempt({ handler, rules, way }: WhatHappened, { seen, isDoubtful }: Seeing): Judgement {
  if (seen !== null) return judge(seen.outcome, rules, isDoubtful || seen.as === 'unknown' ? Infinity : way.margin);
  const outcome = handler === null ? null : outcomeWithoutUs(handler);
  return judge(outcome ?? { kind: 'silent', phase: 'answer', ms: 0 }, rules);
}

/** What Upgates would conclude had it called the handler itself; null while that is open. */
export function verdictWithoutUs(handler: HandlerOutcome, rules: Rules): Verdict | null {
  const outcome = isSettled(handler) ? outcomeWithoutUs(handler) : null;
  return outcome && judge(outcome, rules).verdict;
}

/** The old attempt's `withoutUs` against the new verdict. Null when there is no old one. */
export function changeOf(before: Verdict | null, after: Verdict): Change | null {
  if (before === null) return null;
  if ((before === 'delivered') === (after === 'delivered')) return 'unchanged';
  return after === 'delivered' ? 'fixed' : 'regressed';
}

/** Microseconds are noise in a record. */
export function rounded<T extends { readonly ms: Millis }>(timed: T): T {
  return { ...timed, ms: round(timed.ms) };
}

function round(ms: Millis): Millis {
  return Math.round(ms * 10) / 10;
}

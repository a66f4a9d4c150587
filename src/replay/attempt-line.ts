/**
 * From what the handler did with a call of ours to what Upgates would conclude, as the `attempt` line.
 * No listener took part: `answer` and `policy` are null unless a fault stood between, and the time is known exactly.
 */
import { explain } from '../core/explain.ts';
import { isoUtc, type Instant, type Millis } from '../core/instant.ts';
import { withoutUserinfo } from '../core/masking.ts';
import { outcomeOfAnswer, outcomeWithoutUs, type Answer, type HandlerOutcome, type Outcome } from '../core/outcome.ts';
import type { AttemptRecord, Change } from '../core/record.ts';
import type { Rules, Verdict } from '../core/rules.ts';
import { judge } from '../core/verdict.ts';
import type { OpenedParcel, Parcel } from './parcel.ts';

export interface SentAttempt {
  readonly id: string;
  readonly delivery: string;
  readonly number: number;
  readonly at: Instant;
  readonly parcel: Parcel;
  readonly content: OpenedParcel;
  /** Null: a fault kept the call from it. */
  readonly handler: HandlerOutcome | null;
  /** What a fault made of the handler's answer; null without one. */
  readonly answer: Answer | null;
  readonly fault: string | null;
  readonly rules: Rules;
  readonly nextAttemptAt: Instant | null;
}

/** What we saw as the caller; null when we dropped the call ourselves, of which nothing follows. */
export function outcomeSeen(handler: HandlerOutcome | null, answer: Answer | null): Outcome | null {
  if (answer !== null) return outcomeOfAnswer(answer, answer.ms);
  return handler && outcomeWithoutUs(handler);
}

export function attemptLine(sent: SentAttempt, outcome: Outcome): AttemptRecord {
  const { parcel, content, handler, answer, fault, rules } = sent;
  const judgement = judge(outcome, rules);
  const url = withoutUserinfo(parcel.url.href);
  const bytes = content.body.length;
  const alone = handler && outcomeWithoutUs(handler);
  return {
    kind: 'attempt',
    at: isoUtc(sent.at),
    id: sent.id,
    delivery: sent.delivery,
    number: sent.number,
    origin: parcel.origin,
    replayOf: parcel.replayOf,
    webhook: null,
    event: parcel.event,
    key: content.key,
    bytes,
    sha256: content.sha256,
    url,
    handler: handler && rounded(handler),
    answer: answer && rounded(answer),
    shopMs: rounded(answer ?? handler ?? { ms: 0 }).ms,
    policy: null,
    rules: rules.name,
    fault,
    verdict: judgement.verdict,
    sure: judgement.sure,
    withoutUs: alone && judge(alone, rules).verdict,
    ...explain({ judgement, handler, answer, policy: null, fault, rules }, { bytes, url }),
    nextAttemptAt: sent.nextAttemptAt === null ? null : isoUtc(sent.nextAttemptAt),
    linked: null,
    change: changeOf(parcel.before, judgement.verdict),
  };
}

/** The old attempt's `withoutUs` against the new verdict. Null when there is no old one. */
export function changeOf(before: Verdict | null, after: Verdict): Change | null {
  if (before === null) return null;
  if ((before === 'delivered') === (after === 'delivered')) return 'unchanged';
  return after === 'delivered' ? 'fixed' : 'regressed';
}

/** Microseconds are noise in a record. */
function rounded<T extends { readonly ms: Millis }>(timed: T): T {
  return { ...timed, ms: Math.round(timed.ms * 10) / 10 };
}

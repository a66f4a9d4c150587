/**
 * From what the handler did with a call of ours to what Upgates would conclude, as the `attempt` line.
 * No listener took part: `answer` and `policy` are null unless a fault stood between, and the time is known exactly.
 */
import { conclude, NO_WAY, type KnownCall } from '../core/conclude.ts';
import type { Instant } from '../core/instant.ts';
import { withoutUserinfo } from '../core/masking.ts';
import { outcomeOfAnswer, outcomeWithoutUs, type Answer, type HandlerOutcome, type Outcome } from '../core/outcome.ts';
import type { AttemptRecord } from '../core/record.ts';
import type { Rules } from '../core/rules.ts';
import { isSynthesised } from '../core/synthesised.ts';
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

export function attemptLine(sent: SentAttempt): AttemptRecord {
  const { parcel, content, handler, answer, fault, rules } = sent;
  const call: KnownCall = {
    ...sent,
    ...parcel,
    ...content,
    bytes: content.body.length,
    webhook: null,
    url: withoutUserinfo(parcel.url.href),
    policy: null,
    linked: null,
    isDoubtful: false,
    mayHaveWaited: false,
  };
  const nextAttemptAt = (): Instant | null => sent.nextAttemptAt;
  const { record } = conclude(call, { handler, answer, way: NO_WAY, rules, fault, nextAttemptAt });
  return isSynthesised(content.headers) ? { ...record, synthesised: true } : record;
}

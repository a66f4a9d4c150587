/**
 * The one place where a verdict is decided: an outcome and the rules in, Upgates' conclusion out.
 * Source: the seed page. "The POST request ... will expect a 200 OK or 204 No Content response." "The timeout is set to
 * one second." "In case of an incorrect response, the system will resend the webhook every 5 minutes until it receives
 * the correct response." "If the webhook receives a positive response or times out, it will be considered delivered and
 * no repeated call will be made."
 */
import type { Standing } from './events.ts';
import type { Millis } from './instant.ts';
import type { BrokenBy, Outcome } from './outcome.ts';
import type { Rules, Verdict } from './rules.ts';

export type Reason =
  | { readonly kind: 'right-answer'; readonly status: number }
  | { readonly kind: 'wrong-answer'; readonly status: number }
  | { readonly kind: 'broken'; readonly by: BrokenBy }
  /** The limit passed; `status` is the answer that came too late, null when none did. */
  | { readonly kind: 'limit-passed'; readonly phase: 'connect' | 'answer'; readonly status: number | null }
  | { readonly kind: 'caller-gone' };

export interface Judgement {
  readonly verdict: Verdict;
  /** False when the measurement or our knowledge leaves a doubt about what Upgates saw. */
  readonly sure: boolean;
  readonly reason: Reason;
  /** Whether the rule applied stands on an official page or is our inference. */
  readonly standing: Standing;
}

/** Within this distance of the limit, times measured through a tunnel do not tell on which side the shop was. */
export const DOUBT_MARGIN: Millis = 150;

/** Judges one attempt. `margin` is 0 where we are the caller ourselves and know the time exactly. */
export function judge(outcome: Outcome, rules: Rules, margin: Millis = 0): Judgement {
  const sure = margin === 0 || Math.abs(outcome.ms - rules.limit) > margin;
  switch (outcome.kind) {
    case 'answered':
      return outcome.ms >= rules.limit ? late(rules, outcome.status, sure) : answered(rules, outcome.status, sure);
    case 'broken':
      return outcome.ms >= rules.limit ? late(rules, null, sure) : broken(outcome.by, sure);
    case 'silent':
      return outcome.phase === 'connect' ? lateToConnect(rules) : late(rules, null, true);
    case 'caller-gone':
      return {
        verdict: rules.timeoutMeans.total,
        sure: false,
        reason: { kind: 'caller-gone' },
        standing: 'inferred',
      };
  }
}

function answered(rules: Rules, status: number, sure: boolean): Judgement {
  const isRight = rules.rightStatuses.includes(status);
  return isRight
    ? { verdict: 'delivered', sure, reason: { kind: 'right-answer', status }, standing: rules.standing }
    : { verdict: 'repeats', sure, reason: { kind: 'wrong-answer', status }, standing: rules.standing };
}

/** Refused, unresolvable, reset, cut or malformed answers are wrong answers in all profiles (inferred). */
function broken(by: BrokenBy, sure: boolean): Judgement {
  return { verdict: 'repeats', sure, reason: { kind: 'broken', by }, standing: 'inferred' };
}

function late(rules: Rules, status: number | null, sure: boolean): Judgement {
  return {
    verdict: rules.timeoutMeans.total,
    sure,
    reason: { kind: 'limit-passed', phase: 'answer', status },
    standing: rules.standing,
  };
}

function lateToConnect(rules: Rules): Judgement {
  return {
    verdict: rules.timeoutMeans.connect,
    sure: true,
    reason: { kind: 'limit-passed', phase: 'connect', status: null },
    standing: 'inferred',
  };
}

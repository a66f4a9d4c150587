/**
 * One registered webhook as a pure machine: it keeps the last good and bad call, and gives up by the rules.
 * Only `legacy` deactivates for wrong answers; a permission change does so in every profile (documented).
 */
import type { Instant, Millis } from './instant.ts';
import type { Outcome } from './outcome.ts';
import type { Rules } from './rules.ts';
import { judge } from './verdict.ts';

export interface CallMark {
  readonly at: Instant;
  /** Null when no answer came in time. */
  readonly status: number | null;
}

export type DeactivatedBecause = 'wrong-answers' | 'permission-change' | 'request';

export interface WebhookState {
  readonly active: boolean;
  readonly deactivatedBecause: DeactivatedBecause | null;
  /** Start of the first attempt that went wrong since the last right answer. */
  readonly wrongSince: Instant | null;
  readonly lastSuccess: CallMark | null;
  readonly lastError: CallMark | null;
}

export type WebhookInput =
  | { readonly kind: 'attempt-ended'; readonly sentAt: Instant; readonly at: Instant; readonly outcome: Outcome }
  | { readonly kind: 'came-due'; readonly at: Instant }
  | { readonly kind: 'activated' }
  | { readonly kind: 'deactivated' }
  | { readonly kind: 'permission-changed' };

export type WebhookEffect =
  | { readonly kind: 'wake-at'; readonly at: Instant }
  | { readonly kind: 'withdraw'; readonly because: DeactivatedBecause };

export interface WebhookStep {
  readonly state: WebhookState;
  readonly effects: readonly WebhookEffect[];
}

export function newWebhook(active: boolean): WebhookState {
  return {
    active,
    deactivatedBecause: active ? null : 'request',
    wrongSince: null,
    lastSuccess: null,
    lastError: null,
  };
}

/** Whether an attempt may go out at `at`: never while inactive, never at or after the instant of giving up. */
export function maySend(state: WebhookState, at: Instant, rules: Rules): boolean {
  const end = givesUpAt(state, rules);
  return state.active && (end === null || at < end);
}

/** When the webhook will be deactivated unless a right answer comes first; null: never. */
export function givesUpAt(state: WebhookState, rules: Rules): Instant | null {
  const { givesUpAfter } = rules;
  return state.wrongSince === null || givesUpAfter === null ? null : state.wrongSince + givesUpAfter;
}

export function stepWebhook(state: WebhookState, input: WebhookInput, rules: Rules): WebhookStep {
  switch (input.kind) {
    case 'attempt-ended':
      return attemptEnded(state, input, rules);
    case 'came-due':
      return cameDue(state, input.at, rules);
    case 'activated':
      return state.active
        ? still(state)
        : still({ ...state, active: true, deactivatedBecause: null, wrongSince: null });
    case 'deactivated':
      return deactivate(state, 'request');
    case 'permission-changed':
      return deactivate(state, 'permission-change');
  }
}

function still(state: WebhookState): WebhookStep {
  return { state, effects: [] };
}

function attemptEnded(
  state: WebhookState,
  input: Extract<WebhookInput, { kind: 'attempt-ended' }>,
  rules: Rules,
): WebhookStep {
  const { verdict, reason } = judge(input.outcome, rules);
  // The caller hangs up at its limit, so it never sees the status of an answer that comes later.
  const status = reason.kind === 'right-answer' || reason.kind === 'wrong-answer' ? reason.status : null;
  const mark: CallMark = { at: input.at, status };
  if (verdict === 'delivered') return still({ ...state, wrongSince: null, lastSuccess: mark });
  // How a timeout is recorded is not described anywhere; it was no good call, so it stands with the bad ones (inferred).
  if (verdict === 'timed-out') return still({ ...state, lastError: mark });
  const next = { ...state, wrongSince: state.wrongSince ?? input.sentAt, lastError: mark };
  const end = givesUpAt(next, rules);
  const isNew = state.wrongSince === null && end !== null;
  return { state: next, effects: isNew ? [{ kind: 'wake-at', at: end }] : [] };
}

function cameDue(state: WebhookState, at: Instant, rules: Rules): WebhookStep {
  const end = givesUpAt(state, rules);
  if (!state.active || end === null) return still(state);
  return at >= end ? deactivate(state, 'wrong-answers') : { state, effects: [{ kind: 'wake-at', at: end }] };
}

function deactivate(state: WebhookState, because: DeactivatedBecause): WebhookStep {
  if (!state.active) return still(state);
  return {
    state: { ...state, active: false, deactivatedBecause: because, wrongSince: null },
    effects: [{ kind: 'withdraw', because }],
  };
}

/** How many attempts fit before giving up: 144 under `legacy`, null where there is no end. */
export function attemptsBeforeGivingUp(rules: { givesUpAfter: Millis | null; interval: Millis }): number | null {
  return rules.givesUpAfter === null ? null : Math.ceil(rules.givesUpAfter / rules.interval);
}

/**
 * One delivery as a pure machine: state, input and rules in; next state and effects out.
 * The simulated shop performs the effects; the judge of real calls and the countdown on the screen only watch the state.
 * At most one attempt is in flight, nothing happens after a final state, attempts are never closer than the interval.
 */
import type { Instant } from './instant.ts';
import type { Outcome } from './outcome.ts';
import type { Rules } from './rules.ts';
import { judge, type Judgement } from './verdict.ts';

/** Why the shop stopped repeating without a conclusion. */
export type WithdrawnBecause = 'webhook-deleted' | 'webhook-deactivated';

export type DeliveryState =
  /** The next attempt is due at `dueAt`; `attempts` have been made. */
  | { readonly kind: 'waiting'; readonly attempts: number; readonly dueAt: Instant }
  | {
      readonly kind: 'in-flight';
      readonly attempts: number;
      readonly sentAt: Instant;
      readonly withdrawn: WithdrawnBecause | null;
    }
  | { readonly kind: 'delivered' | 'timed-out'; readonly attempts: number; readonly at: Instant }
  | {
      readonly kind: 'withdrawn';
      readonly attempts: number;
      readonly at: Instant;
      readonly because: WithdrawnBecause;
    };

export type DeliveryInput =
  /** The clock reached `at`; an attempt that is due goes out. */
  | { readonly kind: 'came-due'; readonly at: Instant }
  /** A call was seen, whether or not we thought it due: the judge of real calls reports it. */
  | { readonly kind: 'arrived'; readonly at: Instant }
  | { readonly kind: 'ended'; readonly at: Instant; readonly outcome: Outcome }
  | { readonly kind: 'withdrawn'; readonly at: Instant; readonly because: WithdrawnBecause };

export type DeliveryEffect =
  | { readonly kind: 'send'; readonly attempt: number }
  | { readonly kind: 'wake-at'; readonly at: Instant }
  | { readonly kind: 'conclude'; readonly judgement: Judgement };

export interface DeliveryStep {
  readonly state: DeliveryState;
  readonly effects: readonly DeliveryEffect[];
}

/** A delivery whose first attempt is due at `at`. */
export function newDelivery(at: Instant): DeliveryState {
  return { kind: 'waiting', attempts: 0, dueAt: at };
}

export function isFinal(state: DeliveryState): boolean {
  return state.kind !== 'waiting' && state.kind !== 'in-flight';
}

/** Advances one delivery. An input that does not fit the state changes nothing and asks for nothing. */
export function stepDelivery(state: DeliveryState, input: DeliveryInput, rules: Rules): DeliveryStep {
  switch (input.kind) {
    case 'came-due':
      return cameDue(state, input.at);
    case 'arrived':
      return state.kind === 'waiting' ? send(state.attempts, input.at) : unchanged(state);
    case 'ended':
      return state.kind === 'in-flight' ? ended(state, input, rules) : unchanged(state);
    case 'withdrawn':
      return withdrawn(state, input);
  }
}

function unchanged(state: DeliveryState): DeliveryStep {
  return { state, effects: [] };
}

function cameDue(state: DeliveryState, at: Instant): DeliveryStep {
  if (state.kind !== 'waiting') return unchanged(state);
  if (at < state.dueAt) return { state, effects: [{ kind: 'wake-at', at: state.dueAt }] };
  return send(state.attempts, at);
}

function send(attemptsBefore: number, at: Instant): DeliveryStep {
  const attempts = attemptsBefore + 1;
  return {
    state: { kind: 'in-flight', attempts, sentAt: at, withdrawn: null },
    effects: [{ kind: 'send', attempt: attempts }],
  };
}

type InFlight = Extract<DeliveryState, { kind: 'in-flight' }>;
type Ended = Extract<DeliveryInput, { kind: 'ended' }>;

function ended(state: InFlight, input: Ended, rules: Rules): DeliveryStep {
  const judgement = judge(input.outcome, rules);
  const conclude: DeliveryEffect = { kind: 'conclude', judgement };
  const { attempts } = state;
  if (judgement.verdict !== 'repeats') {
    return { state: { kind: judgement.verdict, attempts, at: input.at }, effects: [conclude] };
  }
  if (state.withdrawn !== null) {
    return {
      state: { kind: 'withdrawn', attempts, at: input.at, because: state.withdrawn },
      effects: [conclude],
    };
  }
  const dueAt = repeatDueAt(state.sentAt, rules);
  return { state: { kind: 'waiting', attempts, dueAt }, effects: [conclude, { kind: 'wake-at', at: dueAt }] };
}

/** Repeats are counted from the start of the attempt before, so that twelve hours hold 144 of them. */
export function repeatDueAt(sentAt: Instant, rules: Rules): Instant {
  return sentAt + rules.interval;
}

function withdrawn(state: DeliveryState, input: Extract<DeliveryInput, { kind: 'withdrawn' }>): DeliveryStep {
  if (isFinal(state)) return unchanged(state);
  if (state.kind === 'in-flight') return { state: { ...state, withdrawn: input.because }, effects: [] };
  return {
    state: { kind: 'withdrawn', attempts: state.attempts, at: input.at, because: input.because },
    effects: [],
  };
}

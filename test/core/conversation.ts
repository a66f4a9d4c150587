/**
 * Conversations with the pure machines, written down as people would tell them.
 * In: a script of lines `time  what happened -> what follows`. Out: the same lines with what really follows, so that a
 * test reads `expect(tellDelivery('current', script)).toEqual(linesOf(script))` and its difference is readable too.
 */
import {
  newDelivery,
  stepDelivery,
  type DeliveryInput,
  type DeliveryState,
  type DeliveryStep,
} from '../../src/core/delivery.ts';
import { formatCountdown, SECOND, type Instant } from '../../src/core/instant.ts';
import type { BrokenBy, Outcome } from '../../src/core/outcome.ts';
import { RULES, type Rules, type RulesName } from '../../src/core/rules.ts';
import {
  maySend,
  newWebhook,
  stepWebhook,
  type WebhookInput,
  type WebhookState,
  type WebhookStep,
} from '../../src/core/webhook.ts';

/** The lines of a script without its indentation and with single spaces. */
export function linesOf(script: string): readonly string[] {
  return script
    .split('\n')
    .map((line) => line.trim().replaceAll(/ +/g, ' '))
    .filter((line) => line !== '');
}

/** Tells a delivery whose first attempt is due at 0:00. */
export function tellDelivery(name: RulesName, script: string): readonly string[] {
  let state = newDelivery(0);
  return tell(script, (at, told) => {
    const step = stepDelivery(state, deliveryInput(at, told), RULES[name]);
    const answer = describeDelivery(state, step);
    state = step.state;
    return answer;
  });
}

/** Tells a webhook that is active at the start. An answer's line is the attempt's start. */
export function tellWebhook(name: RulesName, script: string): readonly string[] {
  let state = newWebhook(true);
  return tell(script, (at, told) => {
    if (told === 'may it send?') return maySend(state, at, RULES[name]) ? 'yes' : 'no';
    const step = stepWebhook(state, webhookInput(at, told), RULES[name]);
    const answer = describeWebhook(state, step);
    state = step.state;
    return answer;
  });
}

function tell(script: string, answer: (at: Instant, told: string) => string): readonly string[] {
  return linesOf(script).map((line) => {
    const match = /^(\S+) (.+?) ->/.exec(line);
    const [, time = '', told = ''] = match ?? [];
    return `${time} ${told} -> ${answer(readTime(time), told)}`;
  });
}

/** `4:59`, `12:00:00`. */
export function readTime(text: string): Instant {
  return text.split(':').reduce((total, part) => total * 60 + Number(part), 0) * SECOND;
}

const BROKEN: readonly string[] = ['refused', 'dns', 'tls', 'reset', 'malformed'] satisfies readonly BrokenBy[];

/** `answered 500`, `answered 200 after 1200 ms`, `silent`, `silent connecting`, `caller gone`, `refused` ... */
export function readOutcome(told: string, rules: Rules = RULES.current): Outcome {
  const answered = /^answered (\d+)(?: after (\d+) ms)?$/.exec(told);
  if (answered) return { kind: 'answered', status: Number(answered[1]), ms: Number(answered[2] ?? 40) };
  if (told === 'silent') return { kind: 'silent', phase: 'answer', ms: rules.limit };
  if (told === 'silent connecting') return { kind: 'silent', phase: 'connect', ms: SECOND };
  if (told === 'caller gone') return { kind: 'caller-gone', ms: 400 };
  if (isBrokenBy(told)) return { kind: 'broken', by: told, ms: 3 };
  throw new Error(`The conversation does not know "${told}"`);
}

function isBrokenBy(told: string): told is BrokenBy {
  return BROKEN.includes(told);
}

function deliveryInput(at: Instant, told: string): DeliveryInput {
  switch (told) {
    case 'came due':
      return { kind: 'came-due', at };
    case 'arrived':
      return { kind: 'arrived', at };
    case 'webhook deleted':
      return { kind: 'withdrawn', at, because: 'webhook-deleted' };
    case 'webhook deactivated':
      return { kind: 'withdrawn', at, because: 'webhook-deactivated' };
    default:
      return { kind: 'ended', at, outcome: readOutcome(told) };
  }
}

function describeDelivery(before: DeliveryState, { state, effects }: DeliveryStep): string {
  const told = effects.map((effect) => {
    switch (effect.kind) {
      case 'send':
        return `send #${effect.attempt}`;
      case 'wake-at':
        return `wake at ${formatCountdown(effect.at)}`;
      case 'conclude':
        return effect.judgement.verdict;
    }
  });
  if (state.kind === 'withdrawn' && state !== before) told.push(`withdrawn, ${state.because}`);
  return told.length > 0 ? told.join(', ') : 'nothing';
}

function webhookInput(at: Instant, told: string): WebhookInput {
  switch (told) {
    case 'came due':
      return { kind: 'came-due', at };
    case 'activated':
      return { kind: 'activated' };
    case 'deactivated':
      return { kind: 'deactivated' };
    case 'permission changed':
      return { kind: 'permission-changed' };
    default: {
      const outcome = readOutcome(told);
      return { kind: 'attempt-ended', sentAt: at, at: at + outcome.ms, outcome };
    }
  }
}

function describeWebhook(before: WebhookState, { state, effects }: WebhookStep): string {
  const told = effects.map((effect) =>
    effect.kind === 'wake-at' ? `wake at ${formatCountdown(effect.at)}` : `withdraw, ${effect.because}`,
  );
  if (before.wrongSince !== null && state.wrongSince === null && state.active) told.push('all right again');
  if (!before.active && state.active) told.push('active');
  return told.length > 0 ? told.join(', ') : 'nothing';
}

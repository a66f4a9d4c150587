/**
 * Answer policies: what the shop is told, given what the handler does and how much time is left.
 * In: the policy, the handler's work, the budget. Out: the answer to write, or none within the limit.
 *
 * | The handler            | mirror                         | rescue            | ack          |
 * | answers inside budget  | same                           | same              | 204 at once  |
 * | answers later          | same, late                     | 503 at the budget | 204 at once  |
 * | refused, reset, cut .. | 502 at once                    | 502 at once       | 204 at once  |
 * | stays silent           | nothing, closed at limit + 1 s | 503 at the budget | 204 at once  |
 *
 * Capture only: 204.
 */
import { isBudgetTooSmall } from '../core/budget.ts';
import { SECOND, type Millis } from '../core/instant.ts';
import type { HandlerAnswer, HandlerResult } from '../core/outcome.ts';
import type { PolicyName } from '../core/record.ts';

/** What is being done about a call beside the listener. */
export type Forwarding =
  /** No handler is set. */
  | { readonly kind: 'none' }
  /** The handler has done this work already, after our 503: it is not called again. */
  | { readonly kind: 'done' }
  /** It could not be put where it has to wait for the handler. */
  | { readonly kind: 'failed' }
  /** The handler is at work, for this call or still for an earlier attempt of the same delivery. */
  | { readonly kind: 'working'; readonly result: Promise<HandlerResult> };

export type Reply =
  | { readonly kind: 'own'; readonly status: 204 | 502 | 503 }
  | { readonly kind: 'handlers'; readonly status: number; readonly answer: HandlerAnswer }
  /** Nothing is written; the connection is closed. */
  | { readonly kind: 'nothing' };

export interface PolicyCase {
  readonly policy: PolicyName;
  readonly forwarding: Forwarding;
  /** Time that is left for the handler, from now. */
  readonly budget: Millis;
  /** How much before the end of the budget an answer must be chosen to leave in time: asked near the end, as it changes. */
  readonly haste: () => Millis;
  /** Time until the shop has certainly left: the limit plus one second, from now. */
  readonly patience: Millis;
  /** Aborted when this call must be answered now: all connections of the tunnel are taken, or the session ends. */
  readonly hurry: AbortSignal;
}

/** How long `mirror` keeps a silent call after the limit. */
export const MIRROR_PATIENCE: Millis = SECOND;

/** The haste obeyed at most: a handler is not cut short by more than that because others came at the same time. */
export const MOST_HASTE: Millis = 120;

const own = (status: 204 | 502 | 503): Reply => ({ kind: 'own', status });

/** Chooses what the shop gets, as soon as it can be chosen. */
export function replyFor(given: PolicyCase): Promise<Reply> {
  const { policy, forwarding } = given;
  if (forwarding.kind === 'failed') return Promise.resolve(own(503));
  if (policy === 'ack' || policy === 'capture' || forwarding.kind !== 'working') return Promise.resolve(own(204));
  const result = forwarding.result.then(replyOf);
  return policy === 'mirror'
    ? firstOf(result, given, { after: given.patience, reply: { kind: 'nothing' } })
    : rescue(result, given);
}

function rescue(result: Promise<Reply>, given: PolicyCase): Promise<Reply> {
  const { budget, haste } = given;
  if (isBudgetTooSmall(budget)) return Promise.resolve(own(503));
  const endsAt = performance.now() + budget;
  const more = (): Millis => endsAt - Math.min(MOST_HASTE, haste()) - performance.now();
  return firstOf(result, given, { after: Math.max(0, budget - MOST_HASTE), more, reply: own(503) });
}

/** The handler's own answer, or 502 for one that never came whole. */
function replyOf({ outcome, answer }: HandlerResult): Reply {
  if ('status' in outcome && answer !== null) return { kind: 'handlers', status: outcome.status, answer };
  return own(502);
}

interface Otherwise {
  readonly after: Millis;
  /** Asked when that has passed: how much longer. */
  readonly more?: () => Millis;
  readonly reply: Reply;
}

function firstOf(result: Promise<Reply>, { hurry }: PolicyCase, otherwise: Otherwise): Promise<Reply> {
  const { after, more = () => 0, reply } = otherwise;
  return new Promise((resolve) => {
    const hurried = (): void => choose(own(503));
    const waited = (): void => {
      const left = more();
      if (left > 0) timer = setTimeout(() => choose(reply), left);
      else choose(reply);
    };
    let timer = setTimeout(waited, after);
    const choose = (chosen: Reply): void => {
      clearTimeout(timer);
      hurry.removeEventListener('abort', hurried);
      resolve(chosen);
    };
    hurry.addEventListener('abort', hurried, { once: true });
    if (hurry.aborted) hurried();
    void result.then(choose);
  });
}

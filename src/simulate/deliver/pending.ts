/**
 * A delivery that is not over, as others see it: when it comes again, in real time.
 */
import { repeatDueAt } from '../../core/delivery.ts';
import type { Instant } from '../../core/instant.ts';
import type { Rules } from '../../core/rules.ts';
import type { ShopClock } from '../clock/clock.ts';
import type { Delivery } from './live.ts';
import type { WebhookBook } from './webhook-book.ts';

export interface PendingDelivery {
  readonly id: string;
  readonly event: string;
  readonly webhook: number;
  readonly attempts: number;
  /** Real time; null while an attempt is in flight, before the first, when none will come, under `max` and `manual`. */
  readonly nextAttemptAt: Instant | null;
  /** The same, but while an attempt is in flight when it will be repeated should its answer be wrong. */
  readonly repeatAt: Instant | null;
  readonly body: Buffer;
}

/** What times are told by. */
export interface Telling {
  readonly clock: ShopClock;
  readonly rules: Rules;
  readonly webhooks: WebhookBook;
}

export function describePending(telling: Telling, delivery: Delivery): PendingDelivery {
  const { id, event, webhook, state, body } = delivery;
  const next = nextAttemptAt(telling, delivery);
  const repeatAt = state.kind === 'in-flight' ? repeatOf(telling, state.sentAt) : next;
  return { id, event, webhook, attempts: state.attempts, nextAttemptAt: next, repeatAt, body };
}

export function nextAttemptAt({ webhooks, clock }: Telling, { state, webhook }: Delivery): Instant | null {
  if (state.kind !== 'waiting' || state.attempts === 0) return null;
  return webhooks.maySend(webhook, state.dueAt) ? clock.wallTimeOf(state.dueAt) : null;
}

function repeatOf({ clock, rules }: Telling, sentAt: Instant): Instant | null {
  return clock.wallTimeOf(repeatDueAt(sentAt, rules));
}

/**
 * A delivery that is not over, as plain JSON. In: a live one. Out: the same, to be read back and carried on.
 * An attempt in flight is saved as due again: what its answer would have been nobody will know.
 */
import type { Instant } from '../../core/instant.ts';
import type { Delivery } from '../deliver/live.ts';
import { fieldsAt, textAt, type Place } from './reading.ts';

export interface SavedDelivery {
  readonly id: string;
  readonly event: string;
  readonly webhook: number;
  /** Exactly what is sent. */
  readonly body: string;
  readonly step: number;
  readonly subjects: readonly string[];
  /** Made and judged. */
  readonly attempts: number;
  /** On the shop's clock. */
  readonly dueAt: Instant;
  /** Later ones about the same records wait for it. */
  readonly isBusy: boolean;
}

/** Null for one of which nothing follows. */
export function saveDelivery(delivery: Delivery, isBusy: boolean): SavedDelivery | null {
  const { id, event, webhook, body, step, subjects, state } = delivery;
  const same = { id, event, webhook, body: body.toString('utf8'), step, subjects, isBusy };
  if (state.kind === 'in-flight') {
    const due = { ...same, attempts: state.attempts - 1, dueAt: state.sentAt };
    return state.withdrawn === null ? due : null;
  }
  return state.kind === 'waiting' ? { ...same, attempts: state.attempts, dueAt: state.dueAt } : null;
}

export function readDelivery(at: Place): SavedDelivery {
  const fields = fieldsAt(at);
  return {
    id: fields.text('id'),
    event: fields.text('event'),
    webhook: fields.whole('webhook', 1),
    body: fields.text('body'),
    step: fields.whole('step'),
    subjects: fields.list('subjects', textAt),
    attempts: fields.whole('attempts'),
    dueAt: fields.instant('dueAt'),
    isBusy: fields.flag('isBusy'),
  };
}

/**
 * An event that the simulated shop is to have now. In: a shop, an event by name and how much of it. Out: how many calls it
 * makes. The shop creates, changes or removes what the event speaks of, so that a handler that asks for it finds it so.
 */
import { findEvent, type EventDefinition } from '../../../core/events.ts';
import { mistake, type Failure } from '../../../core/failure.ts';
import { printable } from '../../../core/printable.ts';
import { readTriggerName } from '../../../replay/trigger-name.ts';
import type { SimulatedShop } from '../../../simulate/shop.ts';
import { checkNumber, MOST_CALLS, MOST_RECORDS } from './numbers.ts';

export interface EmitWish {
  readonly event: string;
  readonly records: number;
  readonly count: number;
}

export interface Emitted {
  readonly event: EventDefinition;
  readonly calls: number;
}

type Emitting = Pick<SimulatedShop, 'trade' | 'webhooks'>;

/** All are made before the first is sent. */
const MOST_EMITTED = 100_000;

/**
 * Throws `Failure` (exit 2) for an event that is none or too much of it; where `unheard` is refused, also when nobody has
 * subscribed, and then nothing has happened.
 */
export function emitFrom({ trade, webhooks }: Emitting, wish: EmitWish, onUnheard?: () => Failure): Emitted {
  const { records, count } = wish;
  checkNumber('--count', count, { min: 1, max: MOST_CALLS });
  checkNumber('--records', records, { min: 0, max: MOST_RECORDS });
  const { name } = readTriggerName(wish.event, '--records');
  const event = findEvent(name.event);
  if (event === undefined) throw notAtShop(name.event);
  if (count * Math.max(1, records) > MOST_EMITTED) {
    throw mistake('option-value', `At most ${MOST_EMITTED} records are sent at once.`, 'Ask for fewer, more often.');
  }
  const isHeard = webhooks.list().some((webhook) => webhook.event === event.name && webhook.state.active);
  if (!isHeard && onUnheard !== undefined) throw onUnheard();
  let calls = 0;
  for (let turn = 0; turn < count; turn += 1) calls += trade.happen(event, records).length;
  return { event, calls };
}

function notAtShop(event: string): Failure {
  const what = `The simulated shop has no event ${printable(event)}.`;
  return mistake('not-catalogued', what, 'Upgates may have it; here it can only be sent to a handler, from a fixture.');
}

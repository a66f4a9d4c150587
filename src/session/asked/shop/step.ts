/**
 * The simulated shop's time moved by hand to what is due next. In: a shop. Out: what happened, in one sentence.
 */
import { setTimeout as later } from 'node:timers/promises';
import { recordKeys } from '../../../core/envelope.ts';
import { trouble } from '../../../core/failure.ts';
import { shopDateTime, type Millis } from '../../../core/instant.ts';
import { printable } from '../../../core/printable.ts';
import type { Stepping } from '../../../simulate/clock/clock.ts';
import type { SimulatedShop } from '../../../simulate/shop.ts';

type Stepped = Pick<SimulatedShop, 'clock' | 'pending'>;

/** Throws `Failure` (exit 3) when an attempt that is under way does not end. */
export async function stepOnce(shop: Stepped, signal: AbortSignal): Promise<string> {
  let before = attemptsIn(shop);
  const stepping = await stepWhenFree(() => {
    before = attemptsIn(shop);
    return shop.clock.step();
  }, signal);
  if (stepping === 'in-flight')
    throw trouble('step-in-flight', 'An attempt is still under way; step again when it has ended.');
  if (stepping === 'nothing') return 'Nothing waits for a repeat: no attempt is due.';
  return wordsOn(shop, before);
}

/** What an attempt in flight will bring is known when it has ended: at the shop's limit at the latest. */
const PATIENCE: Millis = 5000;
const LOOK_EVERY: Millis = 20;

async function stepWhenFree(act: () => Stepping, signal: AbortSignal): Promise<Stepping> {
  const until = performance.now() + PATIENCE;
  let stepping = act();
  while (stepping === 'in-flight' && performance.now() < until && !signal.aborted) {
    await later(LOOK_EVERY);
    stepping = act();
  }
  return stepping;
}

/** By delivery. */
type Attempts = ReadonlyMap<string, number>;

function attemptsIn({ pending }: Stepped): Attempts {
  return new Map(pending().map(({ id, attempts }) => [id, attempts]));
}

const MOST_NAMED = 3;

/** An attempt that has just been made is still under way: what came of it is told where all attempts are. */
function wordsOn({ clock, pending }: Stepped, before: Attempts): string {
  const time = shopDateTime(clock.now()).slice(11, 19);
  const made = pending()
    .filter(({ id, attempts }) => attempts > (before.get(id) ?? 0))
    .map(({ event, body, attempts, webhook }) => {
      const { label } = recordKeys(event, body.toString('utf8'));
      return `${event} ${printable(label)}, attempt ${attempts} to webhook ${webhook}`.replace(' ,', ',');
    });
  if (made.length === 0) return `It is ${time} in the shop now; what was due then was no attempt.`;
  const others = made.length > MOST_NAMED ? `; and ${made.length - MOST_NAMED} more` : '';
  return `It is ${time} in the shop and made now: ${made.slice(0, MOST_NAMED).join('; ')}${others}.`;
}

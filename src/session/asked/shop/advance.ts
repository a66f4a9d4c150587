/**
 * The simulated shop's time moved by a length of time. In: a shop and how far. Out: where it is then, in one sentence.
 */
import { mistake } from '../../../core/failure.ts';
import { DAY, shopDateTime, type Millis } from '../../../core/instant.ts';
import type { SimulatedShop } from '../../../simulate/shop.ts';

const FARTHEST: Millis = 31 * DAY;

/** Resolves when all that was due on the way has been judged. Throws `Failure` (exit 2) for what is no length of time. */
export async function advanceBy(
  { clock, pending }: Pick<SimulatedShop, 'clock' | 'pending'>,
  by: Millis,
): Promise<string> {
  if (!(by > 0 && by <= FARTHEST)) throw mistake('option-value', 'The time moves by at least 1ms and at most 31d.');
  await clock.advance(by);
  const waiting = pending().length;
  const what = waiting === 0 ? 'nothing waits' : waiting === 1 ? 'one delivery waits' : `${waiting} deliveries wait`;
  return `It is ${shopDateTime(clock.now()).slice(0, 19).replace('T', ' ')} in the shop now; ${what} for a repeat.`;
}

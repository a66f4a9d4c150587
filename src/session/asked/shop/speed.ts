/**
 * How fast the simulated shop's waits pass. In: a shop and a speed. Out: the sentence about it.
 */
import { mistake } from '../../../core/failure.ts';
import type { SimulatedShop } from '../../../simulate/shop.ts';
import type { Speed } from '../../calls/pace.ts';

const SLOWEST = 0.001;
const FASTEST = 1_000_000;

/** Throws `Failure` (exit 2) for a speed that is none. */
export function changeSpeed({ clock }: Pick<SimulatedShop, 'clock'>, speed: Speed): string {
  if (typeof speed === 'number' && !(speed >= SLOWEST && speed <= FASTEST)) {
    throw mistake('speed', `A speed is a number from ${SLOWEST} to ${FASTEST}, max or manual.`);
  }
  clock.setSpeed(speed);
  return speedWords(speed);
}

function speedWords(speed: Speed): string {
  if (speed === 'manual') return "The simulated shop's time stands until step or advance moves it.";
  if (speed === 'max') return "The simulated shop's waits pass at once now.";
  return speed === 1
    ? "The simulated shop's waits take as long as they really do."
    : `The simulated shop's waits pass ${speed} times as fast now.`;
}

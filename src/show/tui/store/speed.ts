/**
 * The steps of the simulated shop's clock.
 */
import type { Speed } from '../../../session/calls/pace.ts';

const SPEEDS: readonly Speed[] = [1, 2, 5, 10, 20, 60, 100, 300, 1000, 'max'];

/** The next step from any speed; null at the end. */
export function nextSpeed(current: Speed, towards: 'faster' | 'slower'): Speed | null {
  const found =
    towards === 'faster'
      ? SPEEDS.find((speed) => numberOf(speed) > numberOf(current))
      : SPEEDS.findLast((speed) => numberOf(speed) < numberOf(current));
  return found ?? null;
}

function numberOf(speed: Speed): number {
  if (speed === 'manual') return 0;
  return speed === 'max' ? Number.POSITIVE_INFINITY : speed;
}

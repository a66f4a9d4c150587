/**
 * `delay=1500` or `delay=200-1500`: the answer waits, from the moment it is ready. A bare number is milliseconds.
 */
import { formatDuration, MINUTE, parseDuration, type Millis } from '../core/instant.ts';
import type { Random } from '../core/random.ts';
import type { DelayRange } from './fault.ts';
import { accepted, refused, type FaultKey } from './key.ts';

/** Longer than any caller waits; and every wait has an end. */
const LONGEST: Millis = 10 * MINUTE;

export const delayKey: FaultKey<DelayRange> = {
  words: 'how long the answer waits: milliseconds or a duration, or a range to draw from',
  example: '200-1500',
  schema: { type: ['integer', 'string'], minimum: 0, maximum: LONGEST },
  read(text) {
    const [first = '', second = first, ...more] = text.split('-').map((part) => part.trim());
    const [from, to] = [readMillis(first), readMillis(second)];
    if (from === null || to === null || more.length > 0) {
      return refused('delay takes milliseconds or a duration such as 1500 or 2s, or a range such as 200-1500.');
    }
    if (from > to) return refused('The range of this delay runs backwards.');
    return to > LONGEST ? refused(`A delay is at most ${formatDuration(LONGEST)}.`) : accepted({ from, to });
  },
};

export function drawDelay({ from, to }: DelayRange, random: Random): Millis {
  return random.int(from, to);
}

function readMillis(text: string): Millis | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : parseDuration(text);
}

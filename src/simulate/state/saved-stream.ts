/** Where a stream of randomness stood: four whole numbers of 32 bits. */
import type { RandomState } from '../../core/random.ts';
import { itemsAt, wholeAt, wrong, type Place } from './reading.ts';

const [LEAST, MOST] = [-(2 ** 31), 2 ** 31 - 1];

export function readStreamState(at: Place): RandomState {
  const [a, b, c, counter, ...more] = itemsAt(at).map((place) => wholeAt(place, LEAST));
  const isWhole = a !== undefined && b !== undefined && c !== undefined && counter !== undefined && more.length === 0;
  if (!isWhole || Math.max(a, b, c, counter) > MOST) throw wrong(at.path, 'four whole numbers of 32 bits');
  return [a, b, c, counter];
}

/** Identifiers that look like version 4 UUIDs and follow from a text. Not for secrets. */
import { createRandom } from '../../core/random.ts';

export function uuidOf(text: string): string {
  const random = createRandom(text);
  const digits = Array.from({ length: 4 }, () =>
    Math.floor(random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  const version = `4${digits.slice(13, 16)}-8${digits.slice(17, 20)}`;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${version}-${digits.slice(20)}`;
}

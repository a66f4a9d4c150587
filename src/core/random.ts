/**
 * Seeded randomness: the same seed gives the same run on every Node.
 * Not for secrets; tokens and passwords come from the operating system.
 */

export interface Random {
  /** The next number in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
  /** A generator of its own, so that one stream does not shift another. */
  fork(label: string): Random;
  /** Where it stands, as plain JSON: `createRandom(seed, at)` goes on from there. */
  at(): RandomState;
}

/** Four numbers of 32 bits. */
export type RandomState = readonly [a: number, b: number, c: number, counter: number];

/** Builds a generator (sfc32) from any text; with a state, one that goes on where another stood. */
export function createRandom(seed: string, state?: RandomState): Random {
  let [a, b, c, counter] = state ?? [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  if (state === undefined) for (let warm = 0; warm < 12; warm += 1) step();
  const next = (): number => step() / 2 ** 32;
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    chance: (probability) => next() < probability,
    fork: (label) => createRandom(`${seed}/${label}`),
    at: () => [a, b, c, counter],
  };
}

/** FNV-1a, 32 bits, with a salt. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';

describe('the same seed gives the same run, on every Node and for ever', () => {
  // Pinned on purpose: a user's seed in a bug report must mean the same tomorrow.
  it('whole numbers', () => {
    const random = createRandom('upgates');
    expect(Array.from({ length: 8 }, () => random.int(1, 1000))).toMatchInlineSnapshot(`
      [
        574,
        991,
        98,
        889,
        320,
        88,
        471,
        267,
      ]
    `);
  });

  it('fractions, of another seed', () => {
    const random = createRandom('0');
    expect(Array.from({ length: 3 }, () => random.next())).toMatchInlineSnapshot(`
      [
        0.5131650031544268,
        0.02142199268564582,
        0.35716745257377625,
      ]
    `);
  });

  it('of any seed', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [one, two] = [createRandom(seed), createRandom(seed)];
        for (let count = 0; count < 20; count += 1) expect(one.next()).toBe(two.next());
      }),
    );
  });
});

it('seeds that differ by one letter share nothing', () => {
  const numbersOf = (seed: string): number[] => {
    const random = createRandom(seed);
    return Array.from({ length: 20 }, () => random.next());
  };
  const common = numbersOf('a').filter((value) => numbersOf('b').includes(value));
  expect(common).toEqual([]);
});

it('a fork has a stream of its own: using one does not shift the other', () => {
  const [one, two] = [createRandom('seed'), createRandom('seed')];
  const forked = one.fork('traffic');
  for (let count = 0; count < 50; count += 1) forked.next();
  expect(one.next()).toBe(two.next());
  expect(createRandom('seed').fork('a').next()).not.toBe(createRandom('seed').fork('b').next());
});

it('numbers stay in their range and reach its ends', () => {
  const random = createRandom('range');
  const seen = new Set(Array.from({ length: 500 }, () => random.int(-2, 2)));
  expect([...seen].toSorted((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const value = createRandom(seed).next();
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
    }),
  );
});

it('are even enough for traffic: each tenth gets its tenth', () => {
  const random = createRandom('even');
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let count = 0; count < 10_000; count += 1) {
    const tenth = Math.floor(random.next() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(Math.min(...tenths)).toBeGreaterThan(880);
  expect(Math.max(...tenths)).toBeLessThan(1120);
});

it('picks and takes chances', () => {
  const random = createRandom('pick');
  expect(new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']));
  expect(random.pick(['only'])).toBe('only');
  expect(Array.from({ length: 100 }, () => random.chance(0)).some(Boolean)).toBe(false);
  expect(Array.from({ length: 100 }, () => random.chance(1)).every(Boolean)).toBe(true);
});

it('goes on from where it stood', () => {
  const random = createRandom('seed');
  random.next();
  const state = JSON.parse(JSON.stringify(random.at()));
  const rest = Array.from({ length: 5 }, () => random.next());
  const resumed = createRandom('seed', state);
  expect(Array.from({ length: 5 }, () => resumed.next())).toEqual(rest);
  expect(resumed.fork('a').next()).toBe(createRandom('seed').fork('a').next());
});

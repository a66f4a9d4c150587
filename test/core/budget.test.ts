import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetFor, isBudgetTooSmall, LEAST_BUDGET, OWN_SHARE, rememberProbe } from '../../src/core/budget.ts';
import { RULES } from '../../src/core/rules.ts';

const { current, split } = RULES;

describe('the budget', () => {
  it('is the limit less 50 ms on our own loopback port', () => {
    expect([budgetFor(current, []), budgetFor(split, [])]).toEqual([950, 2950]);
  });

  it('is less the slowest of the last five probes', () => {
    expect(budgetFor(current, [84, 120, 90])).toBe(830);
    expect(budgetFor(current, [700, 84, 84, 84, 84, 84])).toBe(866);
  });

  it('never falls below zero and never grows with a slower probe', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 8 }), fc.nat(5000), (probes, more) => {
        const budget = budgetFor(current, probes);
        expect(budget).toBeGreaterThanOrEqual(0);
        expect(budgetFor(current, [...probes.slice(-4), Math.max(0, ...probes) + more])).toBeLessThanOrEqual(budget);
      }),
    );
  });
});

it('below 100 ms waiting is pointless', () => {
  expect([0, LEAST_BUDGET - 1, LEAST_BUDGET].map(isBudgetTooSmall)).toEqual([true, true, false]);
  expect([LEAST_BUDGET, OWN_SHARE]).toEqual([100, 50]);
});

it('remembers five probes, the newest last', () => {
  expect([1, 2, 3, 4, 5, 6, 7].reduce<readonly number[]>(rememberProbe, [])).toEqual([3, 4, 5, 6, 7]);
});

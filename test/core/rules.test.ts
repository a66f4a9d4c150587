import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import { isRulesName, RULES, RULES_NAMES } from '../../src/core/rules.ts';

it('has the three profiles of the contract', () => {
  expect(RULES_NAMES).toEqual(['current', 'legacy', 'split']);
  expect(RULES_NAMES.map((name) => RULES[name].name)).toEqual(RULES_NAMES);
});

it('all know the same two right answers and the same interval', () => {
  for (const name of RULES_NAMES) {
    expect(RULES[name]).toMatchObject({ rightStatuses: [200, 204], interval: 5 * MINUTE });
  }
});

it('differ in limits, in what a timeout means, and in giving up', () => {
  const table = RULES_NAMES.map((name) => {
    const { connectLimit, limit, timeoutMeans, givesUpAfter, standing } = RULES[name];
    return [name, connectLimit, limit, timeoutMeans.connect, timeoutMeans.total, givesUpAfter, standing];
  });
  expect(table).toEqual([
    ['current', null, 1000, 'timed-out', 'timed-out', null, 'documented'],
    ['legacy', null, 1000, 'repeats', 'repeats', 12 * HOUR, 'documented'],
    ['split', 1000, 3000, 'repeats', 'timed-out', null, 'inferred'],
  ]);
});

it('knows its names and no others, not even those of an object', () => {
  expect(RULES_NAMES.every(isRulesName)).toBe(true);
  expect(['Current', '', 'toString', '__proto__'].some(isRulesName)).toBe(false);
});

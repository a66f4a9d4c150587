import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES, RULES_NAMES, type RulesName, type Verdict } from '../../src/core/rules.ts';
import { DOUBT_MARGIN, judge } from '../../src/core/verdict.ts';
import { readOutcome } from './conversation.ts';
import { anyOutcome, anyRules } from './outcomes.ts';

/** `current`, `legacy`, `split`. */
type Row = readonly [told: string, current: Verdict, legacy: Verdict, split: Verdict];

const TABLE: readonly Row[] = [
  ['answered 200', 'delivered', 'delivered', 'delivered'],
  ['answered 204', 'delivered', 'delivered', 'delivered'],
  ['answered 200 after 999 ms', 'delivered', 'delivered', 'delivered'],
  ['answered 200 after 1000 ms', 'timed-out', 'repeats', 'delivered'],
  ['answered 200 after 2999 ms', 'timed-out', 'repeats', 'delivered'],
  ['answered 200 after 3000 ms', 'timed-out', 'repeats', 'timed-out'],
  ['answered 201', 'repeats', 'repeats', 'repeats'],
  ['answered 202', 'repeats', 'repeats', 'repeats'],
  ['answered 301', 'repeats', 'repeats', 'repeats'],
  ['answered 413', 'repeats', 'repeats', 'repeats'],
  ['answered 419', 'repeats', 'repeats', 'repeats'],
  ['answered 500', 'repeats', 'repeats', 'repeats'],
  ['answered 500 after 1200 ms', 'timed-out', 'repeats', 'repeats'],
  ['refused', 'repeats', 'repeats', 'repeats'],
  ['dns', 'repeats', 'repeats', 'repeats'],
  ['tls', 'repeats', 'repeats', 'repeats'],
  ['reset', 'repeats', 'repeats', 'repeats'],
  ['malformed', 'repeats', 'repeats', 'repeats'],
  ['silent', 'timed-out', 'repeats', 'timed-out'],
  ['silent connecting', 'timed-out', 'repeats', 'repeats'],
  ['caller gone', 'timed-out', 'repeats', 'timed-out'],
];

describe.each(TABLE)('%s', (told, ...verdicts) => {
  it.each(RULES_NAMES.map((name, index): [RulesName, Verdict | undefined] => [name, verdicts[index]]))(
    '%s: %s',
    (name, verdict) => {
      expect(judge(readOutcome(told, RULES[name]), RULES[name]).verdict).toBe(verdict);
    },
  );
});

it('every status from 100 to 599 has a verdict under every profile, and only 200 and 204 are right', () => {
  for (const name of RULES_NAMES) {
    for (let status = 100; status <= 599; status += 1) {
      const { verdict, sure, reason } = judge({ kind: 'answered', status, ms: 20 }, RULES[name]);
      const isRight = status === 200 || status === 204;
      expect(verdict).toBe(isRight ? 'delivered' : 'repeats');
      expect(reason).toEqual({ kind: isRight ? 'right-answer' : 'wrong-answer', status });
      expect(sure).toBe(true);
    }
  }
});

it('the time decides before the status: at the limit no status counts any more', () => {
  fc.assert(
    fc.property(anyRules, fc.integer({ min: 100, max: 599 }), fc.nat(10_000), (rules, status, over) => {
      const { verdict, reason } = judge({ kind: 'answered', status, ms: rules.limit + over }, rules);
      expect(verdict).toBe(rules.timeoutMeans.total);
      expect(reason).toEqual({ kind: 'limit-passed', phase: 'answer', status });
    }),
  );
});

it('a connection that breaks after the limit was left alone by then: the timeout rule applies', () => {
  expect(judge({ kind: 'broken', by: 'reset', ms: 1000 }, RULES.current)).toMatchObject({
    verdict: 'timed-out',
    reason: { kind: 'limit-passed', phase: 'answer', status: null },
  });
});

describe('sure', () => {
  const sureAt = (ms: number, margin?: number): boolean =>
    judge({ kind: 'answered', status: 200, ms }, RULES.current, margin).sure;

  it('is false within the margin of the limit on both sides, and only there', () => {
    expect([849, 850, 999, 1000, 1150, 1151].map((ms) => sureAt(ms, DOUBT_MARGIN))).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('is always true where we are the caller and know the time', () => {
    fc.assert(fc.property(fc.nat(5000), (ms) => sureAt(ms)));
  });

  it('is false when the caller left and we do not know why', () => {
    expect(judge(readOutcome('caller gone'), RULES.current).sure).toBe(false);
  });
});

it('says what is inferred: broken answers, callers who leave, the connection alone, and all of split', () => {
  const standing = (told: string, name: RulesName): string =>
    judge(readOutcome(told, RULES[name]), RULES[name]).standing;
  expect(standing('answered 500', 'current')).toBe('documented');
  expect(standing('silent', 'current')).toBe('documented');
  expect(standing('refused', 'current')).toBe('inferred');
  expect(standing('caller gone', 'current')).toBe('inferred');
  expect(standing('silent connecting', 'current')).toBe('inferred');
  expect(standing('answered 200', 'split')).toBe('inferred');
});

it('every outcome at all has one of the three verdicts', () => {
  fc.assert(
    fc.property(anyOutcome, anyRules, fc.constantFrom(0, DOUBT_MARGIN), (outcome, rules, margin) => {
      expect(['delivered', 'repeats', 'timed-out']).toContain(judge(outcome, rules, margin).verdict);
    }),
  );
});

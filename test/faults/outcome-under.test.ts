import { describe, expect, it } from 'vitest';
import { outcomeOfAnswer, type Answer, type Outcome } from '../../src/core/outcome.ts';
import { RULES } from '../../src/core/rules.ts';
import { judge } from '../../src/core/verdict.ts';
import type { Chosen } from '../../src/faults/fault.ts';
import { outcomeUnder } from '../../src/faults/outcome-under.ts';

const LIMIT = RULES.current.limit;
const ok: Outcome = { kind: 'answered', status: 200, ms: 40 };

function chosen(part: Partial<Chosen>): Chosen {
  return { label: 'x', phase: 'after', delay: null, status: null, connection: null, ...part };
}

describe('what Upgates concludes from each fault under the current rules', () => {
  it.each<[Partial<Chosen>, Answer, string]>([
    [{ status: 500 }, { status: 500, ms: 40 }, 'repeats'],
    [{ status: 204 }, { status: 204, ms: 40 }, 'delivered'],
    [{ delay: 500 }, { status: 200, ms: 540 }, 'delivered'],
    [{ delay: 1000 }, { connection: 'hang', ms: LIMIT }, 'timed-out'],
    [{ connection: 'reset' }, { connection: 'reset', ms: 40 }, 'repeats'],
    [{ connection: 'empty' }, { connection: 'empty', ms: 40 }, 'repeats'],
    [{ connection: 'truncate' }, { connection: 'truncate', ms: 40 }, 'repeats'],
    [{ connection: 'garbage' }, { connection: 'garbage', ms: 40 }, 'repeats'],
    // The listener tells of these two at the limit.
    [{ connection: 'drip' }, { connection: 'drip', ms: LIMIT }, 'timed-out'],
    [{ connection: 'hang' }, { connection: 'hang', ms: LIMIT }, 'timed-out'],
  ])('%o: the same with and without a listener', (part, answer, verdict) => {
    expect(judge(outcomeUnder(chosen(part), ok, LIMIT), RULES.current).verdict).toBe(verdict);
    expect(judge(outcomeOfAnswer(answer, answer.ms), RULES.current).verdict).toBe(verdict);
  });
});

describe('the outcome under a fault', () => {
  it('keeps what is not spoiled', () => {
    expect(outcomeUnder(chosen({ delay: 100 }), ok, LIMIT)).toEqual({ kind: 'answered', status: 200, ms: 140 });
    const broken: Outcome = { kind: 'broken', by: 'refused', ms: 3 };
    expect(outcomeUnder(chosen({ delay: 100 }), broken, LIMIT)).toEqual({ ...broken, ms: 103 });
  });

  it('spoils also what was broken', () => {
    const broken: Outcome = { kind: 'broken', by: 'refused', ms: 3 };
    expect(outcomeUnder(chosen({ status: 204 }), broken, LIMIT)).toEqual({ kind: 'answered', status: 204, ms: 3 });
  });

  it('cannot spoil what never came', () => {
    const silent: Outcome = { kind: 'silent', phase: 'answer', ms: LIMIT };
    expect(outcomeUnder(chosen({ connection: 'reset' }), silent, LIMIT)).toEqual(silent);
  });

  it('stands for itself where the handler was not called', () => {
    const before = (part: Partial<Chosen>): Outcome => outcomeUnder(chosen({ phase: 'before', ...part }), null, LIMIT);
    expect(before({ status: 503, delay: 20 })).toEqual({ kind: 'answered', status: 503, ms: 20 });
    expect(before({ connection: 'garbage' })).toEqual({ kind: 'broken', by: 'malformed', ms: 0 });
    expect(before({ connection: 'drip' })).toEqual({ kind: 'silent', phase: 'answer', ms: LIMIT });
  });
});

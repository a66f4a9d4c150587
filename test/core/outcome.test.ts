import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSettled,
  outcomeAtShop,
  outcomeOfAnswer,
  SEEN_AS_SENT,
  outcomeWithoutUs,
  type AnswerBreak,
  type AnswerConnection,
  type Answer,
  type HandlerError,
} from '../../src/core/outcome.ts';

describe('the handler as the shop would have seen it', () => {
  it('an answer is an answer, with its own time', () => {
    expect(outcomeWithoutUs({ status: 201, ms: 51 })).toEqual({ kind: 'answered', status: 201, ms: 51 });
  });

  it.each(['refused', 'dns', 'tls', 'reset', 'malformed'] as const)('%s is broken', (error) => {
    expect(outcomeWithoutUs({ error, ms: 2 })).toEqual({ kind: 'broken', by: error, ms: 2 });
  });

  it('a timeout of ours is silence', () => {
    expect(outcomeWithoutUs({ error: 'timeout', ms: 5000 })).toEqual({ kind: 'silent', phase: 'answer', ms: 5000 });
  });

  it.each(['pending', 'aborted'] as const)('%s tells nothing', (error) => {
    expect(outcomeWithoutUs({ error, ms: 900 })).toBeNull();
  });

  it('only pending is not settled', () => {
    const errors: HandlerError[] = ['refused', 'dns', 'tls', 'reset', 'malformed', 'timeout', 'aborted', 'pending'];
    expect(errors.filter((error) => !isSettled({ error, ms: 1 }))).toEqual(['pending']);
    expect(isSettled({ status: 500, ms: 1 })).toBe(true);
  });
});

describe('our answer at the far end of a way', () => {
  const BREAKS: readonly AnswerBreak[] = ['reset', 'empty', 'truncate', 'garbage'];
  const swallowing = { reset: 'hang', empty: 'hang', truncate: 'hang', garbage: 'hang' } as const;
  const distance = { shopMs: 90, limit: 1000 };

  it('is what we sent where nothing changes it', () => {
    for (const connection of BREAKS) {
      const answer = { connection, ms: 5 };
      expect(outcomeAtShop(answer, { ...distance, breaksSeen: SEEN_AS_SENT })).toEqual({
        outcome: outcomeOfAnswer(answer, 90),
        as: 'same',
      });
    }
  });

  it.each(BREAKS)('is silence until the limit where the way swallows %s', (connection) => {
    expect(outcomeAtShop({ connection, ms: 5 }, { ...distance, breaksSeen: swallowing })).toEqual({
      outcome: { kind: 'silent', phase: 'answer', ms: 1000 },
      as: 'hang',
    });
  });

  it('is another answer where the way gives one, and stays in doubt where that is not known', () => {
    const breaksSeen = { ...SEEN_AS_SENT, reset: { status: 502 }, empty: 'unknown' } as const;
    expect(outcomeAtShop({ connection: 'reset', ms: 5 }, { ...distance, breaksSeen }).outcome).toEqual({
      kind: 'answered',
      status: 502,
      ms: 90,
    });
    expect(outcomeAtShop({ connection: 'empty', ms: 5 }, { ...distance, breaksSeen })).toEqual({
      outcome: { kind: 'broken', by: 'reset', ms: 90 },
      as: 'unknown',
    });
  });

  it('is untouched when it is whole, or when nothing of it left', () => {
    const whole: readonly Answer[] = [
      { status: 204, ms: 5 },
      ...(['hang', 'drip', 'caller-gone'] as const).map((connection) => ({ connection, ms: 5 })),
    ];
    for (const answer of whole) {
      expect(outcomeAtShop(answer, { ...distance, breaksSeen: swallowing })).toEqual({
        outcome: outcomeOfAnswer(answer, 90),
        as: 'same',
      });
    }
  });
});

describe('our answer as the shop saw it', () => {
  it("a status comes with the shop's time, not ours", () => {
    expect(outcomeOfAnswer({ status: 204, ms: 40 }, 124)).toEqual({ kind: 'answered', status: 204, ms: 124 });
  });

  const SEEN: readonly (readonly [AnswerConnection, string])[] = [
    ['hang', 'silent'],
    ['caller-gone', 'caller-gone'],
    ['reset', 'broken by reset'],
    ['empty', 'broken by reset'],
    ['truncate', 'broken by reset'],
    ['drip', 'silent'],
    ['garbage', 'broken by malformed'],
  ];

  it.each(SEEN)('%s is %s', (connection, seen) => {
    const outcome = outcomeOfAnswer({ connection, ms: 5 }, 90);
    expect(outcome.kind === 'broken' ? `broken by ${outcome.by}` : outcome.kind).toBe(seen);
    expect(outcome.ms).toBe(90);
  });

  it('statuses go through unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.nat(), (status, ms) => {
        expect(outcomeOfAnswer({ status, ms: 0 }, ms)).toEqual(outcomeWithoutUs({ status, ms }));
      }),
    );
  });
});

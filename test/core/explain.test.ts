import { describe, expect, it } from 'vitest';
import { explain, isRescued, type Attempted } from '../../src/core/explain.ts';
import { outcomeOfAnswer, outcomeWithoutUs, type Answer, type HandlerOutcome } from '../../src/core/outcome.ts';
import type { PolicyName } from '../../src/core/record.ts';
import { RULES, type Rules } from '../../src/core/rules.ts';
import { DOUBT_MARGIN, judge } from '../../src/core/verdict.ts';

interface Told {
  readonly handler?: HandlerOutcome;
  readonly answer?: Answer;
  readonly policy?: PolicyName;
  readonly fault?: string;
  readonly rules?: Rules;
  /** Time on the way to the shop. */
  readonly way?: number;
}

/** Explains an attempt; without an answer of ours it is one that we made ourselves. */
function told({ handler, answer, policy, fault, rules = RULES.current, way = 0 }: Told): Attempted {
  const outcome = answer ? outcomeOfAnswer(answer, answer.ms + way) : handler ? outcomeWithoutUs(handler) : null;
  const judgement = judge(outcome ?? { kind: 'caller-gone', ms: 1 }, rules, answer ? DOUBT_MARGIN : 0);
  return {
    judgement,
    handler: handler ?? null,
    answer: answer ?? null,
    policy: policy ?? null,
    fault: fault ?? null,
    rules,
  };
}

const why = (attempted: Told): string => explain(told(attempted)).why;
const hint = (attempted: Told): string | null => explain(told(attempted)).hint;

describe('why', () => {
  it('a right answer', () => {
    const ok = { status: 200, ms: 38 };
    expect(why({ handler: ok, answer: ok, policy: 'rescue' })).toBe(
      'Your handler answered 200 OK. Upgates counts it as delivered.',
    );
  });

  it('a wrong one', () => {
    const created = { status: 201, ms: 51 };
    expect(why({ handler: created, answer: created, policy: 'mirror' })).toBe(
      'Your handler answered 201 Created. Only 200 and 204 are right answers: Upgates sends it again every 5 minutes until a right answer comes.',
    );
  });

  it('what we answered in place of a slow or a broken handler', () => {
    expect(why({ handler: { error: 'pending', ms: 850 }, answer: { status: 503, ms: 850 }, policy: 'rescue' })).toMatch(
      /^Your handler had not answered after 850 ms\. We answered 503 Service Unavailable in its place\. Only 200 /,
    );
    expect(why({ handler: { error: 'refused', ms: 2 }, answer: { status: 502, ms: 3 }, policy: 'mirror' })).toMatch(
      /^Your handler refused the connection\. We answered 502 Bad Gateway in its place\. /,
    );
  });

  it('silence', () => {
    expect(
      why({ handler: { error: 'pending', ms: 1000 }, answer: { connection: 'hang', ms: 1000 }, policy: 'mirror' }),
    ).toBe(
      'Your handler had not answered after 1000 ms. The shop got no answer. Upgates stops waiting, counts it as delivered and never sends it again.',
    );
  });

  it('a good answer that the tunnel made late', () => {
    const ok = { status: 200, ms: 900 };
    expect(why({ handler: ok, answer: ok, policy: 'mirror', way: 400 })).toBe(
      'Your handler answered 200 OK. The way to the shop took it over the limit of 1000 ms. Upgates stops waiting, counts it as delivered and never sends it again.',
    );
  });

  it('a fault', () => {
    const ok = { status: 200, ms: 40 };
    expect(why({ handler: ok, answer: { status: 500, ms: 41 }, policy: 'rescue', fault: 'duplicate' })).toMatch(
      /^Your handler answered 200 OK\. The fault duplicate was at work: we answered 500 Internal Server Error\. Only/,
    );
    expect(why({ answer: { status: 503, ms: 1 }, policy: 'rescue', fault: 'outage' })).toMatch(
      /^The fault outage was at work: we answered 503 Service Unavailable\. Only/,
    );
    expect(why({ handler: ok, answer: { status: 200, ms: 1300 }, policy: 'rescue', fault: 'slow' })).toMatch(
      /^Your handler answered 200 OK\. The fault slow was at work: we answered 200 OK after 1300 ms, over the limit of 1000 ms\. Upgates stops waiting/,
    );
  });

  it('capture and ack', () => {
    expect(why({ answer: { status: 204, ms: 1 }, policy: 'capture' })).toBe(
      'The call was stored and answered 204; no handler is set. Upgates counts it as delivered.',
    );
    expect(why({ handler: { error: 'pending', ms: 2 }, answer: { status: 204, ms: 1 }, policy: 'ack' })).toBe(
      'We answered 204 at once and call your handler in the background. Upgates counts it as delivered.',
    );
  });

  it('the older rules', () => {
    expect(why({ handler: { error: 'timeout', ms: 1000 }, rules: RULES.legacy })).toBe(
      'Your handler sent no answer in 1000 ms. Under these rules a passed limit is a wrong answer: Upgates sends it again every 5 minutes until a right answer comes, for 12 hours at most.',
    );
  });

  it('says what is inferred and what is not sure', () => {
    expect(why({ handler: { error: 'reset', ms: 5 } })).toMatch(
      /A broken answer is a wrong one: .* until a right answer comes \(inferred\)\.$/,
    );
    const close = { status: 200, ms: 950 };
    expect(why({ handler: close, answer: close, policy: 'mirror' })).toMatch(/Not sure: .*close to the limit/);
    expect(why({ answer: { connection: 'caller-gone', ms: 300 }, policy: 'mirror' })).toMatch(
      /^The caller left before our answer\. .*Not sure: why it left before the limit is not known\.$/,
    );
  });
});

describe('hint', () => {
  it('is about the handler, not about our answer in its place, and none for a right one', () => {
    expect(hint({ handler: { error: 'refused', ms: 1 }, answer: { status: 502, ms: 1 }, policy: 'mirror' })).toMatch(
      /^Nothing listens there/,
    );
    expect(hint({ handler: { status: 204, ms: 40 }, answer: { status: 204, ms: 40 }, policy: 'mirror' })).toBeNull();
  });

  it('without a handler is how to set one, or what our own status means', () => {
    expect(hint({ answer: { status: 204, ms: 1 }, policy: 'capture' })).toMatch(/--forward 3000/);
    expect(hint({ answer: { status: 503, ms: 1 }, policy: 'rescue', fault: 'outage' })).toMatch(/not available/);
    expect(hint({ answer: { connection: 'hang', ms: 1000 }, policy: 'rescue', fault: 'silent' })).toBeNull();
  });
});

it('every text is whole sentences', () => {
  const answers: Answer[] = [
    { status: 200, ms: 1 },
    { status: 299, ms: 2000 },
    ...(['hang', 'reset', 'empty', 'truncate', 'garbage', 'drip', 'caller-gone'] as const).map((connection) => ({
      connection,
      ms: 100,
    })),
  ];
  const handlers: HandlerOutcome[] = [
    { status: 418, ms: 5 },
    ...(['refused', 'dns', 'tls', 'reset', 'malformed', 'timeout', 'aborted', 'pending'] as const).map((error) => ({
      error,
      ms: 7,
    })),
  ];
  for (const handler of handlers) {
    for (const answer of answers) {
      for (const fault of [{}, { fault: 'flaky' }]) {
        const text = why({ handler, answer, policy: 'mirror', ...fault });
        expect(text).toMatch(/^[A-Z][^\n]*\.$/);
        expect(text).not.toMatch(/undefined|null|NaN| {2}|\.\.| \.|[a-z]\. [a-z]/);
      }
    }
  }
});

it('rescued is what repeats with us and would have been lost without', () => {
  expect(isRescued('repeats', 'timed-out')).toBe(true);
  expect(isRescued('repeats', 'repeats')).toBe(false);
  expect(isRescued('timed-out', 'timed-out')).toBe(false);
  expect(isRescued('repeats', null)).toBe(false);
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gap } from '../../src/core/gap.ts';
import {
  judgeGap,
  type CallHere,
  type GapEvidence,
  type GapVerdict,
  type LastCalls,
} from '../../src/core/gap-verdict.ts';
import { HOUR, MINUTE, SECOND, type Instant } from '../../src/core/instant.ts';
import { RULES } from '../../src/core/rules.ts';
import type { ShopClock } from '../../src/core/shop-clock.ts';
import type { CallMark } from '../../src/core/webhook.ts';

const NOW = Date.UTC(2026, 10, 23, 10, 20);
const GAP: Gap = { from: NOW - 20 * MINUTE, until: NOW, causes: ['slept'] };
const CLOCK: ShopClock = { ahead: 0, doubt: 600, isTold: true };
const WEBHOOK = { id: 7, event: 'Orders.create' };

const BEFORE = GAP.from - MINUTE;
const INSIDE = GAP.from + 7 * MINUTE;
const SINCE = GAP.until + MINUTE;

const good = (at: Instant): CallMark => ({ at, status: 204 });
const bad = (at: Instant, status: number | null): CallMark => ({ at, status });
const here = (at: Instant, webhook: number | null = WEBHOOK.id, notedAs: CallHere['notedAs'] = 'either'): CallHere => ({
  webhook,
  event: WEBHOOK.event,
  at,
  notedAs,
});

interface Told {
  readonly lastSuccess?: CallMark | null;
  readonly lastError?: CallMark | null;
  readonly active?: boolean;
}

function judged(told: Told | null, more: Partial<GapEvidence> = {}): GapVerdict {
  const listed: readonly LastCalls[] =
    told === null ? [] : [{ id: WEBHOOK.id, active: true, lastSuccess: null, lastError: null, ...told }];
  return judgeGap({
    gap: GAP,
    webhooks: [WEBHOOK],
    listed,
    calls: [],
    clock: CLOCK,
    rules: RULES.current,
    areGone: false,
    ...more,
  });
}

describe('one webhook', () => {
  it.each<[string, Told | null, Partial<GapEvidence>, string]>([
    ['was never called', {}, {}, 'nothing sure: no-call'],
    ['was called before only', { lastSuccess: good(BEFORE), lastError: bad(BEFORE, 503) }, {}, 'nothing sure: no-call'],
    [
      'was called, and we have it',
      { lastSuccess: good(INSIDE) },
      { calls: [here(INSIDE)] },
      'nothing: last-call-is-here',
    ],
    [
      'was called as the gap began, and we have it',
      { lastSuccess: good(GAP.from) },
      { calls: [here(GAP.from - 400)] },
      'nothing: last-call-is-here',
    ],
    [
      'has a good call that we do not have',
      { lastSuccess: good(INSIDE) },
      {},
      'may-be-missed sure: counted-as-delivered',
    ],
    [
      'has a good call of another webhook only',
      { lastSuccess: good(INSIDE) },
      { calls: [here(INSIDE, 8)] },
      'may-be-missed sure: counted-as-delivered',
    ],
    [
      'has a good call that came before its id was known',
      { lastSuccess: good(INSIDE) },
      { calls: [here(INSIDE, null)] },
      'nothing: last-call-is-here',
    ],
    [
      'has a good call, and ours came minutes later',
      { lastSuccess: good(INSIDE) },
      { calls: [here(INSIDE + MINUTE)] },
      'may-be-missed sure: counted-as-delivered',
    ],
    ['was answered 404 by the edge', { lastError: bad(INSIDE, 404) }, {}, 'will-repeat: answered-elsewhere'],
    [
      'was answered 503 by us',
      { lastError: bad(INSIDE, 503) },
      { calls: [here(INSIDE + SECOND)] },
      'nothing: last-call-is-here',
    ],
    [
      'failed just after a call that we answered well',
      { lastSuccess: good(INSIDE), lastError: bad(INSIDE + SECOND, null) },
      { calls: [here(INSIDE, WEBHOOK.id, 'good')] },
      'may-be-missed: no-answer',
    ],
    [
      'failed just after a call of which we do not know how it ended',
      { lastSuccess: good(INSIDE), lastError: bad(INSIDE + SECOND, null) },
      { calls: [here(INSIDE)] },
      'may-be-missed: no-answer',
    ],
    [
      'has two calls at once, and we have two',
      { lastSuccess: good(INSIDE), lastError: bad(INSIDE, 503) },
      { calls: [here(INSIDE), here(INSIDE + 10)] },
      'nothing: last-call-is-here',
    ],
    [
      'has a good call just after one that we answered 503',
      { lastSuccess: good(INSIDE + SECOND), lastError: bad(INSIDE, 503) },
      { calls: [here(INSIDE, WEBHOOK.id, 'bad')] },
      'may-be-missed sure: counted-as-delivered',
    ],
    ['got no answer', { lastError: bad(INSIDE, null) }, {}, 'may-be-missed: no-answer'],
    [
      'got no answer, which repeats',
      { lastError: bad(INSIDE, null) },
      { rules: RULES.legacy },
      'will-repeat: answered-elsewhere',
    ],
    [
      'got no answer within three seconds',
      { lastError: bad(INSIDE, null) },
      { rules: RULES.split },
      'may-be-missed: no-answer',
    ],
    ['failed, and is gone', { lastError: bad(INSIDE, 404) }, { areGone: true }, 'may-be-missed: not-repeated'],
    [
      'got no answer, and is gone',
      { lastError: bad(INSIDE, null) },
      { areGone: true, rules: RULES.legacy },
      'may-be-missed: not-repeated',
    ],
    ['was called well since', { lastSuccess: good(SINCE) }, { calls: [here(SINCE)] }, 'unknown: called-since'],
    ['was called badly since', { lastError: bad(SINCE, 500) }, { calls: [here(SINCE)] }, 'unknown: called-since'],
    [
      'was called badly since, and well before',
      { lastError: bad(SINCE, 500), lastSuccess: good(BEFORE) },
      {},
      'unknown: called-since',
    ],
    [
      'has a good call of its own and an error of another',
      { lastSuccess: good(INSIDE), lastError: bad(INSIDE + MINUTE, 404) },
      { calls: [here(INSIDE)] },
      'will-repeat: answered-elsewhere',
    ],
    [
      'has both unseen: what is lost comes first',
      { lastSuccess: good(INSIDE), lastError: bad(INSIDE, 404) },
      {},
      'may-be-missed sure: counted-as-delivered',
    ],
    ['is inactive', { active: false }, {}, 'may-be-missed: deactivated'],
    ['is no longer there', null, {}, 'may-be-missed: deleted'],
    ['was never called, and the shop tells no time', {}, { clock: { ...CLOCK, isTold: false } }, 'nothing: no-call'],
    [
      'has a good call that we do not have, and the shop tells no time',
      { lastSuccess: good(INSIDE) },
      { clock: { ...CLOCK, isTold: false } },
      'may-be-missed: counted-as-delivered',
    ],
  ])('%s', (...[, told, more, expected]) => {
    const { kind, sure, findings } = judged(told, more);
    expect(`${kind}${sure ? ' sure' : ''}: ${findings[0]?.reason}`).toBe(expected);
  });

  /** Half a second of doubt and a little for the way, a second as the shop writes it, a second for the call itself. */
  const NEAR = CLOCK.doubt + 2 * SECOND;

  it.each([
    [-NEAR - 1, 'counted-as-delivered'],
    [-NEAR, 'last-call-is-here'],
    [NEAR, 'last-call-is-here'],
    [NEAR + 1, 'counted-as-delivered'],
  ])('a call of ours %i ms from the mark: %s', (by, reason) => {
    expect(judged({ lastSuccess: good(INSIDE) }, { calls: [here(INSIDE + by)] }).findings[0]?.reason).toBe(reason);
  });

  it.each([
    [GAP.from - NEAR - 1, 'no-call'],
    [GAP.from - NEAR, 'no-answer'],
    [GAP.until + NEAR, 'no-answer'],
    [GAP.until + NEAR + 1, 'called-since'],
  ])('a mark at the very edge: %i is %s', (at, reason) => {
    expect(judged({ lastError: bad(at, null) }).findings[0]?.reason).toBe(reason);
  });

  it('tells the call that tells, on our clock', () => {
    const clock = { ...CLOCK, ahead: HOUR };
    const { findings } = judged({ lastError: bad(INSIDE + HOUR, 404) }, { clock });
    expect(findings).toEqual([
      { ...WEBHOOK, kind: 'will-repeat', reason: 'answered-elsewhere', callAt: INSIDE, status: 404 },
    ]);
  });
});

describe('several webhooks', () => {
  const [first, second, third] = [1, 2, 3].map((id) => ({ id, event: `Orders.${id}` }));
  const of = (...listed: readonly (Told & { readonly id: number })[]): GapVerdict =>
    judgeGap({
      gap: GAP,
      webhooks: [first, second, third].flatMap((one) => one ?? []),
      listed: listed.map((one) => ({ active: true, lastSuccess: null, lastError: null, ...one })),
      calls: [],
      clock: CLOCK,
      rules: RULES.current,
      areGone: false,
    });

  it('are as bad as the worst of them', () => {
    const quiet = { id: 1 };
    const repeats = { id: 2, lastError: bad(INSIDE, 404) };
    const hidden = { id: 3, lastSuccess: good(SINCE) };
    const lost = { id: 3, lastSuccess: good(INSIDE) };
    expect(of(quiet, { id: 2 }, { id: 3 })).toMatchObject({ kind: 'nothing', sure: true });
    expect(of(quiet, repeats, { id: 3 })).toMatchObject({ kind: 'will-repeat', sure: false });
    expect(of(quiet, repeats, hidden)).toMatchObject({ kind: 'unknown', sure: false });
    expect(of(quiet, repeats, lost)).toMatchObject({ kind: 'may-be-missed', sure: true });
  });

  it('where there is none nothing is known', () => {
    expect(judged({}, { webhooks: [] })).toEqual({ kind: 'unknown', sure: false, findings: [] });
  });
});

/** One call of the shop: it came here, got lost, or was answered by the edge of the tunnel. */
interface Happening {
  readonly at: Instant;
  readonly fate: 'here' | 'here-badly' | 'lost' | 'edge';
}

const happening: fc.Arbitrary<Happening> = fc.record({
  at: fc.integer({ min: GAP.from - 30 * MINUTE, max: GAP.until - SECOND }),
  fate: fc.constantFrom<Happening['fate']>('here', 'here-badly', 'lost', 'edge'),
});

/** What the shop keeps of them: whole seconds on its own clock, the last of each kind. */
function marksOf(happenings: readonly Happening[], ahead: number): Pick<LastCalls, 'lastSuccess' | 'lastError'> {
  const inOrder = happenings.toSorted((a, b) => a.at - b.at);
  const last = (fates: readonly Happening['fate'][]): Happening | undefined =>
    inOrder.findLast(({ fate }) => fates.includes(fate));
  const written = (at: Instant): Instant => Math.floor((at + ahead) / SECOND) * SECOND;
  const [success, error] = [last(['here']), last(['here-badly', 'lost', 'edge'])];
  const status = { here: 204, 'here-badly': 503, lost: null, edge: 404 };
  return {
    lastSuccess: success ? { at: written(success.at), status: 204 } : null,
    lastError: error ? { at: written(error.at), status: status[error.fate] } : null,
  };
}

function verdictOf(happenings: readonly Happening[], ahead: number): GapVerdict {
  const notedAs = { here: 'good', 'here-badly': 'bad' } as const;
  const calls = happenings.flatMap(({ at, fate }) =>
    fate === 'here' || fate === 'here-badly' ? [here(at, WEBHOOK.id, notedAs[fate])] : [],
  );
  return judged(marksOf(happenings, ahead), { calls, clock: { ...CLOCK, ahead } });
}

const isInGap = ({ at }: Happening): boolean => at > GAP.from && at < GAP.until;

describe('whatever has happened', () => {
  const history = fc.array(happening, { maxLength: 8 });
  const ahead = fc.integer({ min: -HOUR, max: HOUR });

  it('surely nothing means that there was no call at all', () => {
    fc.assert(
      fc.property(history, ahead, (happenings, by) => {
        const verdict = verdictOf(happenings, by);
        if (verdict.kind === 'nothing' && verdict.sure) expect(happenings.filter(isInGap)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('a last call that got lost well within the gap is never passed over', () => {
    fc.assert(
      fc.property(history, ahead, fc.integer({ min: 5 * SECOND, max: 15 * MINUTE }), (happenings, by, after) => {
        const lost: Happening = { at: GAP.from + after, fate: 'lost' };
        const others = happenings.filter(({ at }) => at < lost.at - 5 * SECOND);
        expect(verdictOf([...others, lost], by)).toMatchObject({ kind: 'may-be-missed' });
      }),
      { numRuns: 1000 },
    );
  });

  it('without a lost call nothing is said to be lost for certain', () => {
    fc.assert(
      fc.property(history, ahead, (happenings, by) => {
        const kept = happenings.filter(({ fate }) => fate !== 'lost');
        const verdict = verdictOf(kept, by);
        expect(verdict.kind === 'may-be-missed').toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('a shop whose clock is wrong makes no difference', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: -3600, max: 3600 }), (happenings, seconds) => {
        const { kind, sure } = verdictOf(happenings, 0);
        expect(verdictOf(happenings, seconds * SECOND)).toMatchObject({ kind, sure });
      }),
      { numRuns: 1000 },
    );
  });
});

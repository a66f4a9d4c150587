import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOverdue, linkAttempt, type EarlierDelivery, type Linking } from '../../src/core/chain.ts';
import { MINUTE, SECOND } from '../../src/core/instant.ts';
import { RULES, type Verdict } from '../../src/core/rules.ts';

const NOW = 1_000 * MINUTE;

function earlier(minutesAgo: number, verdict: Verdict | null, hasSameBytes: boolean): EarlierDelivery {
  return { id: `${verdict} ${minutesAgo}`, lastAttemptAt: NOW - minutesAgo * MINUTE, verdict, hasSameBytes };
}

function link(...candidates: readonly EarlierDelivery[]): Linking {
  return linkAttempt(NOW, candidates, RULES.current);
}

describe('same webhook and same bytes while the verdict is repeats', () => {
  it.each([0, 1, 5, 60, 600])('linked, surely, %i minutes later', (minutes) => {
    expect(link(earlier(minutes, 'repeats', true))).toEqual({
      kind: 'repeat',
      delivery: `repeats ${minutes}`,
      sure: true,
      notice: null,
    });
  });
});

describe('same record keys, other bytes', () => {
  it.each([4, 5, 7])('linked, not sure, %i minutes after the last attempt', (minutes) => {
    expect(link(earlier(minutes, 'repeats', false))).toMatchObject({
      kind: 'repeat',
      sure: false,
      notice: expect.stringContaining('built anew') as unknown,
    });
  });

  it.each([0, 3.99, 7.01, 60])('another delivery %d minutes after', (minutes) => {
    expect(link(earlier(minutes, 'repeats', false))).toEqual({ kind: 'new' });
  });

  it('another delivery when the one before was right: the record changed again', () => {
    expect(link(earlier(5, 'delivered', false))).toEqual({ kind: 'new' });
    expect(link(earlier(5, 'timed-out', false))).toEqual({ kind: 'new' });
  });
});

describe('the same body after delivered or timed-out', () => {
  it.each(['delivered', 'timed-out'] as const)('%s: linked in the window, and said', (verdict) => {
    expect(link(earlier(5, verdict, true))).toMatchObject({
      kind: 'repeat',
      notice: expect.stringContaining('did not accept our answer') as unknown,
    });
  });

  it.each([1, 3.9, 7.1])('a new delivery outside the window: %d minutes', (minutes) => {
    expect(link(earlier(minutes, 'delivered', true))).toEqual({ kind: 'new' });
  });
});

describe('a clock that runs faster', () => {
  const tenfold = { ...RULES.current, interval: RULES.current.interval / 10 };

  it.each<[number, Linking['kind']]>([
    [0.3, 'new'],
    [0.4, 'repeat'],
    [0.5, 'repeat'],
    [0.7, 'repeat'],
    [0.8, 'new'],
    [5, 'new'],
  ])('has a window as much shorter: %d minutes', (minutes, kind) => {
    expect(linkAttempt(NOW, [earlier(minutes, 'repeats', false)], tenfold).kind).toBe(kind);
    expect(linkAttempt(NOW, [earlier(minutes, 'delivered', true)], tenfold).kind).toBe(kind);
  });
});

describe('an attempt that is not answered yet', () => {
  it('is repeated no sooner than the interval: at the usual pace by nothing that could still be open', () => {
    expect(link(earlier(0, null, true), earlier(1, null, true))).toEqual({ kind: 'new' });
  });

  it.each([0, 0.5, 1])('is repeated when the limit has passed, on a clock with an interval of %d s', (seconds) => {
    const quick = { ...RULES.legacy, interval: seconds * SECOND };
    const before = (ms: number): EarlierDelivery => ({
      id: 'open',
      lastAttemptAt: NOW - ms,
      verdict: null,
      hasSameBytes: true,
    });
    expect(linkAttempt(NOW, [before(1001)], quick)).toEqual({
      kind: 'repeat',
      delivery: 'open',
      sure: true,
      notice: null,
    });
    expect(linkAttempt(NOW, [before(700)], quick)).toEqual({ kind: 'new' });
    expect(linkAttempt(NOW, [before(1500)], quick)).toEqual({ kind: 'new' });
    expect(linkAttempt(NOW, [{ ...before(1001), hasSameBytes: false }], quick)).toEqual({ kind: 'new' });
  });
});

describe('several candidates', () => {
  it('the surest wins: same bytes that repeat, then same bytes, then same keys', () => {
    const [sure, unaccepted, rebuilt] = [
      earlier(60, 'repeats', true),
      earlier(5, 'delivered', true),
      earlier(5, 'repeats', false),
    ];
    expect(link(rebuilt, unaccepted, sure)).toMatchObject({ delivery: sure.id });
    expect(link(rebuilt, unaccepted)).toMatchObject({ delivery: unaccepted.id });
    expect(link(rebuilt)).toMatchObject({ delivery: rebuilt.id });
    expect(link()).toEqual({ kind: 'new' });
  });

  it('of equals the first wins: they come newest first', () => {
    expect(link(earlier(5, 'repeats', true), earlier(10, 'repeats', true))).toMatchObject({ delivery: 'repeats 5' });
  });

  it('a link names one of the candidates, and a doubtful one says why', () => {
    const anyEarlier = fc
      .tuple(
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom<Verdict>('delivered', 'repeats', 'timed-out'),
        fc.boolean(),
      )
      .map(([minutes, verdict, same]) => earlier(minutes, verdict, same));
    fc.assert(
      fc.property(fc.array(anyEarlier, { maxLength: 6 }), (candidates) => {
        const linking = link(...candidates);
        if (linking.kind === 'new') return;
        expect(candidates.map(({ id }) => id)).toContain(linking.delivery);
        if (!linking.sure) expect(linking.notice).not.toBeNull();
      }),
    );
  });
});

it('a repeat is overdue a minute after it was due, not before', () => {
  expect([0, MINUTE, MINUTE + 1].map((late) => isOverdue(NOW + late, NOW))).toEqual([false, false, true]);
  expect(isOverdue(NOW - SECOND, NOW)).toBe(false);
});

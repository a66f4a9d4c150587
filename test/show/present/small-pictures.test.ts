/** Sizes, sparklines and first lessons. */
import { describe, expect, it } from 'vitest';
import { lessonsOf } from '../../../src/show/present/lesson.ts';
import { shortBytes } from '../../../src/show/present/size.ts';
import { sparkline } from '../../../src/show/present/sparkline.ts';
import { settledRow } from '../tui/fake-session.ts';

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345, '12.3 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [5_000_000_000, '5.0 GB'],
  ])('%i are %s', (bytes, text) => {
    expect(shortBytes(bytes)).toBe(text);
  });
});

describe('a sparkline', () => {
  it('goes from the lowest to the highest, and keeps the newest', () => {
    expect(sparkline([100, 200, 800], 10)).toBe('▁▂█');
    expect(sparkline([1, 2, 3, 800], 1)).toBe('▁');
    expect(sparkline([], 10)).toBe('');
  });

  it('does not make mountains of what hardly differs', () => {
    expect(sparkline([100, 101, 102], 10)).toBe('▁▁▂');
  });
});

describe('a lesson', () => {
  it.each([
    [{ verdict: 'repeats', withoutUs: 'repeats', handler: { status: 201, ms: 3 } }, 'wrong-answer'],
    [{ verdict: 'repeats', withoutUs: 'repeats', handler: { error: 'refused', ms: 3 } }, 'refused'],
    [{ verdict: 'repeats', withoutUs: 'repeats', handler: { error: 'reset', ms: 3 } }, 'broken'],
    [{ verdict: 'repeats', withoutUs: 'repeats', handler: { status: 200, ms: 1184 } }, 'late'],
    [{ verdict: 'repeats', withoutUs: 'delivered', handler: { status: 200, ms: 12 } }, ''],
    [{ verdict: 'repeats', withoutUs: null, sure: false, handler: { error: 'pending', ms: 949 } }, 'rescued'],
    [{ verdict: 'delivered', withoutUs: 'repeats', policy: 'ack' }, 'covered'],
    [{ verdict: 'delivered', withoutUs: null, policy: 'ack' }, ''],
    [{ verdict: 'repeats', withoutUs: 'timed-out' }, 'rescued'],
    [{ verdict: 'repeats', withoutUs: 'timed-out', sure: false }, 'rescued unsure'],
    [{ verdict: 'timed-out', withoutUs: 'timed-out' }, 'timeout'],
    [{ verdict: 'delivered' }, ''],
    [{ verdict: 'delivered', sure: false }, 'unsure'],
    [{ verdict: null }, ''],
    [{ verdict: 'repeats', withoutUs: 'repeats', fault: 'outage' }, ''],
    [{ verdict: 'repeats', withoutUs: 'repeats', origin: 'trigger' }, ''],
  ] as const)('of %o is %s', (patch, names) => {
    expect(lessonsOf(settledRow({ id: '1', ...patch })).join(' ')).toBe(names);
  });
});

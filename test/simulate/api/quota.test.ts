import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { createQuota, isPlanName, retryAfter } from '../../../src/simulate/api/quota.ts';

/** 10:20 in Prague. */
const at = Date.UTC(2026, 10, 23, 9, 20);
const takeMany = (quota: ReturnType<typeof createQuota>, count: number, when: number): boolean[] =>
  Array.from({ length: count }, () => quota.take(when));

describe('a quota', () => {
  it('uses the hour first, then the day, then nothing is left', () => {
    const quota = createQuota('bronze');
    expect(takeMany(quota, 11, at).every(Boolean)).toBe(true);
    expect(quota.headers(at)).toEqual({
      'X-Rate-Limit-Hour': '10',
      'X-Rate-Limit-Day': '100',
      'X-Rate-Limit-Hour-Remaining': '0',
      'X-Rate-Limit-Day-Remaining': '99',
      'X-Rate-Limit-Total-Remaining': '99',
    });
    expect(takeMany(quota, 99, at).every(Boolean)).toBe(true);
    expect(quota.take(at)).toBe(false);
  });

  it('renews the hour on the clock, and the day at midnight in Prague', () => {
    const quota = createQuota('bronze');
    takeMany(quota, 111, at);
    const nextHour = at + 40 * MINUTE;
    expect(quota.take(nextHour - 1)).toBe(false);
    expect(quota.headers(nextHour)['X-Rate-Limit-Total-Remaining']).toBe('10');
    expect(quota.headers(Date.UTC(2026, 10, 23, 22, 59))['X-Rate-Limit-Day-Remaining']).toBe('0');
    expect(quota.headers(Date.UTC(2026, 10, 23, 23))['X-Rate-Limit-Day-Remaining']).toBe('100');
  });

  it('renews the hour that comes twice in October', () => {
    const quota = createQuota('bronze');
    const first = Date.UTC(2026, 9, 25, 0, 30);
    takeMany(quota, 10, first);
    expect(quota.headers(first + HOUR)['X-Rate-Limit-Hour-Remaining']).toBe('10');
  });

  it('has nothing to say without a limit', () => {
    const quota = createQuota('unlimited');
    expect(takeMany(quota, 5000, at).every(Boolean)).toBe(true);
    expect(quota.headers(at)).toEqual({});
  });

  it('says when to come back as a date in GMT', () => {
    expect(retryAfter(at)).toBe('Mon, 23 Nov 2026 10:00:00 GMT');
  });

  it('knows the names of its plans', () => {
    expect(['bronze', 'silver', 'gold', 'platinum', 'unlimited'].every(isPlanName)).toBe(true);
    expect(isPlanName('toString')).toBe(false);
  });
});

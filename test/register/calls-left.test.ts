import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import {
  callsLeftAt,
  describeInstant,
  nextHour,
  readCallsLeft,
  readCallsSaid,
  readRetryAfter,
  type CallsLeft,
} from '../../src/register/calls-left.ts';
import { NOW } from './workbench.ts';

const headers = (given: Readonly<Record<string, string>>) => (name: string) => given[name];

describe('the calls left', () => {
  it('are what the shop says', () => {
    const given = {
      'x-rate-limit-hour-remaining': '7',
      'x-rate-limit-day-remaining': '90',
      'x-rate-limit-total-remaining': '97',
    };
    expect(readCallsLeft(headers(given))).toEqual({ hour: 7, day: 90, total: 97 });
  });

  it('are added up where the total is missing', () => {
    const given = { 'x-rate-limit-hour-remaining': '7', 'x-rate-limit-day-remaining': '90' };
    expect(readCallsLeft(headers(given))).toEqual({ hour: 7, day: 90, total: 97 });
  });

  it.each([{}, { 'x-rate-limit-total-remaining': '-1' }, { 'x-rate-limit-total-remaining': 'NaN' }])(
    'are not guessed from %j',
    (given) => {
      expect(readCallsLeft(headers(given))).toBeNull();
    },
  );
});

describe('in a later hour', () => {
  const given = {
    'x-rate-limit-hour': '10',
    'x-rate-limit-hour-remaining': '0',
    'x-rate-limit-day-remaining': '40',
    'x-rate-limit-total-remaining': '40',
  };
  const laterThan = (said: Readonly<Record<string, string>>, by: number): CallsLeft =>
    callsLeftAt(NOW + by, readCallsSaid(headers(said), NOW));

  it('the hourly quota is full again', () => {
    expect(laterThan(given, 39 * MINUTE)).toEqual({ hour: 0, day: 40, total: 40 });
    expect(laterThan(given, 40 * MINUTE)).toEqual({ hour: 10, day: 40, total: 50 });
  });

  it('nothing is known where the shop has not told the quota, or nothing at all', () => {
    expect(laterThan({ ...given, 'x-rate-limit-hour': 'many' }, HOUR)).toEqual({ hour: null, day: 40, total: null });
    expect(laterThan({}, HOUR)).toEqual({ hour: null, day: null, total: null });
  });
});

describe('Retry-After', () => {
  it('is a date, counted from the shop’s own clock', () => {
    const date = 'Mon, 23 Nov 2026 11:00:00 GMT';
    expect(readRetryAfter(headers({ 'retry-after': date }), NOW)).toBe(NOW + 40 * MINUTE);
    const skewed = { 'retry-after': date, date: 'Mon, 23 Nov 2026 10:55:00 GMT' };
    expect(readRetryAfter(headers(skewed), NOW)).toBe(NOW + 5 * MINUTE);
    expect(readRetryAfter(headers({ 'retry-after': '90' }), NOW)).toBe(NOW + 90_000);
  });

  it.each(['', 'soon', 'Mon, 23 Nov 2020 11:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', '999999', '-5'])(
    'is not believed when it says %j',
    (text) => {
      expect(readRetryAfter(headers({ 'retry-after': text }), NOW)).toBeNull();
    },
  );

  it('the quota is full again at the next clock hour', () => {
    expect(describeInstant(nextHour(NOW))).toBe('2026-11-23 11:00 UTC');
    expect(nextHour(Date.UTC(2026, 10, 23, 11))).toBe(Date.UTC(2026, 10, 23, 11) + HOUR);
  });
});

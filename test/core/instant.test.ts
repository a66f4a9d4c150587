import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY,
  formatCountdown,
  formatDuration,
  HOUR,
  isoUtc,
  MINUTE,
  parseDuration,
  SECOND,
  shopDateTime,
} from '../../src/core/instant.ts';

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['10s', 10 * SECOND],
    ['5m', 5 * MINUTE],
    ['2h', 2 * HOUR],
    ['7d', 7 * DAY],
    ['1.5s', 1500],
    [' 0s ', 0],
  ])('%j is read', (text, millis) => {
    expect(parseDuration(text)).toBe(millis);
  });

  it.each(['', '5', 'm', '5 m', '-5m', '1e3s', '5M', '5min', '٥m', '99999999999999d', '1.m', '.5s'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it.each([
    [0, '0ms'],
    [250, '250ms'],
    [1500, '1.5s'],
    [10_000, '10s'],
    [90_000, '90s'],
    [5 * MINUTE, '5m'],
    [12 * HOUR, '12h'],
    [7 * DAY, '7d'],
  ])('%i ms is written %s', (millis, text) => {
    expect(formatDuration(millis)).toBe(text);
  });

  it('what is written is read back exactly', () => {
    fc.assert(
      fc.property(fc.nat(10 * DAY), (millis) => {
        expect(parseDuration(formatDuration(millis))).toBe(millis);
      }),
    );
  });
});

describe('countdowns', () => {
  it.each([
    [4 * MINUTE + 33 * SECOND, '4:33'],
    [1, '0:01'],
    [0, '0:00'],
    [-5000, '0:00'],
    [2 * HOUR + 5 * MINUTE, '2:05:00'],
    [59 * MINUTE + 59.2 * SECOND, '1:00:00'],
  ])('%d ms is %s', (millis, text) => {
    expect(formatCountdown(millis)).toBe(text);
  });
});

describe('times', () => {
  it('machine output is UTC with milliseconds', () => {
    expect(isoUtc(Date.UTC(2026, 10, 23, 9, 15, 42, 7))).toBe('2026-11-23T09:15:42.007Z');
  });

  it.each([
    ['winter', Date.UTC(2026, 10, 23, 9, 15, 42), '2026-11-23T10:15:42+01:00'],
    ['summer', Date.UTC(2026, 3, 28, 11, 57, 48), '2026-04-28T13:57:48+02:00'],
    ['the last second before summer time', Date.UTC(2026, 2, 29, 0, 59, 59), '2026-03-29T01:59:59+01:00'],
    ['the first second of summer time', Date.UTC(2026, 2, 29, 1), '2026-03-29T03:00:00+02:00'],
    ['the last second of summer time', Date.UTC(2026, 9, 25, 0, 59, 59), '2026-10-25T02:59:59+02:00'],
    ['the first second after it', Date.UTC(2026, 9, 25, 1), '2026-10-25T02:00:00+01:00'],
    ['a fraction is dropped', Date.UTC(2026, 11, 31, 23, 30, 0, 999), '2027-01-01T00:30:00+01:00'],
  ])("the shop's own: %s", (_what, at, text) => {
    expect(shopDateTime(at)).toBe(text);
  });

  it("the shop's own time names the same second, and agrees with the zone Europe/Prague", () => {
    const prague = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Prague', hour: '2-digit', hour12: false });
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2090, 0) }), (at) => {
        expect(Date.parse(shopDateTime(at))).toBe(Math.floor(at / 1000) * 1000);
        expect(shopDateTime(at).slice(11, 13)).toBe(prague.format(at).replace('24', '00'));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { readApiDate } from '../../../../src/simulate/api/resource/api-date.ts';

const utc = (text: string): number => Date.parse(text);

describe('a date as a client writes it', () => {
  it.each([
    ['2026-11-23T10:15:42+01:00', '2026-11-23T09:15:42Z'],
    ['2026-11-23T10:15:42+0100', '2026-11-23T09:15:42Z'],
    ['2026-11-23T10:15:42.500Z', '2026-11-23T10:15:42Z'],
    ['2026-11-23T10:15', '2026-11-23T09:15:00Z'],
    ['2026-07-01 10:15:42', '2026-07-01T08:15:42Z'],
    ['2026-11-23', '2026-11-22T23:00:00Z'],
    ['2026-07-01', '2026-06-30T22:00:00Z'],
    // As Upgates' own Postman collection writes it.
    ['2025-1-1', '2024-12-31T23:00:00Z'],
    // The hour that comes twice: the first of the two.
    ['2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
    // The hour that is left out.
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
  ])('reads %s', (text, instant) => {
    expect(readApiDate(text)?.at).toBe(utc(instant));
  });

  it('knows where a day and a second end', () => {
    expect(readApiDate('2026-11-23')?.end).toBe(utc('2026-11-23T22:59:59.999Z'));
    // A day of 25 hours.
    expect(readApiDate('2026-10-25')?.end).toBe(utc('2026-10-25T22:59:59.999Z'));
    expect(readApiDate('2026-11-23T10:15:42Z')?.end).toBe(utc('2026-11-23T10:15:42.999Z'));
  });

  it.each([
    '',
    'yesterday',
    '23.11.2026',
    '2026-02-30',
    '2026-2-30',
    '2026-123-1',
    '2026-13-01',
    '2026-11-23T25:00:00Z',
    '2026-11-23T10:15:42 01:00',
  ])('does not read "%s"', (text) => {
    expect(readApiDate(text)).toBeNull();
  });
});

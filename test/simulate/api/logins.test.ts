import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { createLogins } from '../../../src/simulate/api/logins.ts';

const basic = (login: string, key: string): string => `Basic ${Buffer.from(`${login}:${key}`).toString('base64')}`;
const right = basic('anna', 'secret:ž');
const wrong = basic('anna', 'guess');

describe('logins', () => {
  it('tells right, wrong and missing credentials', () => {
    const check = createLogins({ login: 'anna', key: 'secret:ž' });
    expect([right, wrong, null, 'Bearer x', 'Basic ?'].map((header) => check(header, 0))).toEqual([
      'welcome',
      'wrong',
      'missing',
      'wrong',
      'wrong',
    ]);
  });

  it('blocks everybody after five wrong ones, until an hour has passed since the first of them', () => {
    const check = createLogins({ login: 'anna', key: 'secret:ž' });
    for (let minute = 0; minute < 5; minute += 1) expect(check(wrong, minute * MINUTE)).toBe('wrong');
    expect(check(right, HOUR - 1)).toBe('blocked');
    expect(check(right, HOUR)).toBe('welcome');
    expect(check(wrong, HOUR)).toBe('wrong');
    expect(check(right, HOUR)).toBe('blocked');
  });

  it('does not count calls without credentials', () => {
    const check = createLogins({ login: 'anna', key: 'k' });
    for (let call = 0; call < 10; call += 1) expect(check(null, call)).toBe('missing');
  });
});

import { describe, expect, it } from 'vitest';
import { adviseOn, adviseOnSlowness, adviseOnStatus, describeSize, describeStatus } from '../../src/core/advice.ts';
import { buildBody } from '../../src/core/envelope.ts';
import { EVENTS, MAX_RECORDS } from '../../src/core/events.ts';
import { shopDateTime } from '../../src/core/instant.ts';
import type { HandlerError } from '../../src/core/outcome.ts';
import { RULES } from '../../src/core/rules.ts';

const { current, legacy, split } = RULES;

describe('statuses', () => {
  it('right answers need no advice', () => {
    expect([adviseOnStatus(200), adviseOnStatus(204)]).toEqual([null, null]);
  });

  it('every other status has some', () => {
    for (let status = 100; status <= 599; status += 1) {
      if (status === 200 || status === 204) continue;
      expect(adviseOnStatus(status), String(status)).toMatch(/^[A-Z0-9].+[.?]$/);
    }
  });

  it.each([
    [201, /NestJS.*@HttpCode/],
    [202, /200 or 204/],
    [301, /redirect.*slash/],
    [401, /--forward http:\/\/user:password@/],
    [404, /path after --forward/],
    [405, /POST/],
    [409, /pass over them and answer 204/],
    [413, /Express.*100 kB/],
    [415, /application\/json/],
    [419, /Laravel.*CSRF/],
    [429, /limit/],
    [500, /log.*idempotent/],
    [503, /not available/],
  ])('%i names its usual cause', (status, hint) => {
    expect(adviseOnStatus(status)).toMatch(hint);
  });

  it('413 says how large the body was', () => {
    expect(adviseOnStatus(413, { bytes: 1_234_567 })).toMatch(/This body had 1\.2 MB\.$/);
    expect(adviseOnStatus(404, { bytes: 1_234_567 })).not.toMatch(/MB/);
  });

  it("5000 records are more than Express's 100 kB and less than the 1 MB of the advice", () => {
    const sizes = EVENTS.map((event) => {
      const [list] = event.lists;
      const values = { string: 'jana.novakova@example.cz', int: 123_456, bool: true, datetime: shopDateTime(0) };
      const record = Object.fromEntries(list.fields.map(({ name, type }) => [name, values[type]]));
      const lists = { [list.key]: Array.from({ length: MAX_RECORDS }, () => record) };
      return buildBody(event, { projectName: 'demoshop', lists }).length;
    });
    expect(Math.min(...sizes)).toBeGreaterThan(100_000);
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
  });

  it('has the names of the standard', () => {
    expect([201, 409, 419, 299].map(describeStatus)).toEqual([
      '201 Created',
      '409 Conflict',
      '419 Page Expired',
      '299',
    ]);
  });
});

describe('what broke', () => {
  const errors: HandlerError[] = ['refused', 'dns', 'tls', 'reset', 'malformed', 'timeout', 'aborted', 'pending'];

  it.each(errors)('%s has advice', (error) => {
    expect(adviseOn({ error, ms: 5 }, current)).toMatch(/^[A-Z].+[.?]$/);
  });

  it('a refused connection says where', () => {
    const refused = { error: 'refused', ms: 1 } as const;
    expect(adviseOn(refused, current, { url: 'http://localhost:3000/' })).toContain('http://localhost:3000/');
    expect(adviseOn(refused, current, { url: null })).toMatch(/^Nothing listens there\./);
  });
});

describe('a slow handler', () => {
  it('is told to store first, whatever its status would have been', () => {
    expect(adviseOn({ status: 200, ms: 1000 }, current)).toBe(adviseOnSlowness(current));
    expect(adviseOn({ status: 500, ms: 1000 }, current)).toBe(adviseOnSlowness(current));
    expect(adviseOn({ status: 200, ms: 999 }, current)).toBeNull();
    expect(adviseOn({ status: 200, ms: 1000 }, split)).toBeNull();
  });

  it('is told what the limit means under the rules that hold', () => {
    expect(adviseOnSlowness(current)).toMatch(/in 1 s, Upgates counts it as delivered and never sends it again\.$/);
    expect(adviseOnSlowness(legacy)).toMatch(/in 1 s, Upgates takes that for a wrong answer\.$/);
    expect(adviseOnSlowness(split)).toMatch(/in 3 s, Upgates counts it as delivered and never sends it again\.$/);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [98_400, '98 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [1_240_000, '1.2 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(describeSize(bytes)).toBe(text);
});

import { describe, expect, it } from 'vitest';
import { fits, matchKey, type FaultCall } from '../../src/faults/match.ts';

const CALL: FaultCall = {
  event: 'Orders.create',
  key: '9000021',
  body: Buffer.from(String.raw`{"orders":[{"order_number":"9000021","note":"\u010cokol\u00e1da"}]}`),
  attempt: 2,
};

function isMatch(filter: string, call: FaultCall = CALL): boolean {
  const reading = matchKey.read(filter);
  if (reading.kind === 'refused') throw new Error(reading.sentence);
  return fits(reading.value)(call);
}

describe('match', () => {
  it.each([
    ['event:orders.*', true],
    ['event:*.delete', false],
    ['attempt:2', true],
    ['attempt:>2', false],
    ['bytes:<100', true],
    ['bytes:>100', false],
    ['body:čokoláda', true],
    ['body:order_number*9000021', true],
    ['9000021', true],
    ['-9000021', false],
    ['9000022', false],
    ['attempt:1 OR (event:Orders.create bytes:>10)', true],
    ['NOT (attempt:1 OR attempt:3)', true],
  ])('%s', (filter, expected) => {
    expect(isMatch(filter)).toBe(expected);
  });

  it('does not decode a body that nothing asks for', () => {
    const call = {
      ...CALL,
      body: new Proxy(Buffer.from('{}'), {
        get: (target, name) => {
          if (name === 'length') return target.length;
          throw new Error(`${String(name)} was read`);
        },
      }),
    };
    expect(isMatch('attempt:2 bytes:2', call)).toBe(true);
    expect(() => isMatch('body:x', call)).toThrow(/was read/);
  });
});

import { describe, expect, it } from 'vitest';
import { createEarlier, type Earlier, type Fingerprint } from '../../../src/session/calls/earlier.ts';

const digest = (seed: string): string => seed.repeat(64).slice(0, 64);

const CALL: Fingerprint = { webhook: 1, event: 'Orders.create', bytes: digest('a1'), records: digest('b2') };

function known(change: Partial<Fingerprint> = {}): Earlier {
  const earlier = createEarlier();
  earlier.note('first', { ...CALL, ...change, at: 100 });
  earlier.settle('first', 'repeats');
  return earlier;
}

describe('a call may belong to', () => {
  it('those with the same bytes or the same records, newest first', () => {
    const earlier = known();
    earlier.note('second', { ...CALL, bytes: digest('c3'), at: 200 });
    earlier.settle('second', 'delivered');
    earlier.note('other', { ...CALL, bytes: digest('d4'), records: digest('e5'), at: 300 });
    earlier.settle('other', 'repeats');
    expect(earlier.candidates(CALL)).toEqual([
      { id: 'second', lastAttemptAt: 200, verdict: 'delivered', hasSameBytes: false },
      { id: 'first', lastAttemptAt: 100, verdict: 'repeats', hasSameBytes: true },
    ]);
  });

  it.each<[string, Partial<Fingerprint>]>([
    ['of another webhook', { webhook: 2 }],
    ['of a webhook that is not known yet', { webhook: null }],
    ['of another event', { event: 'Orders.update' }],
    ['with other bytes and records', { bytes: digest('c3'), records: digest('c4') }],
    ['with other bytes and no records', { bytes: digest('c3'), records: null }],
  ])('none %s', (_, change) => {
    expect(known(change).candidates(CALL)).toEqual([]);
  });

  it('one that is still being answered, by its bytes alone', () => {
    const earlier = known();
    earlier.note('first', { ...CALL, at: 400 });
    expect(earlier.candidates(CALL)).toEqual([{ id: 'first', lastAttemptAt: 400, verdict: null, hasSameBytes: true }]);
    expect(earlier.candidates({ ...CALL, bytes: digest('c3') })).toEqual([]);
    earlier.settle('first', 'delivered');
    expect(earlier.candidates({ ...CALL, bytes: digest('c3') })).toMatchObject([
      { lastAttemptAt: 400, verdict: 'delivered' },
    ]);
  });

  it('a delivery with the bytes of its last attempt', () => {
    const earlier = known();
    earlier.note('first', { ...CALL, bytes: digest('c3'), at: 400 });
    earlier.settle('first', 'repeats');
    expect(earlier.candidates({ ...CALL, records: null })).toEqual([]);
    expect(earlier.candidates({ ...CALL, bytes: digest('c3') })).toHaveLength(1);
  });

  it('none that was forgotten', () => {
    const earlier = known();
    earlier.forget('first');
    expect(earlier.candidates(CALL)).toEqual([]);
    earlier.settle('first', 'repeats');
    expect(earlier.candidates(CALL)).toEqual([]);
  });
});

it('remembers all that repeat, and the newest of those that are settled', () => {
  const earlier = createEarlier(10);
  for (let index = 0; index < 200; index += 1) {
    earlier.note(`waits-${index}`, { ...CALL, bytes: digest((index + 4096).toString(16)), records: null, at: index });
    earlier.settle(`waits-${index}`, 'repeats');
    earlier.note(`done-${index}`, {
      ...CALL,
      bytes: digest((index + 36_864).toString(16)),
      records: digest('99'),
      at: index,
    });
    earlier.settle(`done-${index}`, 'delivered');
  }
  const done = earlier.candidates({ ...CALL, bytes: digest('ff'), records: digest('99') });
  expect(done.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => `done-${199 - index}`));
  const waiting = earlier.candidates({ ...CALL, bytes: digest('9000'), records: null });
  expect(waiting).toEqual([]);
  const oldest = earlier.candidates({ ...CALL, bytes: digest('1000'), records: null });
  expect(oldest.map(({ id }) => id)).toContain('waits-0');
});

it('two calls alike at once are both known', () => {
  const earlier = createEarlier();
  for (const id of ['a', 'b', 'c']) earlier.note(id, { ...CALL, at: 1 });
  for (const id of ['a', 'b', 'c']) earlier.settle(id, 'repeats');
  expect(earlier.candidates(CALL).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  earlier.forget('b');
  expect(earlier.candidates(CALL).map(({ id }) => id)).toEqual(['c', 'a']);
});

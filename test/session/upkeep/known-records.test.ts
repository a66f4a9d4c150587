import { expect, it } from 'vitest';
import { withRecord } from '../../../src/session/upkeep/known-records.ts';
import type { KnownRecord, KnownRecords } from '../../../src/session/view.ts';

const of = (bytes: number): KnownRecord => ({
  isAsking: false,
  at: 1,
  answer: { kind: 'found', json: new Uint8Array(bytes) },
});
const keysOf = (records: KnownRecords): readonly string[] => [...records.keys()];

it('the one asked for last stands last, once', () => {
  const first = withRecord(withRecord(new Map(), 'a', of(1)), 'b', of(1));
  expect(keysOf(first)).toEqual(['a', 'b']);
  const again = withRecord(first, 'a', of(2));
  expect(keysOf(again)).toEqual(['b', 'a']);
  expect(again.get('a')).toEqual(of(2));
  // Immutable: what was drawn stays as it was drawn.
  expect(keysOf(first)).toEqual(['a', 'b']);
});

it('goes when there are too many, the oldest first', () => {
  let records: KnownRecords = new Map();
  for (let index = 0; index < 103; index += 1) records = withRecord(records, String(index), of(10));
  expect(records.size).toBe(100);
  expect(keysOf(records)[0]).toBe('3');
});

it('goes when they are too large together, but never the newest', () => {
  const two = withRecord(withRecord(new Map(), 'a', of(9_000_000)), 'b', of(9_000_000));
  expect(keysOf(two)).toEqual(['b']);
  expect(keysOf(withRecord(two, 'c', of(20_000_000)))).toEqual(['c']);
});

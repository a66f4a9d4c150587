import { expect, it } from 'vitest';
import type { AskedRecord } from '../../src/session/intention.ts';
import { lineText } from '../../src/show/present/line.ts';
import { shopRecordLines } from '../../src/show/shop-record-report.ts';
import { TEN } from './records.ts';

const ASKED: AskedRecord = {
  delivery: 'kq3v',
  subject: { entity: 'Products', id: '36', label: 'TRICKO-01' },
  subjects: 1,
  askedAt: TEN,
  isNew: true,
  json: null,
  callsLeft: 1,
};

const textOf = (change: Partial<AskedRecord>, json: string): readonly string[] =>
  shopRecordLines({ ...ASKED, ...change }, json).map(lineText);

it('a record says what it is, since when it is known, what is left, and is safe to print', () => {
  expect(textOf({}, '{"note":"\u202ex","price":1.10}')).toEqual([
    'product TRICKO-01 (id 36), as the shop had it at 10:00:00, 1 API call is left',
    '{',
    String.raw`  "note": "\u202ex",`,
    '  "price": 1.10',
    '}',
  ]);
});

it('what was known cost nothing, and one of several is told as such', () => {
  const [head, others] = textOf({ isNew: false, subjects: 3 }, '{}');
  expect(head).toBe('product TRICKO-01 (id 36), as the shop had it at 10:00:00');
  expect(others).toBe('The delivery speaks of 3: name another behind its id.');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, FieldTest, NumberRange } from '../../src/filter/expression.ts';
import { ORIGINS, VERDICTS } from '../../src/filter/fields.ts';
import { toPredicate, type FilterSubject } from '../../src/filter/predicate.ts';
import { readFilter } from '../../src/filter/read-filter.ts';
import { bodyText } from '../../src/filter/search-text.ts';
import { toSql } from '../../src/filter/sql.ts';
import { historyOf, type History } from '../../src/store/history.ts';
import { listFor } from '../../src/store/list-row.ts';
import { openDatabase, type Database } from '../../src/store/sqlite.ts';
import { NOON, received, settled } from '../store/samples.ts';

/** Letters that something on the way might treat in its own way. */
const LETTERS = [
  'a',
  'B',
  'č',
  'Č',
  'ß',
  'İ',
  'Σ',
  '%',
  '_',
  '*',
  '\\',
  "'",
  '"',
  ' ',
  '\n',
  '\0',
  '\ud800',
  '😀',
  '1',
];
/** Half of the texts have few different letters, so that they occur in each other. */
const texts = fc
  .oneof(
    fc.array(fc.constantFrom(...LETTERS), { maxLength: 5 }),
    fc.array(fc.constantFrom('a', 'B', '_'), { maxLength: 6 }),
  )
  .map((letters) => letters.join(''));
const numbers = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(200, 500, 1.5));
const times = fc.integer({ min: -3, max: 3 }).map((minutes) => NOON + minutes * 60_000);
const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });

const calls = fc.record({
  event: fc.constantFrom('Orders.create', 'Orders.update', 'Products.delete'),
  key: texts,
  body: fc.oneof(
    texts.map((text) => Buffer.from(text)),
    texts.map((text) => Buffer.from(JSON.stringify({ text }).replaceAll('č', '\\u010d'))),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  ),
  at: times,
  origin: fc.constantFrom(...ORIGINS),
  handler: orNull(fc.record({ status: numbers, ms: numbers })),
  verdict: fc.constantFrom(...VERDICTS),
  withoutUs: orNull(fc.constantFrom(...VERDICTS)),
  fault: orNull(texts),
  marked: fc.boolean(),
  isSettled: fc.boolean(),
  repeats: fc.integer({ min: 0, max: 2 }),
});

type Call = typeof calls extends fc.Arbitrary<infer T> ? T : never;

const ranges: fc.Arbitrary<NumberRange> = fc
  .record({ from: orNull(numbers), to: orNull(numbers), includesFrom: fc.boolean(), includesTo: fc.boolean() })
  .filter((range) => range.from !== null || range.to !== null);

const tests: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.record({
    kind: fc.constant('event'),
    pattern: fc.constantFrom('Orders.*', '*.DELETE', '*', 'orders.create', 'O.*'),
  }),
  fc.record({
    kind: fc.constant('word'),
    field: fc.constantFrom('verdict', 'withoutUs'),
    value: fc.constantFrom(...VERDICTS),
  }),
  fc.record({ kind: fc.constant('word'), field: fc.constant('origin'), value: fc.constantFrom(...ORIGINS) }),
  fc.record({ kind: fc.constant('number'), field: fc.constantFrom('status', 'ms', 'attempt', 'bytes'), range: ranges }),
  fc.record({ kind: fc.constant('id'), prefix: fc.constantFrom('', 'a', 'b', '2', '%', 'č') }),
  fc.record({
    kind: fc.constant('text'),
    field: fc.constantFrom('key', 'body', 'fault'),
    pieces: fc.array(texts, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('time'),
    field: fc.constantFrom('since', 'until'),
    moment: fc.oneof(
      times.map((instant) => ({ kind: 'at' as const, instant })),
      fc.integer({ min: 0, max: 3 }).map((minutes) => ({ kind: 'ago' as const, millis: minutes * 60_000 })),
    ),
  }),
  fc.record({ kind: fc.constant('marked'), value: fc.boolean() }),
);

const expressions: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tests,
    fc.constant<Expression>({ kind: 'all' }),
    tie('any').map((part): Expression => ({ kind: 'not', part })),
    fc.record({ kind: fc.constantFrom('and', 'or'), parts: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
  ),
})).any;

interface Kept {
  readonly db: Database;
  readonly subjects: readonly FilterSubject[];
}

function keepAll(all: readonly Call[]): Kept {
  const db = openDatabase(':memory:');
  const history = historyOf(db, () => NOON, 'now');
  return { db, subjects: all.map((call) => keepOne(history, call)) };
}

function keepOne(history: History, call: Call): FilterSubject {
  const { handler, verdict, withoutUs, fault, marked, isSettled, repeats, ...rest } = call;
  const first = history.received(received(rest));
  let last = first;
  for (let count = 0; count < repeats; count += 1) {
    const link = { kind: 'repeat', delivery: first.delivery, sure: true, notice: null } as const;
    last = history.received(received({ ...rest, link }));
  }
  if (isSettled) history.settled(settled(last.attempt, { handler, verdict, withoutUs, fault }));
  history.mark(first.delivery, marked);
  const known = { verdict, withoutUs, fault, status: handler?.status ?? null, ms: handler?.ms ?? null };
  const unknown = { verdict: null, withoutUs: null, fault: null, status: null, ms: null };
  return {
    id: first.delivery,
    event: call.event,
    key: call.key,
    body: bodyText(call.body),
    bytes: call.body.length,
    attempt: repeats + 1,
    lastAttemptAt: call.at,
    origin: call.origin,
    marked,
    ...(isSettled ? known : unknown),
  };
}

function chosenBySql(db: Database, expression: Expression): readonly unknown[] {
  const filter = toSql(expression, NOON);
  const sql = `SELECT id FROM ${listFor(filter)} WHERE ${filter.where} ORDER BY place`;
  return db.all(sql, filter.params).map((row) => row['id']);
}

function chosenByPredicate(subjects: readonly FilterSubject[], expression: Expression): readonly string[] {
  return subjects.filter(toPredicate(expression, NOON)).map((subject) => subject.id);
}

describe('the condition for the database and the predicate', () => {
  it('choose the same deliveries, whatever the expression', () => {
    let [chosen, asked] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(calls, { minLength: 1, maxLength: 6 }),
        fc.array(expressions, { minLength: 5, maxLength: 20 }),
        (all, many) => {
          const { db, subjects } = keepAll(all);
          for (const expression of many) {
            const byPredicate = chosenByPredicate(subjects, expression);
            expect(chosenBySql(db, expression)).toEqual(byPredicate);
            chosen += byPredicate.length;
            asked += subjects.length;
          }
          db.close();
        },
      ),
      { numRuns: 150 },
    );
    // The agreement would say nothing if nearly all or nearly none were chosen.
    expect(chosen / asked).toBeGreaterThan(0.2);
    expect(chosen / asked).toBeLessThan(0.8);
  });

  it('choose the same deliveries for filters as they are written', () => {
    const terms = ['event:Orders.*', 'status:[1 TO 200]', 'ms:>=1', 'verdict:repeats', '-origin:shop', 'since:2m', 'Č'];
    const more = [
      'marked:true',
      'key:"a b"',
      'body:a*b',
      '-withoutUs:delivered',
      'fault:*',
      '(a',
      ')',
      '-(1 OR %)',
      '_',
    ];
    const joints = fc.constantFrom(' ', ' OR ', ' AND ', ' AND NOT ', ' -(');
    const filters = fc.array(fc.tuple(fc.constantFrom(...terms, ...more), joints), { minLength: 1, maxLength: 4 });
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(calls, { minLength: 1, maxLength: 6 }),
        fc.array(filters, { minLength: 5, maxLength: 20 }),
        (all, many) => {
          const { db, subjects } = keepAll(all);
          for (const parts of many) {
            const reading = readFilter(`${parts.flat().join('')}a`);
            if (reading.kind === 'broken') continue;
            read += 1;
            expect(chosenBySql(db, reading.expression)).toEqual(chosenByPredicate(subjects, reading.expression));
          }
          db.close();
        },
      ),
      { numRuns: 60 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it.each([
    ['status:>=500', [false, true, false]],
    ['-status:>=500', [true, false, true]],
    ['čaj', [true, false, false]],
    ['ČAJ', [true, false, false]],
    ['key:100%', [false, true, false]],
    ['event:orders.* -fault:*', [true, false, false]],
    ['fault:OUT', [false, true, false]],
    ['verdict:repeats OR verdict:delivered', [true, true, false]],
    ['key:a*a', [false, false, true]],
    ['key:ab*ba', [false, false, false]],
    ['key:1*_', [false, false, false]],
    ['key:1*%', [false, true, false]],
    ['attempt:2', [false, false, true]],
    ['since:1m', [true, true, false]],
  ])('%s', (filter, wanted) => {
    const calm: Call = {
      event: 'Orders.create',
      key: 'x',
      body: Buffer.from('{"name":"\\u010cAJ"}'),
      at: NOON,
      origin: 'shop',
      handler: { status: 200, ms: 5 },
      verdict: 'delivered',
      withoutUs: 'delivered',
      fault: null,
      marked: false,
      isSettled: true,
      repeats: 0,
    };
    const handler = { status: 500, ms: 5 };
    const body = Buffer.from('1000');
    const wrong: Call = { ...calm, key: '100%', body, handler, verdict: 'repeats', fault: 'outage' };
    const open: Call = {
      ...calm,
      event: 'Products.delete',
      key: 'aba',
      body,
      isSettled: false,
      repeats: 1,
      at: NOON - 90_000,
    };
    const { db, subjects } = keepAll([calm, wrong, open]);
    const reading = readFilter(filter);
    const expression: Expression = reading.kind === 'filter' ? reading.expression : { kind: 'all' };
    expect(subjects.map(toPredicate(expression, NOON))).toEqual(wanted);
    expect(subjects.map(({ id }) => chosenBySql(db, expression).includes(id))).toEqual(wanted);
  });

  it('bear the longest and deepest of filters', () => {
    const { db, subjects } = keepAll([]);
    for (const filter of ['a '.repeat(500), 'a OR '.repeat(199) + 'a', '-('.repeat(330) + 'a' + ')'.repeat(330)]) {
      const reading = readFilter(filter);
      if (reading.kind === 'broken') throw new Error(reading.message);
      expect(chosenBySql(db, reading.expression)).toEqual(chosenByPredicate(subjects, reading.expression));
    }
  });
});

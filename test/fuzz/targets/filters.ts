/** A filter as somebody types it: read or refused with its place; what it chooses, SQL and predicate agree on. */
import fc from 'fast-check';
import { toPredicate, type FilterSubject } from '../../../src/filter/predicate.ts';
import { readFilter } from '../../../src/filter/read-filter.ts';
import { bodyText } from '../../../src/filter/search-text.ts';
import { toSql } from '../../../src/filter/sql.ts';
import { historyOf } from '../../../src/store/history.ts';
import { LIST } from '../../../src/store/list-row.ts';
import { openDatabase, type Database } from '../../../src/store/sqlite.ts';
import { NOON, received, settled } from '../../store/samples.ts';
import { judgeWords } from '../judge.ts';
import { anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const RIGHT = [
  'event:Orders.* verdict:repeats',
  'status:>=500 OR status:[400 TO 499]',
  'ms:<1000 -origin:shop',
  'key:"9000 211" AND (body:čaj OR NOT fault:*)',
  'since:2h until:2026-11-23T10:15:42Z',
  'attempt:2 bytes:>1 id:ab marked:true withoutUs:timed-out',
  '-(a b) OR "c\\"d"',
  '9000021',
];

const WORDS = 'AND|OR|NOT|TO|-(|key:|body:|event:|status:|ms:|since:|id:|marked:|>=|<=|>|<|"|*|[1 TO 2]|{1 TO 2}'.split(
  '|',
);

export const FILTERS = target({
  name: 'filters',
  words: 'any text as a filter: chosen alike by SQL and predicate, or refused with the place',
  ci: 400,
  weight: 5,
  open() {
    const { db, subjects } = someHistory();
    return {
      cases: fc.oneof({ weight: 5, arbitrary: spoiled({ from: RIGHT, words: WORDS, longest: 1500 }) }, anyText),
      check: (text) => checkFilter(text, db, subjects),
      close: () => db.close(),
    };
  },
});

function checkFilter(text: string, db: Database, subjects: readonly FilterSubject[]): void {
  const reading = readFilter(text);
  if (reading.kind === 'broken') {
    judgeWords(reading.message);
    if (reading.at < 0 || reading.at > text.length) throw new Error(`it points to ${reading.at}`);
    return;
  }
  const { where, params } = toSql(reading.expression, NOON);
  const bySql = db.all(`SELECT id FROM ${LIST} WHERE ${where} ORDER BY place`, params).map((row) => row['id']);
  const byPredicate = subjects.filter(toPredicate(reading.expression, NOON)).map(({ id }) => id);
  if (bySql.join() !== byPredicate.join()) throw new Error(`SQL chooses ${bySql.join()}, we ${byPredicate.join()}`);
}

function someHistory(): { db: Database; subjects: readonly FilterSubject[] } {
  const db = openDatabase(':memory:');
  const history = historyOf(db, () => NOON, 'now');
  const subjects = BODIES.map((body, index): FilterSubject => {
    const event = index % 2 === 0 ? 'Orders.create' : 'Products.delete';
    const { delivery, attempt } = history.received(received({ event, key: `K${index}`, body }));
    const [handler, fault] = [{ status: 200 + 100 * index, ms: index * 10 }, index === 3 ? 'outage' : null];
    history.settled(settled(attempt, { handler, fault, verdict: 'repeats', withoutUs: 'repeats' }));
    return {
      id: delivery,
      event,
      key: `K${index}`,
      body: bodyText(Buffer.from(body)),
      bytes: Buffer.byteLength(body),
      attempt: 1,
      lastAttemptAt: NOON,
      origin: 'shop',
      verdict: 'repeats',
      withoutUs: 'repeats',
      ...handler,
      fault,
      marked: false,
    };
  });
  return { db, subjects };
}

const BODIES = ['{"a":"čaj"}', '{"a":"\\u010daj"}', '', '"\u001b[2J%_', '[1,2,3]'];

/**
 * The delivery before another that spoke of the same thing: same key, same kind of thing. Looked for backwards in the
 * order of arrival and only so far, since there is no index by key: a place in a file for each call would cost more.
 */
import { textOf } from './columns.ts';
import type { Database } from './sqlite.ts';

/** Far enough for a day of a busy shop, and some milliseconds. */
export const PREVIOUS_REACH = 20_000;

const PREVIOUS = `
  SELECT d.id FROM deliveries own JOIN deliveries d ON d.num < own.num AND d.num >= own.num - ?
  WHERE own.id = ? AND d.key = own.key AND own.key <> ''
    AND substr(d.event, 1, instr(d.event, '.')) = substr(own.event, 1, instr(own.event, '.'))
  ORDER BY d.num DESC LIMIT 1`;

/** Null where there is none, or none near. */
export function previousOf(db: Database, delivery: string): string | null {
  const row = db.get(PREVIOUS, [PREVIOUS_REACH, delivery]);
  return row === undefined ? null : textOf(row, 'id');
}

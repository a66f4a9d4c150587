/**
 * How much history holds: deliveries, and bytes of the file as its own head tells them, without asking the disk.
 */
import { numberOf } from './columns.ts';
import type { Database } from './sqlite.ts';

export interface HistorySize {
  readonly deliveries: number;
  /** Of the file, without the log that is not in it yet. */
  readonly bytes: number;
}

export function sizeOf(db: Database): HistorySize {
  const count = (sql: string, column: string): number => numberOf(db.get(sql) ?? {}, column);
  const pages = count('PRAGMA page_count', 'page_count');
  return {
    deliveries: count('SELECT count(*) AS count FROM deliveries', 'count'),
    bytes: pages * count('PRAGMA page_size', 'page_size'),
  };
}

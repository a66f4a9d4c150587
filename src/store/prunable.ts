/**
 * What pruning would remove, said before anything goes. In: the same request. Out: how many deliveries, how old, how large.
 */
import type { Instant } from '../core/instant.ts';
import { numberOf, numberOrNull } from './columns.ts';
import { livingSessions } from './sessions.ts';
import type { PruneRequest } from './prune.ts';
import type { Database } from './sqlite.ts';

export interface Prunable {
  /** Older than the age. */
  readonly aged: number;
  /** Bytes of their bodies as received. */
  readonly bytes: number;
  readonly oldestAt: Instant | null;
  readonly newestAt: Instant | null;
  /** All deliveries, these among them. */
  readonly all: number;
  /** How much the rest may still be too large, in bytes of the file; the oldest of it goes too. */
  readonly surplus: number;
}

export function prunable(db: Database, now: Instant, request: Omit<PruneRequest, 'budgetMs'>): Prunable {
  const kept = JSON.stringify([...livingSessions(db), request.keepSession].filter((session) => session !== null));
  const sql = `SELECT count(*) AS aged, coalesce(sum(a.bytes), 0) AS bytes, min(a.at) AS oldest, max(a.at) AS newest
    FROM deliveries d JOIN attempts a ON a.place = d.place
    WHERE a.at < ? AND d.session NOT IN (SELECT value FROM json_each(?)) AND d.id NOT IN (SELECT delivery FROM queue)`;
  const row = db.get(sql, [now - request.maxAgeMs, kept]) ?? {};
  const bytes = numberOf(row, 'bytes');
  return {
    aged: numberOf(row, 'aged'),
    bytes,
    oldestAt: numberOrNull(row, 'oldest'),
    newestAt: numberOrNull(row, 'newest'),
    all: numberOf(db.get('SELECT count(*) AS count FROM deliveries') ?? {}, 'count'),
    surplus: Math.max(0, usedBytes(db) - bytes - request.maxBytes),
  };
}

function usedBytes(db: Database): number {
  const read = (pragma: string): number => numberOf(db.get(`PRAGMA ${pragma}`) ?? {}, pragma);
  return (read('page_count') - read('freelist_count')) * read('page_size');
}

/**
 * Retention: history older than an age goes, then the oldest until the rest fits a size. What a running session has
 * written stays, and so does what the handler still has to accept: the shop was told that we have it.
 */
import type { Instant, Millis } from '../core/instant.ts';
import { numberOf } from './columns.ts';
import { livingSessions } from './sessions.ts';
import type { Row } from './driver.ts';
import type { Database } from './sqlite.ts';

export interface PruneRequest {
  /** Measured from a delivery's latest attempt. */
  readonly maxAgeMs: Millis;
  /** Of the file, without what is free in it. */
  readonly maxBytes: number;
  /** A session whose deliveries stay even if it does not run (any more). */
  readonly keepSession: string | null;
  /** Stops after about this long, so that calls in between are answered, to be asked again; null: goes on until all is done. */
  readonly budgetMs: Millis | null;
}

export interface Pruned {
  readonly deliveries: number;
  readonly bytes: number;
  /** False when the time was up first. */
  readonly isDone: boolean;
}

/** Deleted at once. Small, so that another session's write never waits long. */
const BATCH = 200;
/** And where a running session shall not be held up: both take a few milliseconds. */
const SMALL_BATCH = 25;
const PAGES_GIVEN_BACK = 400;

/** Throws `Failure` (exit 3) when the disk refuses. */
export function prune(db: Database, now: Instant, request: PruneRequest): Pruned {
  const living = [...livingSessions(db), request.keepSession].filter((session) => session !== null);
  const kept = JSON.stringify(living);
  const stopAt = performance.now() + (request.budgetMs ?? Infinity);
  const before = usedBytes(db);
  const batch = request.budgetMs === null ? BATCH : SMALL_BATCH;
  let deleted = 0;
  let isClean = false;
  while (!isClean && performance.now() < stopAt) {
    const aged = oldest(db, { kept, before: now - request.maxAgeMs, batch });
    const chosen = aged.length > 0 ? aged : surplus(db, { kept, maxBytes: request.maxBytes, batch });
    deleteDeliveries(db, chosen);
    deleted += chosen.length;
    isClean = chosen.length === 0;
  }
  const isDone = request.budgetMs === null ? giveAllBack(db, deleted) : isClean && giveSomeBack(db);
  return { deliveries: deleted, bytes: Math.max(0, before - usedBytes(db)), isDone };
}

interface Oldest {
  readonly kept: string;
  readonly before: Instant;
  readonly batch: number;
}

function oldest(db: Database, { kept, before, batch }: Oldest): readonly Row[] {
  const sql = `SELECT d.num, a.bytes FROM deliveries d JOIN attempts a ON a.place = d.place
    WHERE a.at < ? AND d.session NOT IN (SELECT value FROM json_each(?)) AND d.id NOT IN (SELECT delivery FROM queue)
    ORDER BY d.place LIMIT ?`;
  return db.all(sql, [before, kept, batch]);
}

/** A body is stored as it came and as text for searching; beside it stand headers and the handler's answer. */
const mostFreedBy = (bytes: number): number => 2 * bytes + 4096;

/** The oldest, rather too few than too many to free what is too much (they are asked for again); none when all fits. */
interface Surplus extends Omit<Oldest, 'before'> {
  readonly maxBytes: number;
}

function surplus(db: Database, { kept, maxBytes, batch }: Surplus): readonly Row[] {
  const excess = usedBytes(db) - maxBytes;
  if (excess <= 0) return [];
  const rows = oldest(db, { kept, batch, before: Number.MAX_SAFE_INTEGER });
  let freed = 0;
  const needed = rows.findIndex((row) => (freed += mostFreedBy(numberOf(row, 'bytes'))) >= excess);
  return needed === -1 ? rows : rows.slice(0, needed + 1);
}

function deleteDeliveries(db: Database, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  const list = JSON.stringify(rows.map((row) => numberOf(row, 'num')));
  const chosen = 'IN (SELECT value FROM json_each(?))';
  db.transaction(() => {
    const bodies = db.all(`SELECT DISTINCT body FROM attempts WHERE delivery ${chosen}`, [list]);
    db.run(`DELETE FROM attempts WHERE delivery ${chosen}`, [list]);
    db.run(`DELETE FROM deliveries WHERE num ${chosen}`, [list]);
    const numbers = JSON.stringify(bodies.map((row) => numberOf(row, 'body')));
    for (const table of ['texts', 'bodies']) {
      const isUsed = `EXISTS (SELECT 1 FROM attempts WHERE attempts.body = ${table}.num)`;
      db.run(`DELETE FROM ${table} WHERE num ${chosen} AND NOT ${isUsed}`, [numbers]);
    }
  });
}

/** Shortens the file by what became free in it. */
function giveAllBack(db: Database, deleted: number): true {
  if (deleted === 0) return true;
  db.exec('PRAGMA incremental_vacuum');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return true;
}

/** A part of it; true when nothing is left to be given back, or nothing can be. */
function giveSomeBack(db: Database): boolean {
  const before = freePages(db);
  if (before === 0) return true;
  db.exec(`PRAGMA incremental_vacuum(${PAGES_GIVEN_BACK})`);
  const after = freePages(db);
  if (after > 0 && after < before) return false;
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return true;
}

function freePages(db: Database): number {
  return numberOf(db.get('PRAGMA freelist_count') ?? {}, 'freelist_count');
}

function usedBytes(db: Database): number {
  const read = (pragma: string): number => numberOf(db.get(`PRAGMA ${pragma}`) ?? {}, pragma);
  return (read('page_count') - read('freelist_count')) * read('page_size');
}

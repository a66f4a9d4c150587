/**
 * Retention: history older than an age goes, then the oldest until the rest fits a size. What a running session has
 * written stays, and so does what the handler still has to accept: the shop was told that we have it.
 */
import type { Instant, Millis } from '../core/instant.ts';
import { numberOf, textOf } from './columns.ts';
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
}

export interface Pruned {
  readonly deliveries: number;
  readonly bytes: number;
}

/** Deleted at once. Small, so that another session's write never waits long. */
const BATCH = 200;

/** Throws `Failure` (exit 3) when the disk refuses. */
export function prune(db: Database, now: Instant, request: PruneRequest): Pruned {
  const kept = JSON.stringify([...livingSessions(db), request.keepSession].filter((session) => session !== null));
  const before = usedBytes(db);
  const aged = deleteWhile(db, () => oldest(db, kept, now - request.maxAgeMs));
  const pressed = deleteWhile(db, () => surplus(db, kept, request.maxBytes));
  if (aged + pressed > 0) giveBack(db);
  return { deliveries: aged + pressed, bytes: Math.max(0, before - usedBytes(db)) };
}

function deleteWhile(db: Database, choose: () => readonly Row[]): number {
  for (let deleted = 0; ;) {
    const rows = choose();
    if (rows.length === 0) return deleted;
    deleteDeliveries(
      db,
      rows.map((row) => textOf(row, 'id')),
    );
    deleted += rows.length;
  }
}

function oldest(db: Database, kept: string, before: Instant): readonly Row[] {
  const sql = `SELECT d.id, a.bytes FROM deliveries d JOIN attempts a ON a.place = d.place
    WHERE a.at < ? AND d.session NOT IN (SELECT value FROM json_each(?)) AND d.id NOT IN (SELECT delivery FROM queue)
    ORDER BY d.place LIMIT ${BATCH}`;
  return db.all(sql, [before, kept]);
}

/** A body is stored as it came and as text for searching; beside it stand headers and the handler's answer. */
const mostFreedBy = (bytes: number): number => 2 * bytes + 4096;

/** The oldest, rather too few than too many to free what is too much (they are asked for again); none when all fits. */
function surplus(db: Database, kept: string, maxBytes: number): readonly Row[] {
  const excess = usedBytes(db) - maxBytes;
  if (excess <= 0) return [];
  const rows = oldest(db, kept, Number.MAX_SAFE_INTEGER);
  let freed = 0;
  const needed = rows.findIndex((row) => (freed += mostFreedBy(numberOf(row, 'bytes'))) >= excess);
  return needed === -1 ? rows : rows.slice(0, needed + 1);
}

function deleteDeliveries(db: Database, ids: readonly string[]): void {
  const list = JSON.stringify(ids);
  const chosen = 'IN (SELECT value FROM json_each(?))';
  db.transaction(() => {
    const rows = db.all(`SELECT DISTINCT sha256 FROM attempts WHERE delivery ${chosen}`, [list]);
    const digests = JSON.stringify(rows.map((row) => textOf(row, 'sha256')));
    db.run(`DELETE FROM attempts WHERE delivery ${chosen}`, [list]);
    db.run(`DELETE FROM deliveries WHERE id ${chosen}`, [list]);
    db.run(
      `DELETE FROM bodies WHERE sha256 ${chosen}
       AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.sha256 = bodies.sha256)`,
      [digests],
    );
  });
}

/** Shortens the file by what became free in it. */
function giveBack(db: Database): void {
  db.exec('PRAGMA incremental_vacuum');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

function usedBytes(db: Database): number {
  const read = (pragma: string): number => numberOf(db.get(`PRAGMA ${pragma}`) ?? {}, pragma);
  return (read('page_count') - read('freelist_count')) * read('page_size');
}

/**
 * Who writes into history. At the start of a session, what dead ones left open is closed: their open attempts become
 * `interrupted`, their chains will not be repeated (the webhooks are gone), their handlers are past asking.
 */
import type { Instant } from '../core/instant.ts';
import { numberOf, textOf } from './columns.ts';
import { isRunning, processMark } from './process-mark.ts';
import { insertRow, type Database } from './sqlite.ts';

export function startSession(db: Database, session: string, now: Instant): void {
  db.transaction(() => {
    for (const dead of deadSessions(db)) closeSession(db, dead, now);
    // The same id again: a session that was opened anew.
    db.run('DELETE FROM sessions WHERE id = ?', [session]);
    const started = { id: session, pid: process.pid, process_mark: processMark(process.pid), started_at: now };
    insertRow(db, 'sessions', started);
  });
}

/** Ends a session in order. What it still waits for stays in history and can be replayed. */
export function endSession(db: Database, session: string, now: Instant): void {
  db.transaction(() => closeSession(db, session, now));
}

export function knowsSession(db: Database, session: string): boolean {
  return db.get('SELECT 1 FROM sessions WHERE id = ?', [session]) !== undefined;
}

/** Sessions that have not ended and whose process runs. */
export function livingSessions(db: Database): readonly string[] {
  return unended(db)
    .filter((session) => session.isRunning)
    .map((session) => session.id);
}

function deadSessions(db: Database): readonly string[] {
  return unended(db)
    .filter((session) => !session.isRunning)
    .map((session) => session.id);
}

interface Unended {
  readonly id: string;
  readonly isRunning: boolean;
}

function unended(db: Database): readonly Unended[] {
  return db.all('SELECT id, pid, process_mark FROM sessions WHERE ended_at IS NULL').map((row) => ({
    id: textOf(row, 'id'),
    isRunning: isRunning(numberOf(row, 'pid'), textOf(row, 'process_mark')),
  }));
}

function closeSession(db: Database, session: string, now: Instant): void {
  db.run("UPDATE attempts SET state = 'interrupted' WHERE session = ? AND state = 'open'", [session]);
  db.run("UPDATE attempts SET handler_error = 'aborted' WHERE session = ? AND handler_error = 'pending'", [session]);
  db.run('UPDATE attempts SET next_attempt_at = NULL WHERE session = ? AND next_attempt_at IS NOT NULL', [session]);
  db.run(
    `UPDATE deliveries SET not_repeated_at = ?
     WHERE session = ? AND shop_verdict = 'repeats' AND not_repeated_at IS NULL`,
    [now, session],
  );
  db.run('UPDATE sessions SET ended_at = ? WHERE id = ?', [now, session]);
}

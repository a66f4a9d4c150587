/**
 * History: every call that was taken, kept so that it outlives us. In: attempts as they are received and settled.
 * Out: pages for a list, details, chains that wait, the queue of background calls. All of it synchronous: a write
 * is on its way to the disk when it returns. Nobody is told of changes; who writes also knows whom to tell.
 */
import { join } from 'node:path';
import type { Instant } from '../core/instant.ts';
import { PARTS } from './aside-name.ts';
import { keepDamagedLog } from './damaged-log.ts';
import { prepareDataDir, refuseLink } from './data-dir.ts';
import { prune, type Pruned, type PruneRequest } from './prune.ts';
import { prunable, type Prunable } from './prunable.ts';
import { createQueue, type HistoryQueue } from './queue.ts';
import { createReader, type HistoryReader } from './read.ts';
import { createRepeats, type HistoryRepeats } from './repeats.ts';
import { prepareSchema } from './schema.ts';
import { endSession, startSession } from './sessions.ts';
import { sizeOf, type HistorySize } from './size.ts';
import { openDatabase, type Database } from './sqlite.ts';
import type { HistoryWriter } from './told.ts';
import { createWriter } from './write.ts';

export interface History extends HistoryWriter, HistoryReader, HistoryRepeats, HistoryQueue {
  /** Marks a delivery for the user, or takes the mark away. */
  mark(delivery: string, marked: boolean): void;
  size(): HistorySize;
  prune(request: PruneRequest): Pruned;
  /** What pruning would remove. */
  prunable(request: Omit<PruneRequest, 'budgetMs'>): Prunable;
  /** Commits what was done together in this turn; who waits for it is told. */
  flush(): void;
  /** Ends the session and closes the file. Idempotent; nothing may be asked of the history afterwards. */
  close(): void;
}

export interface OpenHistory {
  /** Made when it is missing. */
  readonly dir: string;
  readonly now: () => Instant;
  /** Who writes; null for commands that only look, and so leave everything as it is. */
  readonly session: string | null;
  /** Told where the log is kept when the last calls in it cannot be read. */
  readonly onDamagedLog?: (kept: string) => void;
}

/** Under this name in the data directory. */
export const HISTORY_FILE = 'history.db';

/**
 * Opens history, or starts one. Throws `Failure` (exit 3) when the directory cannot be written, the disk is full, the
 * file is damaged or a newer version has written it; the file is never deleted or repaired unasked.
 */
export function openHistory({ dir, now, session, onDamagedLog }: OpenHistory): History {
  prepareDataDir(dir);
  const file = join(dir, HISTORY_FILE);
  for (const part of PARTS) refuseLink(file + part);
  const kept = keepDamagedLog(file, now());
  if (kept !== null) onDamagedLog?.(kept);
  return historyOf(openDatabase(file), now, session);
}

/** History in a database that is already open; closes it when it cannot be used. */
export function historyOf(db: Database, now: () => Instant, session: string | null): History {
  try {
    prepareSchema(db);
    if (session !== null) startSession(db, session, now());
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    ...createWriter(db, session ?? ''),
    ...createReader(db, now),
    ...createRepeats(db, now),
    ...createQueue(db, session ?? ''),
    mark: (delivery, marked) =>
      void db.run('UPDATE deliveries SET marked = ? WHERE id = ?', [Number(marked), delivery]),
    size: () => sizeOf(db),
    prune: (request) => prune(db, now(), request),
    prunable: (request) => prunable(db, now(), request),
    flush: () => db.flush(),
    close: createCloser(db, now, session),
  };
}

function createCloser(db: Database, now: () => Instant, session: string | null): () => void {
  let isClosed = false;
  return () => {
    if (isClosed) return;
    isClosed = true;
    try {
      if (session !== null) endSession(db, session, now());
    } finally {
      db.close();
    }
  };
}

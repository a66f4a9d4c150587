/**
 * A session begins although its history is damaged: the damaged one is put aside under another name, whole, and a new one is
 * begun. In: what `openHistory` takes. Out: the history, and where the damaged one is now. What is no database at all, or
 * somebody else's, or of a newer version, may be anything: it stays where it is.
 */
import { closeSync, existsSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { asideOf, PARTS } from './aside-name.ts';
import { HISTORY_FILE, openHistory, type History, type OpenHistory } from './history.ts';
import { onDisk } from './storage-trouble.ts';

export interface OpenedHistory {
  readonly history: History;
  /** What was damaged, the file or its log; null: there was nothing wrong. */
  readonly aside: string | null;
}

/** Throws `Failure` (exit 3) as `openHistory` does, but for damage. */
export function openOrSetAside(request: OpenHistory): OpenedHistory {
  let aside: string | null = null;
  const opening = { ...request, onDamagedLog: (kept: string) => (aside = kept) };
  try {
    const history = openHistory(opening);
    return { history, aside };
  } catch (error) {
    if (!isDamage(error, request.dir)) throw error;
    const file = setAside(request);
    return { history: openHistory(request), aside: file };
  }
}

/** A database, but one that cannot be read. */
export function isDamage(error: unknown, dir: string): boolean {
  return error instanceof Failure && error.code === 'history-damaged' && isDatabase(join(dir, HISTORY_FILE));
}

/** How each begins, https://sqlite.org/fileformat.html#magic_header_string. */
const HEADER = 'SQLite format 3\0';

function isDatabase(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const start = Buffer.alloc(HEADER.length);
    readSync(handle, start);
    return start.toString('latin1') === HEADER;
  } finally {
    closeSync(handle);
  }
}

function setAside({ dir, now }: OpenHistory): string {
  const file = join(dir, HISTORY_FILE);
  const aside = asideOf(file, now());
  onDisk(file, () => {
    for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, aside + part);
  });
  return aside;
}

/**
 * What a damaged history, or its log, is called when it is kept: `history.damaged-2026-11-23T12-00-00.db` beside it. In: the
 * file and the time. Out: a name that nothing has yet, whatever stands behind it.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isoUtc, type Instant } from '../core/instant.ts';

/** SQLite looks for the log beside a file under the file's own name. */
export const PARTS = ['', '-wal', '-shm'] as const;

export function asideOf(file: string, now: Instant): string {
  const name = `${basename(file, '.db')}.damaged-${isoUtc(now).slice(0, 19).replaceAll(':', '-')}`;
  for (let count = 1; ; count += 1) {
    const path = join(dirname(file), count === 1 ? `${name}.db` : `${name}-${count}.db`);
    if (PARTS.every((part) => !existsSync(path + part))) return path;
  }
}

/**
 * Makes the tables of a new history, and keeps away from a file that a newer version has written.
 */
import { trouble } from '../core/failure.ts';
import { numberOf } from './columns.ts';
import { turnOnWriteAheadLog, type Database } from './sqlite.ts';
import { SCHEMA_VERSION, TABLES } from './tables.ts';

/** Creates the tables, or checks that they are ours. Throws `Failure` (exit 3) for another format, unchanged. */
export function prepareSchema(db: Database): void {
  if (versionOf(db) === 0) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
  turnOnWriteAheadLog(db);
  if (versionOf(db) === 0) db.transaction(() => createTables(db));
}

/** Another process may have been first. */
function createTables(db: Database): void {
  if (versionOf(db) !== 0) return;
  db.exec(TABLES);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

function versionOf(db: Database): number {
  const version = numberOf(db.get('PRAGMA user_version') ?? {}, 'user_version');
  if (version === 0 || version === SCHEMA_VERSION) return version;
  if (version < SCHEMA_VERSION) {
    throw trouble('history-too-old', `${db.file} was written by an upgates-dev from before its first version.`, {
      hint: 'Move this file away and start again; a new one is made.',
    });
  }
  throw trouble(
    'history-too-new',
    `${db.file} was written by a newer upgates-dev (format ${version}; this one knows ${SCHEMA_VERSION}).`,
    { hint: 'Update upgates-dev, or keep a history of its own with --data-dir DIR.' },
  );
}

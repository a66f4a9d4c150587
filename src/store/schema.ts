/**
 * Makes the tables of a new history, and keeps away from a file that a newer version has written.
 */
import { trouble } from '../core/failure.ts';
import { numberOf, textOf } from './columns.ts';
import { turnOnWriteAheadLog, type Database } from './sqlite.ts';
import { SCHEMA_VERSION, TABLES } from './tables.ts';

/** Creates the tables, or checks that they are ours. Throws `Failure` (exit 3) for another format, unchanged. */
export function prepareSchema(db: Database): void {
  const isNew = versionOf(db) === 0;
  refuseForeign(db);
  if (isNew) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
  turnOnWriteAheadLog(db);
  if (isNew) db.transaction(() => createTables(db));
}

/** Another process may have been first. */
function createTables(db: Database): void {
  if (versionOf(db) !== 0) return;
  refuseForeign(db);
  db.exec(TABLES);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

const OURS: ReadonlySet<string> = new Set(
  TABLES.split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement.startsWith('CREATE')),
);

/** In one statement, so that a process that makes them at this moment is seen before or after, not in the middle. */
const FOUND = `
  SELECT sql, (SELECT user_version FROM pragma_user_version) AS version FROM sqlite_schema WHERE sql IS NOT NULL`;

/**
 * Exactly our tables and indexes, or none at all. A file may have come with somebody's repository: a trigger or a view in
 * it would run whenever we write, and need not end.
 */
function refuseForeign(db: Database): void {
  const found = db.all(FOUND);
  const areOurs = found.every((row) => row['version'] === SCHEMA_VERSION && OURS.has(textOf(row, 'sql')));
  if (found.length === 0 || (areOurs && found.length === OURS.size)) return;
  throw trouble(
    'history-foreign',
    `${db.file} is a database, but no history of upgates-dev; nothing was changed in it.`,
    {
      hint: 'Move this file away and start again, or keep a history elsewhere with --data-dir DIR.',
    },
  );
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

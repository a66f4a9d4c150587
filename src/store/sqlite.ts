/**
 * A thin wrapper round SQLite: SQL and values in, rows out, every trouble of the disk as a `Failure`.
 * Only text, numbers, bytes and null may be bound: drivers differ in what they make of anything else (one stores a
 * Date as NULL, one stores text only up to its first NUL). Text is therefore stored without NULs; raw bytes are BLOBs.
 */
import { closeSync, openSync } from 'node:fs';
import { loadDriver, type Bindable, type DriverDatabase, type DriverStatement, type Row } from './driver.ts';
import { createIdleCheckpoint } from './idle-checkpoint.ts';
import { createGroup, inTransaction, type Ending } from './transaction.ts';
import { isLocked, onDisk } from './storage-trouble.ts';

export type Values = Readonly<Record<string, Bindable>>;

export interface Database {
  readonly file: string;
  /** Changes rows; tells how many and the id of the last inserted one. */
  run(sql: string, params?: readonly Bindable[]): { readonly changes: number; readonly lastId: number };
  get(sql: string, params?: readonly Bindable[]): Row | undefined;
  all(sql: string, params?: readonly Bindable[]): readonly Row[];
  /** Statements without values. */
  exec(sql: string): void;
  /** All or nothing. Not to be nested. */
  transaction<T>(work: () => T): T;
  /**
   * Work that shares a transaction with the rest of this turn of the event loop: a commit costs as much as the rows of ten
   * calls. Throws when the work fails; then nothing of the whole transaction is left, and the others are told so.
   */
  together<T>(work: () => T, ending: Ending): T;
  /** The same for what nobody waits for: done with the next that is, before anything is read, or a moment later. Never throws. */
  soon(work: () => void, ending: Ending): void;
  /** Commits what was done together so far. */
  flush(): void;
  /** Idempotent. */
  close(): void;
}

/** How long a write waits for another process. Its calls have one second, so longer waiting helps nobody. */
const BUSY_TIMEOUT = 1000;
/** 32 MB. Moving the log into the file stalls whoever calls meanwhile; it is done in quiet moments, or else at this size. */
const CHECKPOINT_PAGES = 8000;
/** Statements kept prepared; filters make new ones without end. */
const MAX_STATEMENTS = 200;

/** Opens or creates a database file, readable for its owner only. Throws `Failure` (exit 3). */
export function openDatabase(file: string): Database {
  return onDisk(file, () => {
    if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
    const driver = new (loadDriver().DatabaseSync)(file);
    try {
      driver.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA trusted_schema = OFF`);
    } catch (error) {
      driver.close();
      throw error;
    }
    return wrap(driver, file);
  });
}

/**
 * Readers beside one writer, and no sync at each commit: a commit survives the end of our process in any form, a power
 * loss may take the last ones (the ledger, which must survive that too, is no database).
 * Changing the mode needs the file alone and does not wait by itself, so two first starts at once are tried again.
 */
export function turnOnWriteAheadLog(db: Database): void {
  const deadline = performance.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      return db.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
      );
    } catch (error) {
      const isWorthWaiting = isLocked(error instanceof Error ? error.cause : error) && performance.now() < deadline;
      if (!isWorthWaiting) throw error;
      pause(10);
    }
  }
}

function pause(millis: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}

function wrap(driver: DriverDatabase, file: string): Database {
  const prepare = statementCache(driver);
  const checkpoint = createIdleCheckpoint(() => moveLog(driver, 'PASSIVE'));
  const group = createGroup(driver, { file, onCommit: checkpoint.written });
  let isOpen = true;
  return {
    file,
    run: (sql, params = []) => {
      group.finish();
      checkpoint.written();
      return onDisk(file, () => {
        const done = prepare(sql).run(...checked(params));
        return { changes: Number(done.changes), lastId: Number(done.lastInsertRowid) };
      });
    },
    get: (sql, params = []) => {
      group.catchUp();
      return onDisk(file, () => prepare(sql).get(...checked(params)));
    },
    all: (sql, params = []) => {
      group.catchUp();
      return onDisk(file, () => prepare(sql).all(...checked(params)));
    },
    exec: (sql) => {
      group.finish();
      onDisk(file, () => driver.exec(sql));
    },
    transaction: (work) => {
      group.finish();
      checkpoint.written();
      return onDisk(file, () => inTransaction(driver, work));
    },
    together: (work, ending) => group.join(work, ending),
    soon: (work, ending) => group.joinLater(work, ending),
    flush: () => group.finish(),
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      group.finish();
      if (checkpoint.close()) emptyLog(driver);
      driver.close();
    },
  };
}

/**
 * Everything into the main file. The last connection to close would do so by itself, but on Node 20 the package keeps
 * the file open until its statements are collected, and there is no way to finalize them. The first step lets others
 * write; so does what is left then, nearly.
 */
function emptyLog(driver: DriverDatabase): void {
  moveLog(driver, 'PASSIVE');
  moveLog(driver, 'TRUNCATE');
}

function moveLog(driver: DriverDatabase, how: 'PASSIVE' | 'TRUNCATE'): void {
  try {
    driver.exec(`PRAGMA wal_checkpoint(${how})`);
  } catch {
    // Nothing is lost: the next one to open the file reads the log beside it.
  }
}

function statementCache(driver: DriverDatabase): (sql: string) => DriverStatement {
  const statements = new Map<string, DriverStatement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    const statement = driver.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

function checked(params: readonly Bindable[]): readonly Bindable[] {
  return params.map(checkedValue);
}

/** Empty, but with memory behind it: Node 22 stores bytes without any as NULL. */
const NO_BYTES = new Uint8Array(1).subarray(0, 0);

function checkedValue(value: Bindable): Bindable {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  if (typeof value === 'number' || typeof value === 'bigint' || value === null) return value;
  if (value instanceof Uint8Array) return value.length === 0 ? NO_BYTES : value;
  throw new TypeError(`A value of type ${typeof value} cannot be stored.`);
}

/** Inserts one row; returns its row id. */
export function insertRow(db: Database, table: string, values: Values): number {
  const sql = remembered(`insert ${table}`, Object.keys(values), (columns) => {
    const marks = columns.map(() => '?').join(', ');
    return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`;
  });
  return db.run(sql, Object.values(values)).lastId;
}

/** Changes the rows that meet a condition; returns how many. */
export function updateRows(
  db: Database,
  change: { readonly table: string; readonly set: Values },
  where: { readonly sql: string; readonly params: readonly Bindable[] },
): number {
  const sql = remembered(`update ${change.table} ${where.sql}`, Object.keys(change.set), (columns) => {
    const assignments = columns.map((column) => `${column} = ?`);
    return `UPDATE ${change.table} SET ${assignments.join(', ')} WHERE ${where.sql}`;
  });
  return db.run(sql, [...Object.values(change.set), ...where.params]).changes;
}

const SENTENCES = new Map<string, { readonly columns: readonly string[]; readonly sql: string }>();

/** Putting a sentence together costs as much as running it. */
function remembered(name: string, columns: readonly string[], write: (columns: readonly string[]) => string): string {
  const known = SENTENCES.get(name);
  const isSame =
    known?.columns.length === columns.length && columns.every((column, at) => known.columns[at] === column);
  if (known !== undefined && isSame) return known.sql;
  const sql = write(columns);
  SENTENCES.set(name, { columns, sql });
  return sql;
}

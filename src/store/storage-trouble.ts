/**
 * What the disk answered, in a sentence for the user: an error of SQLite or of the file system in, a `Failure` out.
 * An error that is none of these is a bug of ours and stays what it is.
 */
import { trouble } from '../core/failure.ts';

interface Told {
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

const ELSEWHERE = 'Choose another place with --data-dir DIR.';

const READ_ONLY: Told = { code: 'data-dir-read-only', what: 'cannot be written', hint: ELSEWHERE };
const FULL: Told = {
  code: 'disk-full',
  what: 'cannot grow: the disk is full',
  hint: `Free some space, or remove old calls with "upgates-dev history prune". ${ELSEWHERE}`,
};
const DAMAGED: Told = {
  code: 'history-damaged',
  what: 'is damaged or no history at all; nothing was changed in it',
  hint: 'Move this file away and start again; a new one is made. "sqlite3 FILE .recover" may save what is in it.',
};
/** Rows of ours never contradict each other. */
const AT_ODDS: Told = { ...DAMAGED, what: 'is damaged: its rows contradict each other' };
const LOCKED: Told = {
  code: 'history-locked',
  what: 'is held by another program',
  hint: `End the program that has it open, or try again. ${ELSEWHERE}`,
};
const BROKEN_DISK: Told = { code: 'disk-error', what: 'cannot be read or written: the disk failed', hint: ELSEWHERE };

/** SQLite's primary result codes and their texts, https://sqlite.org/rescode.html. */
const BY_RESULT: readonly { readonly code: number; readonly text: string; readonly told: Told }[] = [
  { code: 3, text: 'access permission denied', told: READ_ONLY },
  { code: 5, text: 'database is locked', told: LOCKED },
  { code: 6, text: 'database table is locked', told: LOCKED },
  { code: 8, text: 'attempt to write a readonly database', told: READ_ONLY },
  { code: 10, text: 'disk I/O error', told: BROKEN_DISK },
  { code: 11, text: 'database disk image is malformed', told: DAMAGED },
  { code: 13, text: 'database or disk is full', told: FULL },
  { code: 14, text: 'unable to open database file', told: READ_ONLY },
  { code: 19, text: 'constraint failed', told: AT_ODDS },
  { code: 20, text: 'datatype mismatch', told: AT_ODDS },
  { code: 26, text: 'file is not a database', told: DAMAGED },
];

const NO_DIRECTORY = 'a file stands where a directory is needed';

/** Words of their own, since Node's name the call and not the cause. */
const WHY_READ_ONLY: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: NO_DIRECTORY,
  EEXIST: NO_DIRECTORY,
  EISDIR: 'a directory stands where the file should be',
  // What Node 20 also says when it cannot make the directory on a read-only file system.
  ENOENT: 'the directory is not there and cannot be made',
};

const BY_SYSTEM_CODE: ReadonlyMap<string, Told> = new Map([
  ...Object.entries(WHY_READ_ONLY).map(([code, why]): [string, Told] => [
    code,
    { ...READ_ONLY, what: `${READ_ONLY.what}: ${why}` },
  ]),
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['EIO', BROKEN_DISK],
]);

/** Runs work on a file; trouble with the disk is thrown as `Failure` (exit 3) naming the path. */
export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asTrouble(error, path);
  }
}

export function isLocked(error: unknown): boolean {
  return toldOf(error) === LOCKED;
}

function asTrouble(error: unknown, path: string): unknown {
  const told = toldOf(error);
  if (told === undefined) return error;
  return trouble(told.code, `${path} ${told.what}.`, { hint: told.hint, cause: error });
}

function toldOf(error: unknown): Told | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code === 'ERR_SQLITE_ERROR' ? toldBySqlite(error) : BY_SYSTEM_CODE.get(error.code);
}

/** The package for Node 20 leaves the number out when `all` fails; the text is SQLite's own. */
function toldBySqlite(error: Error): Told | undefined {
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
  return BY_RESULT.find((row) => (code === null ? row.text === error.message : row.code === code))?.told;
}

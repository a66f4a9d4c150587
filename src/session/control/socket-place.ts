/**
 * Where the socket of a session's control door can be: a folder that only this user can enter, with a path that is short
 * enough for the operating system. In: folders to try, in their order. Out: a path for the socket, or why there is none.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { trouble } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import { codeOf } from '../../register/durable-file.ts';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, one of them for the end. */
export const LONGEST_PATH = 103;

/** Throws `Failure` (exit 3) with the reason of each folder when none will do. */
export function socketPath(folders: readonly string[], session: string): string {
  // Named pipes have no folder and no length to speak of; who may open one is for the token to say.
  if (process.platform === 'win32') return `\\\\.\\pipe\\upgates-dev-${session}-${randomBytes(16).toString('hex')}`;
  const reasons: string[] = [];
  for (const folder of folders) {
    const path = join(folder, `${session}.sock`);
    const reason = Buffer.byteLength(path) > LONGEST_PATH ? 'its path is too long' : unfitness(folder);
    if (reason === null) return path;
    reasons.push(`${folder}: ${reason}`);
  }
  throw trouble('no-control-door', printable(`No control door can be opened (${reasons.join('; ')}).`));
}

/** Makes the folder where it is missing. Null when it will do. */
function unfitness(folder: string): string | null {
  try {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
    const parent = statSync(dirname(folder));
    if (!isSafeParent(parent)) return 'others could put something else in its place';
    makeFolder(folder);
    const found = lstatSync(folder);
    if (!found.isDirectory()) return 'it is no folder';
    if (!isOurs(found)) return 'it belongs to another user';
    if (isOpenToOthers(found)) chmodSync(folder, 0o700);
    return isOpenToOthers(lstatSync(folder)) ? 'other users can get into it' : null;
  } catch (error) {
    return codeOf(error);
  }
}

/** What stands there is looked at afterwards, a link to elsewhere too. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Ours or the system's; where all may write, a sticky one, in which nobody can move what is another's. */
function isSafeParent({ uid, mode }: Stats): boolean {
  const isSticky = (mode & 0o1000) !== 0;
  return (uid === 0 || uid === process.getuid?.()) && ((mode & 0o022) === 0 || isSticky);
}

function isOurs({ uid }: Stats): boolean {
  return uid === process.getuid?.();
}

function isOpenToOthers({ mode }: Stats): boolean {
  return (mode & 0o077) !== 0;
}

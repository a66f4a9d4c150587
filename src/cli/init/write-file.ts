/**
 * One file of the user's project, written whole or not at all. In: path, text, permissions. Out: nothing, or `Failure`.
 */
import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { mistake, trouble } from '../../core/failure.ts';
import { codeOf } from '../../register/durable-file.ts';

/** Null when there is none. Throws `Failure`: exit 2 for a link, which could lead anywhere, 3 for the disk. */
export function readOwnFile(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (found.isFile()) return saying(path, () => readFileSync(path, 'utf8'));
  throw mistake('init-file', `${basename(path)} is no plain file, so init leaves it alone.`, `It is at ${path}.`);
}

/** `mode`: such as 0o600. Throws `Failure` (exit 3). */
export function writeOwnFile(path: string, text: string, mode: number): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  saying(path, () => {
    try {
      writeFileSync(temporary, text, { mode, flag: 'wx' });
      renameSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

function saying<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw trouble('init-file', `${path} cannot be used: ${codeOf(cause)}.`, { cause });
  }
}

/**
 * Files that survive power loss: what a function here has resolved for is on the disk, the directory entry included.
 * In: a path and a text. Out: nothing, or `Failure` (exit 3, `state-dir`) with what the disk said.
 * Files are 0600, directories 0700. Under every ledger, lease and machine id.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { constants, link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { trouble } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/** Creates the directory and its parents where they are missing. */
export async function ensurePrivateDirectory(path: string): Promise<void> {
  await saying(path, async () => {
    const first = await makeDirectories(path);
    if (first !== undefined) await syncDirectory(dirname(first));
  });
}

async function makeDirectories(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true, mode: DIRECTORY_MODE });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // What Node 20 says of a read-only file system as well; making the topmost one alone tells what is wrong.
    return mkdir(topmostMissing(path), { mode: DIRECTORY_MODE }).then(() => makeDirectories(path));
  }
}

function topmostMissing(path: string): string {
  const parent = dirname(path);
  return parent === path || existsSync(parent) ? path : topmostMissing(parent);
}

/** Replaces the whole file at once: a reader sees the old text or the new one, never a half. */
export async function writeDurably(path: string, text: string): Promise<void> {
  await saying(path, async () => {
    await viaTemporary(path, text, (temporary) => rename(temporary, path));
    await syncDirectory(dirname(path));
  });
}

/** Creates the file whole, unless it exists; says whether it did. */
export async function createDurably(path: string, text: string): Promise<boolean> {
  return saying(path, async () => {
    const created = await viaTemporary(path, text, (temporary) => linkUnlessThere(temporary, path));
    await syncDirectory(dirname(path));
    return created;
  });
}

/** Appends to a file that exists, in one write; never creates one, since a file without its head says nothing. */
export async function appendDurably(path: string, text: string): Promise<void> {
  await saying(path, () => writeAndSync(path, constants.O_WRONLY | constants.O_APPEND, text));
}

/** A file that is gone already is no error. */
export async function removeDurably(path: string): Promise<void> {
  await saying(path, async () => {
    await unlinkIfThere(path);
    await syncDirectory(dirname(path));
  });
}

const TEMPORARY = /\.[0-9a-f]{8}\.tmp$/;

/** What a write that was killed has left: nobody will finish it. Trouble with it is no trouble, the next start tries again. */
export async function removeTemporaries(directory: string, before: Instant): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const paths = names.filter((name) => TEMPORARY.test(name)).map((name) => join(directory, name));
  await Promise.allSettled(
    paths.map(async (path) => {
      if ((await stat(path)).mtimeMs < before) await unlinkIfThere(path);
    }),
  );
}

/** The same for one file that nobody else writes now; what else lies beside it is not ours. */
export async function removeTemporariesOf(path: string): Promise<void> {
  const [directory, name] = [dirname(path), basename(path)];
  const names = await readdir(directory).catch(() => []);
  const left = names.filter((one) => TEMPORARY.test(one) && one.replace(TEMPORARY, '') === name);
  await Promise.allSettled(left.map((one) => unlinkIfThere(join(directory, one))));
}

async function viaTemporary<T>(path: string, text: string, place: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeAndSync(temporary, 'wx', text);
    return await place(temporary);
  } finally {
    await unlinkIfThere(temporary);
  }
}

async function writeAndSync(path: string, flags: number | 'wx', text: string): Promise<void> {
  const file = await open(path, flags, FILE_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A hard link fails where the name exists; a rename would silently replace another process' file. */
async function linkUnlessThere(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** Windows cannot open a directory, and some network file systems cannot sync one; the file itself is synced anyway. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error;
  }
}

async function saying<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw trouble('state-dir', `The state directory cannot be used: ${reasonOf(error)} at ${path}.`, {
      hint: 'Every webhook is noted there before it is created, so that none is left behind. Choose another place with --data-dir.',
      cause: error,
    });
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EROFS', 'read-only file system'],
  ['ENOSPC', 'no space left'],
  ['EDQUOT', 'no space left'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOTDIR', 'a file stands where a directory is needed'],
  ['EEXIST', 'a file stands where a directory is needed'],
]);

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const words = REASONS.get(code);
  return words === undefined ? code : `${words} (${code})`;
}

/** The system's short code, such as `EROFS`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'unknown error';
}

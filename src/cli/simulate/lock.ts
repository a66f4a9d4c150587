/**
 * One process at a time keeps a shop in a file: a lock beside it, `<file>.lock`, holds the lease of whoever does. In: the
 * path of the state file. Out: the lock, or `Failure` (exit 3) with who has it. What a killed process left is taken over.
 */
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, stat } from 'node:fs/promises';
import { trouble } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import { codeOf, createDurably, removeDurably } from '../../register/durable-file.ts';
import { fieldsOf, parseJson } from '../../register/fields.ts';
import { isAlive, ownLease, readLease } from '../../register/lease.ts';
import { stateTrouble } from './trouble.ts';

export interface StateLock {
  release(): Promise<void>;
}

/** Throws `Failure` (exit 3): `state-in-use`, or `state-file` where nothing can be written. */
export async function lockState(path: string, now: number): Promise<StateLock> {
  const lock = `${path}.lock`;
  const text = JSON.stringify({ version: 1, lease: ownLease() });
  await refuseLiving(lock, path, now);
  const isOurs = await createDurably(lock, text).catch((error: unknown) => {
    throw stateTrouble('written', path, error);
  });
  if (!isOurs) throw inUse(path, null);
  return { release: () => removeDurably(lock).catch(() => undefined) };
}

/** A dead one's lock is moved aside first: of two that find it, one moves it and the other finds the new one. */
async function refuseLiving(lock: string, path: string, now: number): Promise<void> {
  const text = await readFile(lock, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw stateTrouble('read', path, error);
  });
  if (text === null) return;
  const lease = readLease(fieldsOf(parseJson(text))['lease']);
  const beatAt = await stat(lock).then(
    ({ mtimeMs }) => mtimeMs,
    () => now,
  );
  if (lease !== null && isAlive(lease, { beatAt, now })) throw inUse(path, lease.pid);
  await moveAside(lock, text, path);
}

/** Another one may have done so since, and have its own lock there by now: that one is put back. */
async function moveAside(lock: string, dead: string, path: string): Promise<void> {
  const aside = `${lock}.${randomBytes(4).toString('hex')}.old`;
  try {
    await rename(lock, aside);
    if ((await readFile(aside, 'utf8')) === dead) return;
    await link(aside, lock).catch(() => undefined);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw stateTrouble('written', path, error);
  } finally {
    await rm(aside, { force: true }).catch(() => undefined);
  }
  throw inUse(path, null);
}

function inUse(path: string, pid: number | null): Error {
  const who = pid === null ? 'another process' : `process ${pid}`;
  return trouble('state-in-use', `The shop in ${printable(path)} is open already, in ${who}.`, {
    hint: 'End that one first, or name another file with --state.',
  });
}

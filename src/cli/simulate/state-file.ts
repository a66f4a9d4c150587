/**
 * `--state FILE`: the simulated shop put aside and taken up again. In: a path. Out: what it held, and a keeper that writes
 * the shop there soon after each change and at the end, whole or not at all. A file that cannot be read as a shop is left
 * as it is.
 */
import { readFile, stat } from 'node:fs/promises';
import { mistake, Failure } from '../../core/failure.ts';
import type { Instant } from '../../core/instant.ts';
import { printable } from '../../core/printable.ts';
import { codeOf, removeTemporariesOf } from '../../register/durable-file.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { lockState } from './lock.ts';
import { readSaved, type Saved } from './saved.ts';
import { stateTrouble } from './trouble.ts';

export interface KeptState extends Keeper {
  readonly path: string;
  /** Null: the file does not exist yet. */
  readonly saved: Saved | null;
  /** Lets others have the file. */
  release(): Promise<void>;
}

/** Throws `Failure`: exit 2 for a file that holds no shop, 3 for one in use or that cannot be read or written. */
export async function openState(path: string, now: () => Instant): Promise<KeptState> {
  const lock = await lockState(path, now());
  try {
    const saved = await readState(path);
    await removeTemporariesOf(path);
    return { path, saved, ...createKeeper(path), release: () => lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A link may lead to a device that never ends. */
async function textOf(path: string): Promise<string> {
  if ((await stat(path)).isFile()) return readFile(path, 'utf8');
  throw mistake('state-file', `${printable(path)} is no file.`, 'Name another one with --state.');
}

async function readState(path: string): Promise<Saved | null> {
  const text = await textOf(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    if (error instanceof Failure) throw error;
    throw stateTrouble('read', path, error);
  });
  if (text === null) return null;
  try {
    return readSaved(text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const hint = 'It is left as it is. Name another one with --state, or move it away to begin anew.';
    throw mistake('state-file', `${printable(path)} holds no shop that can be taken up: ${error.message}`, hint);
  }
}

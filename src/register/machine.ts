/**
 * Who we are on this machine: 8 hex digits kept in the state directory, made once.
 * In: the state directory. Out: the id, the same for every later session and for two that start at the same moment.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDurably, ensurePrivateDirectory, writeDurably } from './durable-file.ts';
import { isMarkerId } from './names.ts';

const FILE = 'machine-id';

/** A new machine or session id: 8 hex digits. */
export function newMarkerId(): string {
  return randomBytes(4).toString('hex');
}

/** Reads the machine id, or makes one. Throws `Failure` (exit 3, `state-dir`) when the directory cannot be used. */
export async function machineId(stateDir: string): Promise<string> {
  const path = join(stateDir, FILE);
  const known = await readId(path);
  if (known !== null) return known;
  await ensurePrivateDirectory(stateDir);
  const fresh = newMarkerId();
  if (await createDurably(path, `${fresh}\n`)) return fresh;
  const others = await readId(path);
  if (others !== null) return others;
  // A file that holds no id is damaged; webhooks made under the lost id stay in the ledgers and carry it there.
  await writeDurably(path, `${fresh}\n`);
  return fresh;
}

async function readId(path: string): Promise<string | null> {
  const text = (await readFile(path, 'utf8').catch(() => '')).trim();
  return isMarkerId(text) ? text : null;
}

/**
 * Who we are on this machine: 8 hex digits kept in the state directory, made once.
 * In: the state directory. Out: the id, the same for every later session and for two that start at the same moment.
 * A copy of the directory is somebody else: it knows nothing of the sessions that the original starts from now on, and
 * would take their webhooks for leftovers. So the file also says where it was written.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { createDurably, ensurePrivateDirectory, writeDurably } from './durable-file.ts';
import { isMarkerId } from './names.ts';

const FILE = 'machine-id';

interface Identity {
  readonly id: string;
  /** The real path of the state directory; null where none was noted. */
  readonly place: string | null;
}

/** A new machine or session id: 8 hex digits. */
export function newMarkerId(): string {
  return randomBytes(4).toString('hex');
}

/** Reads the machine id, or makes one. Throws `Failure` (exit 3, `state-dir`) when the directory cannot be used. */
export async function machineId(stateDir: string): Promise<string> {
  await ensurePrivateDirectory(stateDir);
  const place = await realpath(stateDir);
  const known = await readIdentity(stateDir);
  if (known !== null) return known.place === place ? known.id : settle(known, place);
  const fresh: Identity = { id: newMarkerId(), place };
  if (await createDurably(join(place, FILE), textOf(fresh))) return fresh.id;
  const others = await readIdentity(stateDir);
  if (others !== null) return others.id;
  // A file that holds no id is damaged; webhooks made under the lost id stay in the ledgers and carry it there.
  return write(fresh, place);
}

/** The directory was moved, and with it who we are; or it was copied, and the original is still there. */
async function settle({ id, place: from }: Identity, place: string): Promise<string> {
  const original = from === null ? null : await readIdentity(from);
  const isCopy = original !== null && original.id === id && original.place === from;
  return write({ id: isCopy ? idOfCopy(id, place) : id, place }, place);
}

/** The same for two sessions that find out at the same moment. */
function idOfCopy(id: string, place: string): string {
  return createHash('sha256').update(`${id}\n${place}`).digest('hex').slice(0, 8);
}

async function write(identity: Identity, place: string): Promise<string> {
  await writeDurably(join(place, FILE), textOf(identity));
  return identity.id;
}

function textOf({ id, place }: Identity): string {
  return `${id}\n${place ?? ''}\n`;
}

async function readIdentity(stateDir: string): Promise<Identity | null> {
  const text = await readFile(join(stateDir, FILE), 'utf8').catch(() => '');
  const [id = '', place = ''] = text.split('\n');
  return isMarkerId(id.trim()) ? { id: id.trim(), place: place === '' ? null : place } : null;
}

/**
 * What tells `upgates-dev control` where a door is and what opens it: one file in `<state dir>/doors` for each session and
 * for each simulated shop that runs alone, readable by this user only. In: the state directory. Out: the doors of those
 * that live; what dead ones left is removed.
 */
import { readdirSync, lstatSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { SECOND, type Millis } from '../../core/instant.ts';
import { codeOf, createDurably, ensurePrivateDirectory, removeDurably } from '../../register/durable-file.ts';
import { fieldsOf } from '../../register/fields.ts';
import { isAlive, readLease, type Lease } from '../../register/lease.ts';

/** What is behind a door: a session, or a simulated shop that runs alone. */
export type Behind = 'session' | 'shop';

export interface DoorFile {
  readonly what: Behind;
  /** 8 hex digits: of the session, or of the shop. */
  readonly session: string;
  readonly socket: string;
  /** 128 random bits in hex. */
  readonly token: string;
  readonly lease: Lease;
  /** `simulated`, or the shop's host; of a shop that runs alone its name. */
  readonly shop: string;
  readonly dataDir: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

const FOLDER = 'doors';
const FILE = /^([0-9a-f]{8})\.json$/;
const SOCKET = /^([0-9a-f]{8})\.sock$/;
const MAX_BYTES = 65_536;

/** Throws `Failure` (exit 3, `state-dir`) when it cannot be written. */
export async function writeDoor(stateDir: string, door: DoorFile): Promise<void> {
  await ensurePrivateDirectory(join(stateDir, FOLDER));
  await createDurably(pathOf(stateDir, door.session), `${JSON.stringify({ version: 1, ...door })}\n`);
}

export async function removeDoor(stateDir: string, session: string): Promise<void> {
  await removeDurably(pathOf(stateDir, session));
}

/** Those of living sessions, the oldest first; the files and sockets of dead ones are removed on the way. */
export async function livingDoors(stateDir: string): Promise<readonly DoorFile[]> {
  const names = namesIn(join(stateDir, FOLDER)).filter((name) => FILE.test(name));
  const doors = await Promise.all(names.map((name) => readDoor(join(stateDir, FOLDER, name))));
  const known = doors.filter((door) => door !== null);
  for (const door of known) if (!mayLive(door)) forget(stateDir, door);
  return known.filter(mayLive).toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** A door of another container that shares this state directory is not ours to remove. */
function mayLive({ lease }: DoorFile): boolean {
  const now = Date.now();
  return isAlive(lease, { beatAt: now, now });
}

/**
 * Sockets in the folder of our own that nobody answers any more: their sessions were killed, and the state directory
 * that knew them may be another one. Never rejects.
 */
export async function sweepSockets(folder: string): Promise<void> {
  const paths = namesIn(folder).flatMap((name) => (SOCKET.test(name) ? [join(folder, name)] : []));
  await Promise.all(paths.map(sweepSocket));
}

/** Between being bound and being listened to a socket refuses as a dead one does. */
const YOUNGEST: Millis = 10 * SECOND;
const CONNECT_DEADLINE: Millis = SECOND;

async function sweepSocket(path: string): Promise<void> {
  try {
    const { mtimeMs } = lstatSync(path);
    if (Date.now() - mtimeMs < YOUNGEST || !(await isRefused(path))) return;
    removeSocket(path);
  } catch {
    // Gone meanwhile, or not ours to remove.
  }
}

function isRefused(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    const end = (refused: boolean): void => {
      socket.destroy();
      resolve(refused);
    };
    socket.setTimeout(CONNECT_DEADLINE, () => end(false));
    socket.once('connect', () => end(false));
    socket.once('error', (error) => end(codeOf(error) === 'ECONNREFUSED'));
  });
}

function forget(stateDir: string, { session, socket }: DoorFile): void {
  try {
    if (basename(socket) === `${session}.sock`) removeSocket(socket);
    rmSync(pathOf(stateDir, session), { force: true });
  } catch {
    // The next one who looks tries again.
  }
}

/** Only what is a socket. */
export function removeSocket(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) rmSync(path, { force: true });
}

function pathOf(stateDir: string, session: string): string {
  return join(stateDir, FOLDER, `${session}.json`);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Null for what is no file of ours; one that vanishes meanwhile belonged to a session that ended. */
async function readDoor(path: string): Promise<DoorFile | null> {
  try {
    if ((await stat(path)).size > MAX_BYTES) return null;
    const door = doorOf(JSON.parse(await readFile(path, 'utf8')));
    return door !== null && basename(path) === `${door.session}.json` ? door : null;
  } catch {
    return null;
  }
}

function doorOf(value: unknown): DoorFile | null {
  const fields = fieldsOf(value);
  const lease = readLease(fields['lease']);
  const texts = ['session', 'socket', 'token', 'shop', 'dataDir', 'startedAt'].map((name) => fields[name]);
  if (lease === null || !texts.every((text) => typeof text === 'string')) return null;
  const [session = '', socket = '', token = '', shop = '', dataDir = '', startedAt = ''] = texts;
  // Older sessions do not say what they are.
  const what = fields['what'] === 'shop' ? 'shop' : 'session';
  return { what, session, socket, token, lease, shop, dataDir, startedAt };
}

/** The folder that sockets of other sessions lie in too; none for named pipes. */
export function folderOfSocket(socket: string): string | null {
  return process.platform === 'win32' ? null : dirname(socket);
}

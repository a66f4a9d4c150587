/**
 * Which running session, or simulated shop that runs alone, is meant. In: the doors of those that live, what the user said,
 * and who can do what is asked. Out: one door. Without a word: the one of this project, else the only one that runs.
 */
import { realpathSync } from 'node:fs';
import { mistake, type Failure } from '../../core/failure.ts';
import { inQuotes, printable } from '../../core/printable.ts';
import type { DoorFile } from './door-file.ts';

export interface SessionWish {
  /** The beginning of its id; null: nobody said. */
  readonly prefix: string | null;
  readonly dataDir: string;
  /** Who can do what is asked; default: all. Where nobody was named, those who cannot are not meant. */
  readonly can?: (door: DoorFile) => boolean;
}

/** Throws `Failure` (exit 2) that lists what runs when none or several are meant. */
export function findSession(doors: readonly DoorFile[], wish: SessionWish): DoorFile {
  const [first, ...more] = meantAmong(doors, wish);
  if (first !== undefined && more.length === 0) return first;
  throw mistake('session-ambiguous', `${counted(doors)} running: ${listed(doors)}.`, CHOOSE);
}

/**
 * To look at: also a session and a shop side by side, as when one runs on the other. Throws `Failure` (exit 2) as
 * `findSession` does.
 */
export function findSideBySide(doors: readonly DoorFile[], wish: SessionWish): readonly DoorFile[] {
  const meant = meantAmong(doors, wish);
  const kinds = new Set(meant.map(({ what }) => what));
  return meant.length === kinds.size ? meant : [findSession(doors, wish)];
}

/** All that may be meant, at least one. Throws `Failure` (exit 2) when there is none. */
function meantAmong(
  doors: readonly DoorFile[],
  { prefix, dataDir, can = () => true }: SessionWish,
): readonly DoorFile[] {
  if (doors.length === 0) {
    const hint = 'Start one with upgates-dev listen or upgates-dev simulate, or name its --data-dir.';
    throw mistake('no-session', 'No session is running, and no simulated shop.', hint);
  }
  if (prefix === null) {
    const able = preferred(doors, can);
    const here = able.filter((door) => real(door.dataDir) === real(dataDir));
    return here.length > 0 ? here : able;
  }
  const named = doors.filter(({ session }) => session.startsWith(idOf(prefix)));
  if (named.length === 0) throw noneMeant(prefix, doors);
  return named;
}

const CHOOSE = 'Choose one with --session and the beginning of its id.';

function idOf(prefix: string): string {
  return prefix.trim().toLowerCase();
}

/** When nobody can, whoever is asked says why. */
function preferred(doors: readonly DoorFile[], can: (door: DoorFile) => boolean): readonly DoorFile[] {
  const able = doors.filter(can);
  return able.length > 0 ? able : doors;
}

function noneMeant(prefix: string, doors: readonly DoorFile[]): Failure {
  const what = `No running session begins with ${inQuotes(prefix)}.`;
  return mistake('no-session', what, `There are: ${listed(doors)}.`);
}

function counted(doors: readonly DoorFile[]): string {
  const shops = doors.filter(({ what }) => what === 'shop').length;
  const sessions = doors.length - shops;
  const parts = [numbered(sessions, 'session'), numbered(shops, 'simulated shop')].filter((part) => part !== '');
  return `${parts.join(' and ')} are`;
}

function numbered(count: number, word: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

function listed(doors: readonly DoorFile[]): string {
  return doors
    .map(({ what, session, shop, lease, dataDir }) => {
      const who = what === 'shop' ? `the simulated shop ${shop}` : shop;
      return printable(`${session} (${who}, process ${lease.pid}, ${dataDir})`);
    })
    .join('; ');
}

/** The same folder may be named by several paths. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

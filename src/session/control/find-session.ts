/**
 * Which running session is meant. In: the doors of living sessions and what the user said. Out: one door. Without a word:
 * the session of this project, else the only one that runs.
 */
import { realpathSync } from 'node:fs';
import { mistake, type Failure } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import type { DoorFile } from './door-file.ts';

export interface SessionWish {
  /** The beginning of its id; null: nobody said. */
  readonly prefix: string | null;
  readonly dataDir: string;
}

/** Throws `Failure` (exit 2) that lists the sessions when none or several are meant. */
export function findSession(doors: readonly DoorFile[], { prefix, dataDir }: SessionWish): DoorFile {
  if (doors.length === 0) {
    throw mistake('no-session', 'No session is running.', 'Start one with upgates-dev listen, or name its --data-dir.');
  }
  const meant =
    prefix === null ? doors : doors.filter(({ session }) => session.startsWith(prefix.trim().toLowerCase()));
  if (meant.length === 0) throw noneMeant(prefix ?? '', doors);
  const here = prefix === null ? meant.filter((door) => real(door.dataDir) === real(dataDir)) : [];
  const [first, ...more] = here.length > 0 ? here : meant;
  if (first !== undefined && more.length === 0) return first;
  throw mistake('session-ambiguous', `${doors.length} sessions are running: ${listed(doors)}.`, CHOOSE);
}

const CHOOSE = 'Choose one with --session and the beginning of its id.';

function noneMeant(prefix: string, doors: readonly DoorFile[]): Failure {
  const what = `No running session begins with "${printable(prefix)}".`;
  return mistake('no-session', what, `There are: ${listed(doors)}.`);
}

function listed(doors: readonly DoorFile[]): string {
  return doors
    .map(({ session, shop, lease, dataDir }) => printable(`${session} (${shop}, process ${lease.pid}, ${dataDir})`))
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

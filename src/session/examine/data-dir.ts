/**
 * Can history and ledgers be written? In: both directories. Out: passed when a file could be made, written through to
 * the disk and removed in each, and the history that is there can be opened. What was made for it is removed again.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { HISTORY_FILE, openHistory } from '../../store/history.ts';
import { isDamage } from '../../store/set-aside.ts';
import { openDatabase } from '../../store/sqlite.ts';
import { failed, finding, type About, type Examination, type Finding } from './finding.ts';

const ABOUT: About = {
  name: 'data-dir',
  looksAt: 'A file written, synced and removed where history and the ledger live; history opened, if there is one.',
  meaning:
    'Failed: a session would not start. Nothing is told to the shop that is not stored, and no webhook created that is not noted.',
  todo: 'Free some space, correct the rights, or choose another place with `--data-dir DIR`. A history that is no database can be moved away; a damaged one is put aside by the next session.',
};

export const dataDirCheck: Examination = {
  checks: [ABOUT],
  deadline: 10_000,
  examine: async ({ settings: { places }, now }) => {
    const { dataDir, stateDir } = places;
    const told = { sent: 'a file written and removed, history opened', expected: 'directories that can be written' };
    for (const dir of [dataDir, stateDir]) {
      const reason = await tryWriting(dir);
      if (reason === null) continue;
      const hint = 'Choose another place with --data-dir DIR.';
      return [
        finding('data-dir', 'failed', { ...told, got: `${dir} cannot be written: ${reason}`, meaning: LOST, hint }),
      ];
    }
    try {
      openOnce(dataDir, now);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (isDamage(error, dataDir)) return [damaged(error, told)];
      return [failed('data-dir', error, { ...told, meaning: LOST })];
    }
    return [finding('data-dir', 'passed', { ...told, got: `history in ${dataDir}, ledgers in ${stateDir}` })];
  },
};

/** A session puts it aside and begins. */
function damaged({ message, hint }: Failure, told: { readonly sent: string; readonly expected: string }): Finding {
  const meaning = 'The next session puts this file aside under another name and begins a new one.';
  return finding('data-dir', 'warned', { ...told, got: message, meaning, hint });
}

const LOST =
  'A session would not start: nothing is told to the shop that is not stored, nothing created that is not noted.';

/** Without a history there, an empty one in memory shows whether this Node has a database at all. */
function openOnce(dataDir: string, now: () => number): void {
  if (existsSync(join(dataDir, HISTORY_FILE))) openHistory({ dir: dataDir, now, session: null }).close();
  else openDatabase(':memory:').close();
}

/** Null when it worked; else the system's short reason. */
async function tryWriting(dir: string): Promise<string | null> {
  let made: string | undefined;
  try {
    made = await mkdir(dir, { recursive: true, mode: 0o700 });
    const path = join(dir, `.doctor-${randomBytes(6).toString('hex')}`);
    try {
      await writeThrough(path);
    } finally {
      await rm(path, { force: true });
    }
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    if (made !== undefined) await removeEmpty(dir, made);
  }
}

/** Upward from `dir` to `top`, and never what somebody has put something into meanwhile. */
async function removeEmpty(dir: string, top: string): Promise<void> {
  for (let path = dir; path.length >= top.length; path = dirname(path)) {
    try {
      await rmdir(path);
    } catch {
      return;
    }
  }
}

async function writeThrough(path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile('upgates-dev doctor\n');
    await file.sync();
  } finally {
    await file.close();
  }
}

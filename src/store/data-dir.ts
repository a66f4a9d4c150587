/**
 * Makes the directory that history lives in: for its owner only, and out of sight of git.
 * Where it lies is the settings' business.
 */
import { chmodSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { trouble } from '../core/failure.ts';
import { onDisk } from './storage-trouble.ts';

/** The name we give our own directory inside a project. */
const OWN_NAME = '.upgates-dev';

/**
 * Creates the directory where it is missing. A directory that somebody keeps other things in, given with `--data-dir`,
 * stays as it is: closing it to others or hiding it from git would do harm there. Throws `Failure` (exit 3).
 */
export function prepareDataDir(dir: string): void {
  if (basename(dir) === OWN_NAME) refuseLink(dir);
  onDisk(dir, () => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (basename(dir) !== OWN_NAME && readdirSync(dir).length > 0) return;
    chmodSync(dir, 0o700);
    writeUnlessThere(join(dir, '.gitignore'), '*\n');
  });
}

/**
 * A link may have come with a repository, and what lies at its end would be written to and closed to others. Throws
 * `Failure` (exit 3).
 */
export function refuseLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw trouble(
    'data-dir-link',
    `${path} is a link, and a repository may have brought it: nothing is written through it.`,
    {
      hint: 'Remove it, or say on the command line where history is to be: --data-dir DIR.',
    },
  );
}

/** A link counts as there, also one that leads nowhere yet. Two sessions may begin at once. */
function writeUnlessThere(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) throw error;
  }
}

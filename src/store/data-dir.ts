/**
 * Makes the directory that history lives in: for its owner only, and out of sight of git.
 * Where it lies is the settings' business.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onDisk } from './storage-trouble.ts';

/** The name we give our own directory inside a project. */
const OWN_NAME = '.upgates-dev';

/**
 * Creates the directory where it is missing. A directory that somebody keeps other things in, given with `--data-dir`,
 * stays as it is: closing it to others or hiding it from git would do harm there. Throws `Failure` (exit 3).
 */
export function prepareDataDir(dir: string): void {
  onDisk(dir, () => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (basename(dir) !== OWN_NAME && readdirSync(dir).length > 0) return;
    chmodSync(dir, 0o700);
    const ignore = join(dir, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  });
}

/**
 * Does a path stay within a folder, links followed? In: both, of which the path need not exist yet. Out: yes or no. For places
 * to write to that a file names which may have come with somebody's repository.
 */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

export function isInside(path: string, folder: string): boolean {
  const real = realPath(path);
  if (real === null) return false;
  const way = relative(realPath(folder) ?? folder, real);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** With what does not exist yet behind what does. Null for a link that leads nowhere: what is written there is made there. */
function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    if (isLink(path)) return null;
    const parent = dirname(path) === path ? path : realPath(dirname(path));
    return parent === null ? null : join(parent, basename(path));
  }
}

/** A name that is too long, or lies behind a file, is told when it is written to. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

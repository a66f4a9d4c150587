/**
 * A program on the PATH. In: its name and the environment. Out: its whole path, or null. Only absolute folders are looked
 * into: a checked-out repository must not be able to put a program of its own in the way.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Variables } from './agent-kind.ts';

const ENDING = process.platform === 'win32' ? '.exe' : '';

export function findProgram(name: string, { PATH = '', Path = PATH }: Variables): string | null {
  const folders = (PATH === '' ? Path : PATH).split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name + ENDING)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

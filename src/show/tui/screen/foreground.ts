/**
 * Whether the terminal is ours: a shell gives it to one of its jobs at a time. A job in the background that sets the
 * terminal's modes is stopped by the system, and one that gets around that spoils the shell's line.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True also where it cannot be told, and where no shell gives a terminal to anybody. */
export function hasTerminal(): boolean {
  if (process.platform === 'win32') return true;
  const groups = groupsFromProc() ?? groupsFromPs();
  return groups === null || groups.foreground <= 0 || groups.own === groups.foreground;
}

interface Groups {
  readonly own: number;
  /** Of the terminal we belong to; -1 or 0 when there is none, or it is gone. */
  readonly foreground: number;
}

/** Linux: `pid (name) state ppid pgrp session tty_nr tpgid`; the name may hold anything. */
function groupsFromProc(): Groups | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const [, , own, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return groupsOf(own, foreground);
  } catch {
    return null;
  }
}

const PS_DEADLINE = 1000;

function groupsFromPs(): Groups | null {
  const { stdout } = spawnSync('ps', ['-o', 'pgid=', '-o', 'tpgid=', '-p', String(process.pid)], {
    encoding: 'utf8',
    timeout: PS_DEADLINE,
  });
  const [own, foreground] = (stdout ?? '').trim().split(/\s+/);
  return groupsOf(own, foreground);
}

function groupsOf(own: string | undefined, foreground: string | undefined): Groups | null {
  const groups = { own: Number(own), foreground: Number(foreground) };
  return Number.isInteger(groups.own) && Number.isInteger(groups.foreground) ? groups : null;
}

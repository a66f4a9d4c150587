/**
 * The processes of this machine, as /proc tells of them (Linux). In: nothing. Out: one row a process that lives; empty
 * where there is no /proc. A process that has ended but was not collected yet does not live.
 */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** In ticks since the machine started: with the pid it names one process for ever. */
  readonly startedAt: number;
}

export function livingProcesses(): readonly ProcessRow[] {
  return pids().flatMap((pid) => readRow(pid) ?? []);
}

/** The variables a process was started with; empty when they are not ours to read. */
export function environmentOf(pid: number): string {
  return readOf(pid, 'environ');
}

function pids(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** `123 (name with ) and spaces) S 1 123 ...`: the name ends at the last bracket. */
function readRow(pid: number): ProcessRow | null {
  const text = readOf(pid, 'stat');
  const [state = 'X', parent, group, ...more] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (text === '' || state === 'Z' || state === 'X') return null;
  return { pid, parent: Number(parent), group: Number(group), startedAt: Number(more[16]) };
}

/** Processes come and go while we read. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

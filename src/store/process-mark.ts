/**
 * Whether the process that wrote something still runs. A process id is given again one day, so where the system tells
 * when a process started (Linux), that and the boot are compared too; elsewhere the id alone decides.
 */
import { readFileSync } from 'node:fs';

/**
 * What tells a process from a later one with the same id; empty where the system does not say. One that was killed and
 * that its parent has not collected yet still has its id, but no mark: it writes no more.
 */
export function processMark(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in brackets may hold spaces and brackets; the state and, 19 fields on, the start time stand after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return '';
    const startTicks = fields[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${startTicks}`;
  } catch {
    return '';
  }
}

export function isRunning(pid: number, mark: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return mark === '' || processMark(pid) === mark;
}

/**
 * What tells a living session from a dead one: its process id, when that process started, and the boot it ran in.
 * In: a lease written by some session, and how to ask the system. Out: alive or dead. A process id alone proves nothing:
 * it is given again to other processes, and all of them begin anew after a reboot.
 */
import { readFileSync } from 'node:fs';
import { fieldsOf } from './fields.ts';

export interface Lease {
  readonly pid: number;
  /** Clock ticks since boot (field 22 of /proc/<pid>/stat); null where the system does not tell. */
  readonly startedAt: string | null;
  /** Null where the system does not tell. */
  readonly bootId: string | null;
}

/** How the system is asked; replaced in tests of other systems and reboots. */
export interface System {
  readonly bootId: () => string | null;
  /** The text of /proc/<pid>/stat; null when it cannot be read. */
  readonly statOf: (pid: number) => string | null;
  /** Whether some process has this id, ours to signal or not. */
  readonly hasProcess: (pid: number) => boolean;
}

export const thisSystem: System = {
  bootId: () => readText('/proc/sys/kernel/random/boot_id')?.trim() ?? null,
  statOf: (pid) => readText(`/proc/${pid}/stat`),
  hasProcess,
};

/** The lease of the process we are. */
export function ownLease(system: System = thisSystem): Lease {
  const stat = readStat(system.statOf(process.pid));
  return { pid: process.pid, startedAt: stat?.startedAt ?? null, bootId: system.bootId() };
}

/** True while the process that wrote the lease runs. Where the system tells nothing more, its id has to do. */
export function isAlive(lease: Lease, system: System = thisSystem): boolean {
  if (differ(lease.bootId, system.bootId())) return false;
  if (!system.hasProcess(lease.pid)) return false;
  const stat = readStat(system.statOf(lease.pid));
  if (stat === null) return true;
  return !stat.isDead && !differ(lease.startedAt, stat.startedAt);
}

/** Reads what a file holds of a lease; null when it is none. */
export function readLease(value: unknown): Lease | null {
  const { pid, startedAt, bootId } = fieldsOf(value);
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, startedAt: textOrNull(startedAt), bootId: textOrNull(bootId) };
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A killed process that its parent has not collected yet still has its id: states Z and X are dead. */
function readStat(text: string | null): { readonly isDead: boolean; readonly startedAt: string | null } | null {
  if (text === null) return null;
  // The second field is the command in brackets and may itself hold spaces and brackets.
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(/\s+/);
  return { isDead: fields[0] === 'Z' || fields[0] === 'X', startedAt: fields[19] ?? null };
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

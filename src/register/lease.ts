/**
 * What tells a living session from a dead one: its process id, when that process started, and the boot it ran in.
 * In: a lease written by some session, and how to ask the system. Out: alive or dead. A process id alone proves nothing:
 * it is given again to other processes, and all of them begin anew after a reboot. Nor can a process of another container
 * or another machine be asked for, where both share this state directory: there the session's beats have to do.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { MINUTE, SECOND, type Instant, type Millis } from '../core/instant.ts';
import { fieldsOf } from './fields.ts';

export interface Lease {
  readonly pid: number;
  /** Clock ticks since boot (field 22 of /proc/<pid>/stat); null where the system does not tell. */
  readonly startedAt: string | null;
  /** Null where the system does not tell. */
  readonly bootId: string | null;
  /** Within it process ids count; each container has its own. Null where the system does not tell. */
  readonly pidSpace: string | null;
  readonly host: string | null;
}

/** A living session touches its ledger this often. */
export const BEAT_EVERY: Millis = 30 * SECOND;

/** After so long without a beat a session that cannot be asked counts as dead. */
const BEATS_MISSED: Millis = 2 * MINUTE;

/** How the system is asked; replaced in tests of other systems and reboots. */
export interface System {
  readonly bootId: () => string | null;
  readonly pidSpace: () => string | null;
  readonly host: () => string;
  /** The text of /proc/<pid>/stat; null when it cannot be read. */
  readonly statOf: (pid: number) => string | null;
  /** Whether some process has this id, ours to signal or not. */
  readonly hasProcess: (pid: number) => boolean;
}

export const thisSystem: System = {
  bootId: () => readText('/proc/sys/kernel/random/boot_id')?.trim() ?? null,
  pidSpace: () => readLink('/proc/self/ns/pid'),
  host: hostname,
  statOf: (pid) => readText(`/proc/${pid}/stat`),
  hasProcess,
};

/** The lease of the process we are. */
export function ownLease(system: System = thisSystem): Lease {
  const stat = readStat(system.statOf(process.pid));
  const { pid } = process;
  const startedAt = stat?.startedAt ?? null;
  return { pid, startedAt, bootId: system.bootId(), pidSpace: system.pidSpace(), host: system.host() };
}

/** When the session last showed itself, and the time now. */
export interface Beat {
  readonly beatAt: Instant;
  readonly now: Instant;
}

/** True while the process that wrote the lease runs, or may run where it cannot be seen from here. */
export function isAlive(lease: Lease, { beatAt, now }: Beat, system: System = thisSystem): boolean {
  switch (placeOf(lease, system)) {
    case 'here':
      return isRunning(lease, system);
    case 'before-reboot':
      return false;
    case 'elsewhere':
      return now - beatAt < BEATS_MISSED;
  }
}

/** Containers of one machine share its boot, and differ in their process ids; other machines differ in both. */
function placeOf({ bootId, pidSpace, host }: Lease, system: System): 'here' | 'before-reboot' | 'elsewhere' {
  if (differ(bootId, system.bootId())) return differ(host, system.host()) ? 'elsewhere' : 'before-reboot';
  if (differ(pidSpace, system.pidSpace())) return 'elsewhere';
  return bootId === null && differ(host, system.host()) ? 'elsewhere' : 'here';
}

/** Where the system tells nothing more, the process id has to do. */
function isRunning(lease: Lease, system: System): boolean {
  if (!system.hasProcess(lease.pid)) return false;
  const stat = readStat(system.statOf(lease.pid));
  if (stat === null) return true;
  return !stat.isDead && !differ(lease.startedAt, stat.startedAt);
}

/** Reads what a file holds of a lease; null when it is none. */
export function readLease(value: unknown): Lease | null {
  const { pid, startedAt, bootId, pidSpace, host } = fieldsOf(value);
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null;
  return {
    pid,
    startedAt: textOrNull(startedAt),
    bootId: textOrNull(bootId),
    pidSpace: textOrNull(pidSpace),
    host: textOrNull(host),
  };
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

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Everything that one command has started: its process group, the children of its children, and those that have left the
 * group or lost their parents (setsid, double fork), which are known by a mark in their environment.
 * In: the group's leader and the mark. Out: who still lives, and a way to send all of them a signal.
 */
import { environmentOf, livingProcesses, type ProcessRow } from './process-list.ts';

/** Given to the command; its children inherit it. */
export const MARK_VARIABLE = 'UPGATES_STARTED_BY';

export interface Family {
  isAlive(): boolean;
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
  /** Remembers who belongs to it now: one that later leaves the group, its parent and its environment is still known. */
  look(): void;
}

export interface FamilyOf {
  /** The pid of the shell, which leads a group of its own. */
  readonly group: number;
  readonly mark: string;
}

export function createFamily({ group, mark }: FamilyOf): Family {
  const since = startOf(group);
  /** By pid and start: those that were seen to belong to it. */
  const known = new Set<string>();
  const isMember = (row: ProcessRow): boolean =>
    row.group === group || known.has(keyOf(row)) || (row.startedAt >= since && carries(row, mark));
  const membersOf = (rows: readonly ProcessRow[]): readonly ProcessRow[] => {
    const found = withDescendants(rows, isMember);
    for (const row of found) known.add(keyOf(row));
    return found;
  };
  return {
    isAlive() {
      const rows = livingProcesses();
      // Without a /proc the group answers, also for processes that have ended and are not collected yet.
      return rows.length === 0 ? send(-group, 0) : membersOf(rows).length > 0;
    },
    look: () => void membersOf(livingProcesses()),
    signal(name) {
      const members = membersOf(livingProcesses());
      send(-group, name);
      for (const { pid, group: own } of members) if (own !== group) send(pid, name);
    },
  };
}

function withDescendants(rows: readonly ProcessRow[], isMember: (row: ProcessRow) => boolean): readonly ProcessRow[] {
  const found = new Map(rows.filter(isMember).map((row) => [row.pid, row]));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const row of rows) if (found.has(row.parent)) found.set(row.pid, row);
  }
  return [...found.values()];
}

/** Whoever is older than the shell is none of its children; their environments need not be read. */
function startOf(pid: number): number {
  return livingProcesses().find((row) => row.pid === pid)?.startedAt ?? 0;
}

function carries({ pid }: ProcessRow, mark: string): boolean {
  return environmentOf(pid).includes(`${MARK_VARIABLE}=${mark}`);
}

function keyOf({ pid, startedAt }: ProcessRow): string {
  return `${pid}/${startedAt}`;
}

/** False when nobody is there any more. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Transactions: one for a piece of work, or one for all the work of a turn of the event loop.
 */
import type { Millis } from '../core/instant.ts';
import type { DriverDatabase } from './driver.ts';
import { onDisk } from './storage-trouble.ts';

/** All or nothing. Not to be nested. */
export function inTransaction<T>(driver: DriverDatabase, work: () => T): T {
  driver.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    driver.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(driver);
    throw error;
  }
}

/** What became of work done together: exactly one of the two is called. Neither may throw. */
export interface Ending {
  readonly committed: () => void;
  readonly undone: (error: unknown) => void;
}

export interface Group {
  /** Throws when the work fails or none can begin now; what had been done together before it is undone too. */
  join<T>(work: () => T, ending: Ending): T;
  /** The same for work that nobody waits for: it is done with the next that is, a moment later at most. Never throws. */
  joinLater(work: () => void, ending: Ending): void;
  /** Does what was put off, so that it can be read. Nothing in the midst of work. */
  catchUp(): void;
  /** Commits what has been done; nothing when there is none, or in the midst of the work. */
  finish(): void;
}

export interface GroupOptions {
  readonly file: string;
  readonly onCommit: () => void;
}

/** Work that nobody waits for may be lost by a crash for this long. */
const A_MOMENT: Millis = 10;

interface Piece {
  readonly work: () => void;
  readonly ending: Ending;
}

interface State extends GroupOptions {
  readonly driver: DriverDatabase;
  endings: Ending[];
  putOff: Piece[];
  timer: NodeJS.Timeout | null;
  isOpen: boolean;
  isWorking: boolean;
}

/** A commit costs as much as the rows of ten calls, so the calls of one turn share it. */
export function createGroup(driver: DriverDatabase, options: GroupOptions): Group {
  const group: State = {
    ...options,
    driver,
    endings: [],
    putOff: [],
    timer: null,
    isOpen: false,
    isWorking: false,
  };
  return {
    join(work, ending) {
      catchUp(group);
      return join(group, work, ending);
    },
    joinLater(work, ending) {
      group.putOff.push({ work, ending });
      group.timer ??= setTimeout(() => catchUp(group), A_MOMENT);
    },
    catchUp: () => catchUp(group),
    finish() {
      catchUp(group);
      finish(group);
    },
  };
}

function catchUp(group: State): void {
  if (group.isWorking || group.putOff.length === 0) return;
  if (group.timer !== null) clearTimeout(group.timer);
  const pieces = group.putOff;
  Object.assign(group, { putOff: [], timer: null });
  for (const { work, ending } of pieces) {
    try {
      join(group, work, ending);
    } catch (error) {
      ending.undone(error);
    }
  }
}

function join<T>(group: State, work: () => T, ending: Ending): T {
  begin(group);
  group.isWorking = true;
  try {
    const result = work();
    group.endings.push(ending);
    return result;
  } catch (error) {
    undo(group, error);
    throw error;
  } finally {
    group.isWorking = false;
  }
}

function begin(group: State): void {
  if (group.isOpen) return;
  onDisk(group.file, () => group.driver.exec('BEGIN IMMEDIATE'));
  group.isOpen = true;
  setImmediate(() => finish(group));
}

function finish(group: State): void {
  if (!group.isOpen || group.isWorking) return;
  try {
    onDisk(group.file, () => group.driver.exec('COMMIT'));
  } catch (error) {
    return undo(group, error);
  }
  group.onCommit();
  over(group, (ending) => ending.committed());
}

function undo(group: State, error: unknown): void {
  rollBack(group.driver);
  over(group, (ending) => ending.undone(error));
}

function over(group: State, tell: (ending: Ending) => void): void {
  const { endings } = group;
  Object.assign(group, { endings: [], isOpen: false });
  for (const ending of endings) tell(ending);
}

/** SQLite has already rolled back by itself after some errors, a full disk among them. */
function rollBack(driver: DriverDatabase): void {
  try {
    driver.exec('ROLLBACK');
  } catch {
    // Nothing is open any more, which is what was wanted.
  }
}

/**
 * Transactions: one for a piece of work, or one for all the work of a turn of the event loop.
 */
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
  /** Commits what has been done; nothing when there is none, or in the midst of the work. */
  finish(): void;
}

export interface GroupOptions {
  readonly file: string;
  readonly onCommit: () => void;
}

/** A commit costs as much as the rows of ten calls, so the calls of one turn share it. */
export function createGroup(driver: DriverDatabase, { file, onCommit }: GroupOptions): Group {
  let endings: Ending[] = [];
  let isOpen = false;
  let isWorking = false;
  const over = (tell: (ending: Ending) => void): void => {
    const told = endings;
    [endings, isOpen] = [[], false];
    for (const ending of told) tell(ending);
  };
  const undo = (error: unknown): void => {
    rollBack(driver);
    over((ending) => ending.undone(error));
  };
  const finish = (): void => {
    if (!isOpen || isWorking) return;
    try {
      onDisk(file, () => driver.exec('COMMIT'));
    } catch (error) {
      return undo(error);
    }
    onCommit();
    over((ending) => ending.committed());
  };
  const begin = (): void => {
    if (isOpen) return;
    onDisk(file, () => driver.exec('BEGIN IMMEDIATE'));
    isOpen = true;
    setImmediate(finish);
  };
  return {
    join(work, ending) {
      begin();
      isWorking = true;
      try {
        const result = work();
        endings.push(ending);
        return result;
      } catch (error) {
        undo(error);
        throw error;
      } finally {
        isWorking = false;
      }
    },
    finish,
  };
}

/** SQLite has already rolled back by itself after some errors, a full disk among them. */
function rollBack(driver: DriverDatabase): void {
  try {
    driver.exec('ROLLBACK');
  } catch {
    // Nothing is open any more, which is what was wanted.
  }
}

/**
 * Moving the write-ahead log into the file waits for the disk, and whoever calls meanwhile waits too. So it is done while
 * nobody writes; SQLite does it by itself only when the log has grown long in one go.
 */
import type { Millis } from '../core/instant.ts';

export interface IdleCheckpoint {
  /** Something was committed. */
  readonly written: () => void;
  /** True when something was written at all. */
  readonly close: () => boolean;
}

/** Nobody has written for this long. */
const QUIET: Millis = 250;
/** Fewer commits than that are not worth waking the disk for; closing the file takes them along. */
const WORTH_IT = 100;

/** `move` must not throw. */
export function createIdleCheckpoint(move: () => void): IdleCheckpoint {
  let hasWritten = false;
  let commits = 0;
  let seen = 0;
  let timer: NodeJS.Timeout | null = null;
  const rest = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const look = (): void => {
    const isQuiet = commits === seen;
    seen = commits;
    if (!isQuiet) return;
    [commits, seen] = [0, 0];
    rest();
    move();
  };
  return {
    written() {
      hasWritten = true;
      commits += 1;
      if (commits >= WORTH_IT) timer ??= setInterval(look, QUIET).unref();
    },
    close() {
      rest();
      return hasWritten;
    },
  };
}

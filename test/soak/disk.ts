/**
 * A folder on a small file system of its own, where this machine lets us make one. In: the folder. Out: it can be filled,
 * made read-only, and made well again.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, statfsSync } from 'node:fs';

export interface Disk {
  /** Null: it can be made sick; else why not. */
  readonly whyNot: string | null;
  /** Leaves room for so many bytes. */
  fill(room: number): void;
  /** Only while nobody has a file open for writing. */
  makeReadOnly(): void;
  heal(): void;
  /** What was on it is copied into the folder below when it is to be kept. */
  unmount(isKept: boolean): void;
}

const [MOUNT, UNMOUNT] = ['mount', 'umount'] as const;
const ROOM = 'size=400m';
const ROOM_TO_TRY = 8_000_000;

export function mountDisk(folder: string): Disk {
  const whyNot = tryMount(folder);
  const remount = (options: string): void => mount(['-o', `remount,${options}`, folder]);
  const isMounted = whyNot === null;
  const hasRemounted = (options: string): boolean => {
    try {
      remount(options);
      return true;
    } catch {
      return false;
    }
  };
  return {
    whyNot,
    fill(room) {
      // Somebody may have written between the look and the change, which is refused then.
      let more = room;
      while (more < ROOM_TO_TRY && !hasRemounted(`size=${usedIn(folder) + more}`)) more += 65_536;
    },
    makeReadOnly: () => remount('ro'),
    heal() {
      if (isMounted) remount(`rw,${ROOM}`);
    },
    unmount(isKept) {
      if (!isMounted) return;
      const copy = `${folder}.kept`;
      if (isKept) cpSync(folder, copy, { recursive: true });
      execFileSync(UNMOUNT, ['-l', folder]);
      if (isKept) cpSync(copy, folder, { recursive: true });
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

function usedIn(folder: string): number {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return (blocks - bfree) * bsize;
}

function tryMount(folder: string): string | null {
  try {
    mount(['-t', 'tmpfs', '-o', ROOM, 'tmpfs', folder]);
    return null;
  } catch {
    return 'no file system can be mounted here';
  }
}

function mount(args: readonly string[]): void {
  execFileSync(MOUNT, args, { stdio: 'ignore' });
}

/**
 * The victim's project on a small file system of its own, where this machine lets us make one. In: the project. Out: it can
 * be filled, made read-only, and made well again.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

export function mountDisk(project: string): Disk {
  const whyNot = tryMount(project);
  writeFileSync(join(project, 'package.json'), '{}\n');
  const remount = (options: string): void => mount(['-o', `remount,${options}`, project]);
  const isMounted = whyNot === null;
  return {
    whyNot,
    fill(room) {
      const { blocks, bfree, bsize } = statfsSync(project);
      remount(`size=${(blocks - bfree) * bsize + room}`);
    },
    makeReadOnly: () => remount('ro'),
    heal: () => remount(`rw,${ROOM}`),
    unmount(isKept) {
      if (!isMounted) return;
      const copy = `${project}.kept`;
      if (isKept) cpSync(project, copy, { recursive: true });
      execFileSync(UNMOUNT, ['-l', project]);
      if (isKept) cpSync(copy, project, { recursive: true });
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

function tryMount(project: string): string | null {
  try {
    mount(['-t', 'tmpfs', '-o', ROOM, 'tmpfs', project]);
    return null;
  } catch {
    return 'no file system can be mounted here';
  }
}

function mount(args: readonly string[]): void {
  execFileSync(MOUNT, args, { stdio: 'ignore' });
}

/**
 * A file that follows what changes. In: how the text is made, and word that it has changed. Out: the file, whole or as it
 * was: written soon after a change, one write at a time, and once more at the end.
 */
import type { Failure } from '../../core/failure.ts';
import type { Millis } from '../../core/instant.ts';
import { writeDurably } from '../../register/durable-file.ts';
import { stateTrouble } from './trouble.ts';

export interface Keeper {
  /** From now on the file follows what `text` says; `onTrouble` is told once, until a write succeeds again. */
  keep(text: () => string, onTrouble: (failure: Failure) => void): void;
  /** Something has changed: it is written soon. */
  touch(): void;
  /** The last write; nothing follows. Rejects with `Failure` (exit 3) when it fails. */
  writeLast(): Promise<void>;
}

/** So soon after a change; a large shop, which takes long to write, is written more rarely. */
const SOON: Millis = 300;
const PART_OF_TIME = 10;

interface Keeping {
  readonly path: string;
  text: (() => string) | null;
  tell: (failure: Failure) => void;
  timer: NodeJS.Timeout | null;
  writing: Promise<void> | null;
  isDirty: boolean;
  hasTold: boolean;
  isOver: boolean;
  wait: Millis;
}

export function createKeeper(path: string): Keeper {
  const keeping: Keeping = {
    path,
    text: null,
    tell: () => undefined,
    timer: null,
    writing: null,
    isDirty: false,
    hasTold: false,
    isOver: false,
    wait: SOON,
  };
  return {
    keep(text, onTrouble) {
      Object.assign(keeping, { text, tell: onTrouble });
      touch(keeping);
    },
    touch: () => touch(keeping),
    async writeLast() {
      keeping.isOver = true;
      if (keeping.timer !== null) clearTimeout(keeping.timer);
      await keeping.writing;
      await write(keeping).catch((error: unknown) => {
        throw stateTrouble('written', path, error);
      });
    },
  };
}

function touch(keeping: Keeping): void {
  keeping.isDirty = true;
  if (keeping.writing !== null || keeping.text === null || keeping.isOver) return;
  keeping.timer ??= setTimeout(() => {
    keeping.timer = null;
    keeping.writing = writeNow(keeping);
  }, keeping.wait);
}

async function writeNow(keeping: Keeping): Promise<void> {
  const startedAt = performance.now();
  try {
    await write(keeping);
    keeping.hasTold = false;
  } catch (error) {
    if (!keeping.hasTold) keeping.tell(stateTrouble('written', keeping.path, error));
    keeping.hasTold = true;
    keeping.isDirty = true;
  }
  keeping.wait = Math.max(SOON, PART_OF_TIME * (performance.now() - startedAt));
  keeping.writing = null;
  if (keeping.isDirty) touch(keeping);
}

async function write(keeping: Keeping): Promise<void> {
  const { path, text } = keeping;
  if (text === null) return;
  keeping.isDirty = false;
  await writeDurably(path, text());
}

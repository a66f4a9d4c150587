/**
 * Bytes to a terminal that may not read them. Node waits for a terminal that takes nothing, as over a line that has died, and
 * meanwhile no call of the shop would be answered. So the terminal is opened once more in a way that does not wait, which
 * changes nothing for anybody else who has it; what it does not take is tried again a little later.
 */
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { Millis } from '../../../core/instant.ts';

/** What is used of `process.stdout`. */
export interface BytesOutput {
  /** Of a terminal; left out: there is only `write`. */
  readonly fd?: number;
  write(bytes: string): boolean;
}

export interface TtyWriter {
  write(bytes: string): void;
  /** It has not taken everything yet; `onIdle` is told when it has. */
  readonly isBusy: () => boolean;
  /** Waits until it has taken everything, but not for long. */
  readonly finish: () => void;
  /** Idempotent; nothing may be written afterwards. */
  readonly close: () => void;
}

export interface WriterOptions {
  readonly onIdle: () => void;
  /** The terminal is gone. */
  readonly onLost: (error: Error) => void;
}

export function openWriter(output: BytesOutput, options: WriterOptions): TtyWriter {
  const fd = openWithoutWaiting(output.fd);
  return fd === null ? writerThatWaits(output) : writerThatDoesNot(fd, options);
}

/** Null where the system has no such way, or does not let us. Windows has its own way of letters to a console. */
function openWithoutWaiting(fd: number | undefined): number | null {
  if (fd === undefined || process.platform === 'win32') return null;
  // Elsewhere a descriptor opened by its number is the same as before, and not waiting would be everybody's.
  const path = process.platform === 'linux' ? `/proc/self/fd/${fd}` : '/dev/tty';
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return null;
  }
}

function writerThatWaits(output: BytesOutput): TtyWriter {
  const nothing = (): void => undefined;
  return { write: (bytes) => void output.write(bytes), isBusy: () => false, finish: nothing, close: nothing };
}

const AGAIN: Millis = 20;
/** Longer than a busy terminal takes, and short enough for whoever waits for us to end. */
const PATIENCE: Millis = 1000;

function writerThatDoesNot(fd: number, { onIdle, onLost }: WriterOptions): TtyWriter {
  let rest: Buffer = Buffer.alloc(0);
  let timer: NodeJS.Timeout | null = null;
  let isOpen = true;
  const isBusy = (): boolean => rest.length > 0;
  const push = (): void => {
    try {
      while (isBusy()) rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if (!isOfSystem(error)) throw error;
      if (error.code === 'EAGAIN') return;
      rest = Buffer.alloc(0);
      onLost(error);
    }
  };
  const tryAgain = (): void => {
    timer = null;
    push();
    if (isBusy()) waitForIt();
    else onIdle();
  };
  const waitForIt = (): void => {
    timer ??= setTimeout(tryAgain, AGAIN).unref();
  };
  return {
    isBusy,
    write(bytes) {
      if (!isOpen) return;
      rest = Buffer.concat([rest, Buffer.from(bytes)]);
      push();
      if (isBusy()) waitForIt();
    },
    finish() {
      const deadline = performance.now() + PATIENCE;
      while (isBusy() && performance.now() < deadline) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN);
        push();
      }
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      if (timer !== null) clearTimeout(timer);
      closeSync(fd);
    },
  };
}

/** Anything else is a bug of ours. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

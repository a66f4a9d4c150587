/**
 * The terminal's keys as Ink's `stdin`, so that the terminal can be lent to another program without Ink noticing: while it
 * is lent nothing is read and the terminal is in its ordinary mode, so that every key is the other program's.
 * In: the real stream. Out: a stream for Ink, and how to lend and take back.
 */
import { PassThrough } from 'node:stream';

export interface Keyboard {
  readonly stdin: NodeJS.ReadStream;
  /** Resolves when nothing is read any more. */
  lend(): Promise<void>;
  takeBack(): void;
  /** Nothing is read any more; the mode is Ink's business. */
  close(): void;
}

export function openKeyboard(real: NodeJS.ReadStream): Keyboard {
  const keys = new PassThrough();
  let isLent = false;
  let isRaw = false;
  const take = (chunk: Buffer | string): void => void keys.write(chunk);
  const listen = (): void => void real.on('data', take).resume();
  const hush = (): void => void real.off('data', take).pause();
  const setRaw = (wanted: boolean): void => {
    isRaw = wanted;
    if (!isLent) real.setRawMode(wanted);
  };
  listen();
  return {
    stdin: asReadStream(keys, { setRaw, ref: () => real.ref(), unref: () => real.unref() }),
    async lend() {
      isLent = true;
      hush();
      real.setRawMode(false);
      // Node stops reading a terminal one turn after it was told to.
      await new Promise((resolve) => setImmediate(resolve));
    },
    takeBack() {
      if (!isLent) return;
      isLent = false;
      real.setRawMode(isRaw);
      listen();
    },
    close: hush,
  };
}

interface Controls {
  readonly setRaw: (wanted: boolean) => void;
  readonly ref: () => void;
  readonly unref: () => void;
}

function asReadStream(keys: PassThrough, { setRaw, ref, unref }: Controls): NodeJS.ReadStream {
  const stream = Object.assign(keys, { isTTY: true, setRawMode: setRaw, ref, unref });
  // Ink uses no more of a stream than this (read in 6.8.0).
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return stream as unknown as NodeJS.ReadStream;
}

/**
 * Lines to a stream whose reader may go away: `| head`, a closed terminal, a crashed program.
 * In: text without line breaks. Out: one line each, until the reader is gone; then nothing, and whoever asked is told.
 */
import type { Writable } from 'node:stream';

export interface LineWriter {
  /** Never throws. */
  write(text: string): void;
  /** False once the reader has gone. */
  isOpen(): boolean;
  /** Told once; at once when the reader is gone already. */
  onClosed(listener: () => void): void;
}

/** `gathers`: for a stream of many lines; who ends the process in the same turn loses all but the first. */
export function createLineWriter(stream: Writable, options: { readonly gathers?: boolean } = {}): LineWriter {
  const plain = (text: string): void => void stream.write(text);
  const write = options.gathers === true ? createGather(plain) : plain;
  const listeners: (() => void)[] = [];
  let isOpen = !stream.destroyed;
  // EPIPE and its like come as an event, and without a listener they would end the process before it has cleaned up.
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    for (const listener of listeners) listener();
  };
  stream.on('error', close);
  stream.on('close', close);
  return {
    write(text) {
      if (isOpen) write(`${text}\n`);
    },
    isOpen: () => isOpen,
    onClosed(listener) {
      if (isOpen) listeners.push(listener);
      else listener();
    },
  };
}

/** The first piece goes out at once; what follows in the same turn of the event loop goes out together at its end. */
function createGather(write: (text: string) => void): (text: string) => void {
  let waiting: string | null = null;
  const finish = (): void => {
    const text = waiting ?? '';
    waiting = null;
    if (text !== '') write(text);
  };
  return (text) => {
    if (waiting !== null) {
      waiting += text;
      return;
    }
    waiting = '';
    setImmediate(finish);
    write(text);
  };
}

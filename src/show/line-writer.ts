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

export function createLineWriter(stream: Writable): LineWriter {
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
      if (isOpen) stream.write(`${text}\n`);
    },
    isOpen: () => isOpen,
    onClosed(listener) {
      if (isOpen) listeners.push(listener);
      else listener();
    },
  };
}

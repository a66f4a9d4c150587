/**
 * One line at the bottom of a terminal that is written anew in place; anywhere else nothing. It is wiped before anything
 * else is printed, and never left behind.
 */
import type { Writable } from 'node:stream';
import type { Paint } from './paint.ts';
import { cutLine, type Line } from './present/line.ts';

export interface ProgressLine {
  show(line: Line): void;
  /** Before other output, and at the end. */
  wipe(): void;
}

export interface ProgressTerminal {
  readonly stream: Writable & { readonly columns?: number };
  readonly paint: Paint;
}

const WIPE = '\r\u001b[K';

/** Null where there is no terminal. */
export function createProgressLine(terminal: ProgressTerminal | null): ProgressLine {
  let isShown = false;
  return {
    show(line) {
      if (terminal === null) return;
      const { stream, paint } = terminal;
      // A line as long as the terminal is wide would wrap, and could not be wiped.
      stream.write(WIPE + paint(cutLine(line, (stream.columns ?? 80) - 1)));
      isShown = true;
    },
    wipe() {
      if (isShown) terminal?.stream.write(WIPE);
      isShown = false;
    },
  };
}

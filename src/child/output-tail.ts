/**
 * The last lines that a program printed, kept to be shown when it fails. In: its output as it comes. Out: lines since a
 * moment, safe to print.
 */
import type { Readable } from 'node:stream';
import { printable } from '../core/printable.ts';
import { readLines } from './lines.ts';

const MOST_LINES = 400;
const LONGEST_LINE = 400;

export interface OutputTail {
  follow(stream: Readable | null): void;
  add(line: string): void;
  /** How many lines there were so far. */
  mark(): number;
  /** At most `most` of the last lines since then. */
  since(mark: number, most: number): readonly string[];
}

export function createOutputTail(): OutputTail {
  const lines: string[] = [];
  let count = 0;
  const add = (line: string): void => {
    count += 1;
    lines.push(printable(line.slice(0, LONGEST_LINE)));
    if (lines.length > MOST_LINES) lines.shift();
  };
  return {
    add,
    follow: (stream) => readLines(stream, { longest: LONGEST_LINE, onLine: add }),
    mark: () => count,
    since: (mark, most) => lines.slice(-Math.max(0, Math.min(most, count - mark)) || lines.length),
  };
}

/**
 * The last lines that the handler printed, kept to be shown beside a failing check. In: pieces of output as they come.
 * Out: lines since a moment, safe to print.
 */
import type { Readable } from 'node:stream';
import { printable } from '../../core/printable.ts';

const MOST_LINES = 400;
const LONGEST_LINE = 400;

export interface OutputTail {
  follow(stream: Readable | null): void;
  /** How many lines there were so far. */
  mark(): number;
  /** At most `most` of the last lines since then. */
  since(mark: number, most: number): readonly string[];
}

export function createOutputTail(): OutputTail {
  let lines: readonly string[] = [];
  let count = 0;
  const add = (line: string): void => {
    count += 1;
    lines = [...lines, printable(line.slice(0, LONGEST_LINE))].slice(-MOST_LINES);
  };
  return {
    follow(stream) {
      let open = '';
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        const [first = '', ...more] = (open + chunk).split(/\r?\n/);
        const all = [first, ...more];
        for (const line of all.slice(0, -1)) add(line);
        // A line without an end must not grow for ever.
        open = (all.at(-1) ?? '').slice(0, LONGEST_LINE);
      });
      stream?.once('close', () => {
        if (open !== '') add(open);
      });
      stream?.on('error', () => undefined);
    },
    mark: () => count,
    since: (mark, most) => lines.slice(-Math.max(0, Math.min(most, count - mark)) || lines.length),
  };
}

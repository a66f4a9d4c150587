/**
 * What a program prints, line by line. In: a stream of a process that may print anything. Out: each line without its
 * end, cut where it grows too long; what stands without an end is told when the stream closes.
 */
import type { Readable } from 'node:stream';

export interface LineReading {
  /** Characters; the rest of a longer line is dropped, so that no line grows for ever. */
  readonly longest: number;
  readonly onLine: (line: string) => void;
}

/** Never throws; a stream that breaks is one that has ended. */
export function readLines(stream: Readable | null, { longest, onLine }: LineReading): void {
  let open = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const [first = '', ...more] = (open + chunk).split(/\r?\n/);
    const all = [first, ...more];
    for (const line of all.slice(0, -1)) onLine(line.slice(0, longest));
    open = (all.at(-1) ?? '').slice(0, longest);
  });
  stream?.once('close', () => {
    if (open !== '') onLine(open);
  });
  stream?.on('error', () => undefined);
}

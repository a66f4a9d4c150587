/**
 * Bytes that are no JSON, line by line as they came.
 */
import { MOST_LINES, NONE, type OutlineBook } from './outline.ts';
import type { Scanner } from './scan.ts';

const LF = 0x0a;
const CR = 0x0d;

export function scanText(bytes: Uint8Array, outline: OutlineBook): Scanner {
  let [from, position, isDone] = [0, 0, bytes.length === 0];
  const add = (to: number): void => {
    outline.add({ from, to, depth: 0, parent: NONE, kind: 'plain' });
  };
  const lineBreak = (): void => {
    add(position);
    position += bytes[position] === CR && bytes[position + 1] === LF ? 2 : 1;
    from = position;
  };
  const isFull = (): boolean => {
    isDone ||= outline.count() >= MOST_LINES;
    return isDone;
  };
  return {
    position: () => position,
    isDone: () => isDone,
    problem: () => null,
    readTo(limit) {
      for (const end = Math.min(limit, bytes.length); position < end;) {
        const byte = bytes[position];
        if (byte === LF || byte === CR) lineBreak();
        else position += 1;
        if (isFull()) return;
      }
      if (position < bytes.length) return;
      isDone = true;
      if (from < position) add(position);
    },
  };
}

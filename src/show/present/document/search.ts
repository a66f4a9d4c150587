/**
 * A search through a document in slices. In: the document and what is looked for. Out: the lines that have it, in their
 * order, and how far it has looked. Stretches without a match are passed without looking at their lines.
 */
import type { BodyDocument } from './document.ts';
import { textOf } from './layout.ts';
import { isIn } from './needle.ts';

export interface BodySearch {
  readonly needle: string;
  readonly matches: () => readonly number[];
  readonly isDone: () => boolean;
  /** Looks through a stretch of what has been read so far. */
  readonly lookOn: () => void;
}

/** Lines looked at together, and how many bytes of them at most. */
const LINES = 500;
const BYTES = 32 * 1024;

/** More are not kept: nobody walks through them. */
export const MOST_MATCHES = 100_000;

export function searchIn(document: BodyDocument, needle: string): BodySearch {
  let matches: number[] = [];
  let next = 0;
  let isJson = document.isJson();
  const { outline } = document;
  const isOver = (): boolean => matches.length >= MOST_MATCHES || (document.isDone() && next >= outline.count());
  const lookOn = (): void => {
    if (isJson !== document.isJson()) {
      // It turned out to be none: all lines are others now.
      [matches, next, isJson] = [[], 0, document.isJson()];
    }
    const end = stretchEnd(document, next);
    if (isWorthReading(document, { from: next, end }, needle)) {
      for (let index = next; index < end; index += 1) if (hasNeedle(document, index, needle)) matches.push(index);
    }
    next = end;
  };
  return { needle, matches: () => matches, isDone: isOver, lookOn };
}

function stretchEnd({ outline }: BodyDocument, from: number): number {
  const most = Math.min(outline.count(), from + LINES);
  if (from >= most) return from;
  const begin = outline.line(from).from;
  let end = from + 1;
  while (end < most && outline.line(end).to - begin < BYTES) end += 1;
  return end;
}

interface Lines {
  readonly from: number;
  readonly end: number;
}

/** Many lines at once, spaces between tokens and all. */
function isWorthReading(document: BodyDocument, { from, end }: Lines, needle: string): boolean {
  if (end - from < 2 || /[:,]/.test(needle)) return true;
  const whole = { ...document.outline.line(from), to: document.outline.line(end - 1).to, isContinued: true };
  return isIn(textOf(document, whole), needle);
}

/** A match may go on in the next piece of a long line. */
function hasNeedle(document: BodyDocument, index: number, needle: string): boolean {
  const { outline, bytes } = document;
  const at = outline.line(index);
  const goesOn = index + 1 < outline.count() && outline.line(index + 1).isContinued;
  const to = goesOn ? Math.min(bytes.length, at.to + needle.length * 6) : at.to;
  return isIn(textOf(document, { ...at, to }), needle);
}

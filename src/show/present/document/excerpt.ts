/**
 * The beginning of a body as lines, all at once: for bodies that stand beside other things, such as an answer.
 */
import { line, type Line } from '../line.ts';
import { createDocument } from './document.ts';
import { NO_FOLDS } from './folding.ts';
import { rowsFrom, TOP } from './walk.ts';

/** More rows than anyone scrolls through beside something else. */
const MOST_ROWS = 2000;

/** Bytes read at most: some ten milliseconds. */
const MOST_BYTES = 1024 * 1024;

export function excerptLines(body: Uint8Array, width: number): readonly Line[] {
  if (body.length === 0) return [line('No body.', 'dim')];
  const document = createDocument(body.subarray(0, MOST_BYTES));
  while (!document.isDone()) document.readOn();
  const look = { width, folds: NO_FOLDS, isVerbatim: false, needle: '' };
  const rows = rowsFrom({ document, look }, TOP, MOST_ROWS).map((row) => row.line);
  const isCut = rows.length === MOST_ROWS || body.length > MOST_BYTES;
  return [...document.remarks(), ...rows, ...(isCut ? [line('The rest is left out.', 'dim')] : [])];
}

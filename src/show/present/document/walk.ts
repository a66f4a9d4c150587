/**
 * Places in a document by the row, and the window around one. Only lines that are passed are laid out, so a window costs
 * its own height, wherever it stands.
 */
import type { Line } from '../line.ts';
import { nextLine, previousLine, visibleAt } from './folding.ts';
import { rowOfByte, rowsOf, type Laid } from './layout.ts';
import { NONE } from './outline.ts';

export interface Place {
  readonly line: number;
  /** Row within the line. */
  readonly row: number;
}

export const TOP: Place = { line: 0, row: 0 };

/** Into view and into the document: lines may be folded, and rows fewer, since a place was noted. */
export function settle(laid: Laid, place: Place): Place {
  const last = laid.document.outline.count() - 1;
  if (last < 0) return TOP;
  const line = visibleAt(laid.document.outline, laid.look.folds, Math.max(0, Math.min(place.line, last)));
  if (line !== place.line) return { line, row: 0 };
  return { line, row: Math.min(place.row, rowsOf(laid, line).length - 1) };
}

/** The row in which a byte is; the nearest of those read so far. */
export function placeOfByte(laid: Laid, offset: number): Place {
  const { outline } = laid.document;
  let [low, high] = [0, Math.max(0, outline.count() - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (outline.line(middle).from <= offset) low = middle;
    else high = middle - 1;
  }
  return settle(laid, { line: low, row: rowOfByte(laid, low, offset) });
}

/** Rows down, or up where `by` is negative; as far as there are any. */
export function walk(laid: Laid, from: Place, by: number): Place {
  let place = settle(laid, from);
  for (let left = Math.abs(by); left > 0; left -= 1) {
    const next = by > 0 ? below(laid, place) : above(laid, place);
    if (next === null) return place;
    place = next;
  }
  return place;
}

function below(laid: Laid, { line, row }: Place): Place | null {
  if (row + 1 < rowsOf(laid, line).length) return { line, row: row + 1 };
  const next = nextLine(laid.document.outline, laid.look.folds, line);
  return next === NONE ? null : { line: next, row: 0 };
}

function above(laid: Laid, { line, row }: Place): Place | null {
  if (row > 0) return { line, row: row - 1 };
  const previous = previousLine(laid.document.outline, laid.look.folds, line);
  return previous === NONE ? null : { line: previous, row: rowsOf(laid, previous).length - 1 };
}

/** The last row of all. */
export function bottom(laid: Laid): Place {
  return settle(laid, { line: laid.document.outline.count() - 1, row: Number.MAX_SAFE_INTEGER });
}

export interface WindowOf {
  readonly top: Place;
  readonly cursor: Place;
  readonly height: number;
}

/** The top row of a window that shows the cursor, moved as little as needed, without empty room at the end. */
export function topFor(laid: Laid, { top, cursor, height }: WindowOf): Place {
  const settled = settle(laid, top);
  const shown = follow(laid, settled, { cursor, height });
  const lastTop = walk(laid, bottom(laid), 1 - height);
  return isBefore(lastTop, shown) ? lastTop : shown;
}

/** A step out of the window moves it by a row; a leap lands where there is something to see before and behind. */
function follow(laid: Laid, top: Place, { cursor, height }: Omit<WindowOf, 'top'>): Place {
  const highest = walk(laid, cursor, 1 - height);
  if (!isBefore(cursor, top) && !isBefore(top, highest)) return top;
  if (!isBefore(cursor, walk(laid, top, -1)) && isBefore(cursor, top)) return cursor;
  if (isBefore(top, highest) && !isBefore(walk(laid, top, 1), highest)) return highest;
  return walk(laid, cursor, -Math.floor(height / 3));
}

export function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.row < b.row);
}

export interface ShownRow {
  readonly place: Place;
  readonly line: Line;
}

export function rowsFrom(laid: Laid, top: Place, height: number): readonly ShownRow[] {
  const shown: ShownRow[] = [];
  let place: Place | null = laid.document.outline.count() === 0 ? null : settle(laid, top);
  while (place !== null && shown.length < height) {
    const rows = rowsOf(laid, place.line);
    const at = place.line;
    for (let { row } = place; row < rows.length && shown.length < height; row += 1) {
      shown.push({ place: { line: at, row }, line: rows[row] ?? [] });
    }
    const next = nextLine(laid.document.outline, laid.look.folds, at);
    place = next === NONE ? null : { line: next, row: 0 };
  }
  return shown;
}

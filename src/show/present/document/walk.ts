/**
 * Places in a document by the row, and the window around one. Only lines that are passed are laid out, so a window costs
 * its own height, wherever it stands.
 */
import type { Line } from '../line.ts';
import type { BodyDocument } from './document.ts';
import { nextLine, previousLine, visibleAt } from './folding.ts';
import { rowsOf, rowsUpTo, type LayoutLook } from './layout.ts';
import { NONE } from './outline.ts';

export interface Place {
  readonly line: number;
  /** Row within the line. */
  readonly row: number;
}

export const TOP: Place = { line: 0, row: 0 };

/** Into view and into the document: lines may be folded, and rows fewer, since a place was noted. */
export function settle(document: BodyDocument, place: Place, look: LayoutLook): Place {
  const last = document.outline.count() - 1;
  if (last < 0) return TOP;
  const line = visibleAt(document.outline, look.folds, Math.max(0, Math.min(place.line, last)));
  if (line !== place.line) return { line, row: 0 };
  return { line, row: Math.min(place.row, rowsOf(document, line, look).length - 1) };
}

/** The row in which a byte is; the nearest of those read so far. */
export function placeOfByte(document: BodyDocument, offset: number, look: LayoutLook): Place {
  const { outline } = document;
  let [low, high] = [0, Math.max(0, outline.count() - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (outline.line(middle).from <= offset) low = middle;
    else high = middle - 1;
  }
  const before = rowsUpTo(document, low, offset, look);
  return settle(document, { line: low, row: before - 1 }, look);
}

/** Rows down, or up where `by` is negative; as far as there are any. */
export function walk(document: BodyDocument, from: Place, by: number, look: LayoutLook): Place {
  let place = settle(document, from, look);
  for (let left = Math.abs(by); left > 0; left -= 1) {
    const next = by > 0 ? below(document, place, look) : above(document, place, look);
    if (next === null) return place;
    place = next;
  }
  return place;
}

function below(document: BodyDocument, { line, row }: Place, look: LayoutLook): Place | null {
  if (row + 1 < rowsOf(document, line, look).length) return { line, row: row + 1 };
  const next = nextLine(document.outline, look.folds, line);
  return next === NONE ? null : { line: next, row: 0 };
}

function above(document: BodyDocument, { line, row }: Place, look: LayoutLook): Place | null {
  if (row > 0) return { line, row: row - 1 };
  const previous = previousLine(document.outline, look.folds, line);
  return previous === NONE ? null : { line: previous, row: rowsOf(document, previous, look).length - 1 };
}

/** The last row of all. */
export function bottom(document: BodyDocument, look: LayoutLook): Place {
  return settle(document, { line: document.outline.count() - 1, row: Number.MAX_SAFE_INTEGER }, look);
}

export interface WindowOf {
  readonly top: Place;
  readonly cursor: Place;
  readonly height: number;
}

/** The top row of a window that shows the cursor, moved as little as needed, without empty room at the end. */
export function topFor(document: BodyDocument, { top, cursor, height }: WindowOf, look: LayoutLook): Place {
  const settled = settle(document, top, look);
  const highest = walk(document, cursor, 1 - height, look);
  const shown = isBefore(cursor, settled) ? cursor : isBefore(settled, highest) ? highest : settled;
  const lastTop = walk(document, bottom(document, look), 1 - height, look);
  return isBefore(lastTop, shown) ? lastTop : shown;
}

export function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.row < b.row);
}

export interface ShownRow {
  readonly place: Place;
  readonly line: Line;
}

export function rowsFrom(document: BodyDocument, top: Place, height: number, look: LayoutLook): readonly ShownRow[] {
  const shown: ShownRow[] = [];
  let place: Place | null = document.outline.count() === 0 ? null : settle(document, top, look);
  while (place !== null && shown.length < height) {
    const rows = rowsOf(document, place.line, look);
    const at = place.line;
    for (let { row } = place; row < rows.length && shown.length < height; row += 1) {
      shown.push({ place: { line: at, row }, line: rows[row] ?? [] });
    }
    const next = nextLine(document.outline, look.folds, at);
    place = next === NONE ? null : { line: next, row: 0 };
  }
  return shown;
}

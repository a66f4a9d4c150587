/**
 * How a body is being read: where the cursor and the window stand, what is folded. Pure: a document and a wish in, the
 * next state out. Places are those of one body; with another they begin anew.
 */
import type { BodyDocument } from '../../../present/document/document.ts';
import type { Line } from '../../../present/line.ts';
import { foldAt, NO_FOLDS, reveal, toggleAll, toggleFold, type Folds } from '../../../present/document/folding.ts';
import { rowsOf, type Laid } from '../../../present/document/layout.ts';
import { NONE } from '../../../present/document/outline.ts';
import type { BodySearch } from '../../../present/document/search.ts';
import { bottom, placeOfByte, settle, TOP, topFor, walk, type Place } from '../../../present/document/walk.ts';

/** What is to be read: the body of a delivery, or a record of the shop. */
export interface BodySource {
  /** Another text has another one. */
  readonly key: string;
  readonly bytes: Uint8Array;
  /** Said over it; empty: nothing. */
  readonly head: Line;
}

/** A body on the desk: read and searched bit by bit. */
export interface OpenBody extends Omit<BodySource, 'bytes'> {
  readonly document: BodyDocument;
  /** Null while nothing is searched for. */
  readonly search: BodySearch | null;
}

export interface Reading {
  /** The body it belongs to; empty: none yet. */
  readonly of: string;
  readonly cursor: Place;
  readonly top: Place;
  readonly folds: Folds;
  /** Letters as they were sent: `\u010d`. */
  readonly isVerbatim: boolean;
}

export const FIRST_READING: Reading = { of: '', cursor: TOP, top: TOP, folds: NO_FOLDS, isVerbatim: false };

export interface ReadingLook {
  readonly width: number;
  readonly height: number;
}

export function readingOf(reading: Reading, { key }: OpenBody): Reading {
  return reading.of === key ? reading : { ...FIRST_READING, of: key, isVerbatim: reading.isVerbatim };
}

export function laidOf({ folds, isVerbatim }: Reading, { document, search }: OpenBody, width: number): Laid {
  return { document, look: { width, folds, isVerbatim, needle: search?.needle ?? '' } };
}

/** With the cursor and the window where they can stand. */
export function settled(reading: Reading, body: OpenBody, { width, height }: ReadingLook): Reading {
  const laid = laidOf(reading, body, width);
  const cursor = settle(laid, reading.cursor);
  return { ...reading, cursor, top: topFor(laid, { top: reading.top, cursor, height }) };
}

/** Rows of the cursor; a page takes the window along. To the ends by infinite steps. */
export function travelled(reading: Reading, body: OpenBody, at: ReadingLook & { readonly by: number }): Reading {
  const { by, width, height } = at;
  const laid = laidOf(reading, body, width);
  if (!Number.isFinite(by)) return { ...reading, cursor: by < 0 ? TOP : bottom(laid) };
  const isPage = Math.abs(by) > 1 && height > 1;
  const cursor = walk(laid, reading.cursor, by);
  return { ...reading, cursor, top: isPage ? walk(laid, reading.top, by) : reading.top };
}

/** Folds or unfolds what the cursor stands in; null where there is nothing to fold. */
export function folded(reading: Reading, { document }: OpenBody): Reading | null {
  const opening = foldAt(document.outline, reading.cursor.line);
  if (document.outline.count() === 0 || opening === NONE) return null;
  return { ...reading, folds: toggleFold(reading.folds, opening), cursor: { line: opening, row: 0 } };
}

export function foldedAll(reading: Reading, { document }: OpenBody): Reading | null {
  if (document.outline.count() === 0 || !document.isJson()) return null;
  return { ...reading, folds: toggleAll(document.outline, reading.folds, reading.cursor.line) };
}

/** Null where the body has no escapes to speak of: no JSON. */
export function spelled(reading: Reading, { document }: OpenBody): Reading | null {
  return document.isJson() ? { ...reading, isVerbatim: !reading.isVerbatim } : null;
}

export type Direction = 'next' | 'previous' | 'here-or-next';

/** To a match from the cursor, round the ends; null where there is none (yet). */
export function sought(reading: Reading, body: OpenBody, at: { width: number; direction: Direction }): Reading | null {
  const matches = body.search?.matches() ?? [];
  const line = chooseMatch(matches, reading.cursor.line, at.direction);
  if (line === null) return null;
  const folds = reveal(body.document.outline, reading.folds, line);
  const rows = rowsOf(laidOf({ ...reading, folds }, body, at.width), line);
  const row = rows.findIndex((spans) => spans.some(({ tone }) => tone === 'match'));
  return { ...reading, folds, cursor: { line, row: Math.max(0, row) } };
}

/** To the byte that is no JSON; null where there is none. */
export function atProblem(reading: Reading, body: OpenBody, width: number): Reading | null {
  const at = body.document.problemAt();
  if (at === null) return null;
  return { ...reading, cursor: placeOfByte(laidOf(reading, body, width), at) };
}

function chooseMatch(matches: readonly number[], line: number, direction: Direction): number | null {
  const index = firstFrom(matches, direction === 'next' ? line + 1 : line);
  const chosen = direction === 'previous' ? index - 1 : index;
  return matches[(chosen + matches.length) % Math.max(1, matches.length)] ?? null;
}

/** How many matches stand before a line: they are in order. */
export function firstFrom(matches: readonly number[], line: number): number {
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

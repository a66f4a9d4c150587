/**
 * The body on the screen as lines: what must be known before reading, a window of rows with the cursor at its margin, and
 * the search while it is typed. Only the window is laid out.
 */
import { cutLine, EMPTY_LINE, line, span, type Line } from '../../../present/line.ts';
import { rowsFrom } from '../../../present/document/walk.ts';
import { inputLine } from '../../input/lines.ts';
import type { LineInput } from '../../input/line-input.ts';
import { firstFrom, laidOf, type OpenBody, type Reading } from './reading.ts';

export interface BodyLook {
  /** Of the text, without the margins. */
  readonly width: number;
  readonly rows: number;
  readonly hasFocus: boolean;
  /** The search being typed. */
  readonly typing: LineInput | null;
}

/** From here on there is room for more than the first remark. */
const ROOMY = 8;

function remarksOf({ head, document }: OpenBody): readonly Line[] {
  return head.length === 0 ? document.remarks() : [head, ...document.remarks()];
}

/** Rows left for the text itself. */
export function textRows(body: OpenBody, { rows, typing }: Pick<BodyLook, 'rows' | 'typing'>): number {
  const { length } = remarksOf(body);
  return Math.max(1, rows - Math.min(length, rows >= ROOMY ? length : 1) - (typing === null ? 0 : 1));
}

/** `reading` is settled. */
export function bodyLines(body: OpenBody, reading: Reading, look: BodyLook): readonly Line[] {
  const { document } = body;
  const height = textRows(body, look);
  const remarks = remarksOf(body).slice(0, look.rows >= ROOMY ? undefined : 1);
  const head = remarks.map((one): Line => [span(' '), ...cutLine(one, look.width)]);
  const shown = rowsFrom(laidOf(reading, body, look.width), reading.top, height).map(({ place, line: row }): Line => {
    const isCursor = look.hasFocus && place.line === reading.cursor.line && place.row === reading.cursor.row;
    return [span(isCursor ? '▶' : ' ', 'strong'), ...row];
  });
  const text = shown.length === 0 ? [line(document.isDone() ? ' No body.' : ' Reading.', 'dim')] : shown;
  const fill = Array.from({ length: Math.max(0, height - text.length) }, () => EMPTY_LINE);
  return [...head, ...text, ...fill, ...searchLines(look)];
}

function searchLines({ typing, width }: BodyLook): readonly Line[] {
  return typing === null ? [] : [inputLine(typing, { label: ' & ', width: width + 1 })];
}

export interface PositionLook {
  readonly hasFocus: boolean;
  /** In a narrow window: `match 2/17 · 12/5003`. */
  readonly isShort: boolean;
}

/** `line 12 of 5003 · match 2 of 17`, for the title; matches are lines that have it. */
export function positionText(body: OpenBody, reading: Reading, { hasFocus, isShort }: PositionLook): string {
  const parts = [placeText(body, reading, hasFocus), matchText(body, reading)].filter((text) => text !== '');
  if (!isShort) return parts.join(' · ');
  return parts.toReversed().join(' · ').replaceAll(' of ', '/').replace('line ', '');
}

function placeText({ document }: OpenBody, { cursor }: Reading, hasFocus: boolean): string {
  if (!document.isDone()) return `reading ${Math.floor(document.progress() * 100)} %`;
  const count = document.outline.count();
  if (count < 2) return '';
  return hasFocus ? `line ${cursor.line + 1} of ${count}` : `${count} lines`;
}

function matchText({ search }: OpenBody, { cursor }: Reading): string {
  if (search === null || search.needle === '') return '';
  const matches = search.matches();
  const more = search.isDone() ? '' : '…';
  if (matches.length === 0) return search.isDone() ? 'not found' : 'searching';
  const index = firstFrom(matches, cursor.line);
  const count = `${matches.length}${more}`;
  return matches[index] === cursor.line
    ? `match ${index + 1} of ${count}`
    : `${count} match${count === '1' ? '' : 'es'}`;
}

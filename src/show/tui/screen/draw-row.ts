/**
 * One row over another one, from its first cell. In: the row that stands there and the row that shall, each with its styles,
 * every style opened from none and closed again. Out: the bytes. At no time between them is the row blank, since a terminal
 * may show what it has got so far.
 */
import { textWidth } from '../../present/width.ts';

const ESC = '\u001b[';
const RESET = `${ESC}0m`;
const ERASE_TO_END = `${ESC}K`;

// oxlint-disable-next-line no-control-regex
const STYLES = /\u001b\[[\d;]*m/g;

export function drawRow(before: string, after: string, columns: number): string {
  const kept = keptTail(before, after, columns);
  if (kept > 0) return after.slice(0, after.length - kept) + RESET;
  const mayReachEnd = textWidth(withoutStyles(after)) >= columns - 1;
  return mayReachEnd ? drawToEdge(after) : `${after}${RESET}${ERASE_TO_END}`;
}

function withoutStyles(row: string): string {
  return row.replaceAll(STYLES, '');
}

/**
 * Letters at the end that may stay as they are. Only where what changes before them is as many ASCII letters as there were:
 * of anything else a terminal may think that it takes more cells or fewer, and then the end stands elsewhere. And only where
 * what is before the end surely ends before the last cell, which is written over and over by all that does not fit.
 */
function keptTail(before: string, after: string, columns: number): number {
  const from = tailFrom(after, sameAtEnd(before, after));
  const kept = after.length - from;
  const [old, now] = [before.slice(0, before.length - kept), after.slice(0, from)].map(withoutStyles);
  if (old === undefined || now === undefined || old.length !== now.length || mostCells(now) >= columns) return 0;
  const same = sameAtStart(old, now);
  return PLAIN.test(old.slice(same)) && PLAIN.test(now.slice(same)) ? kept : 0;
}

const PLAIN = /^[\u0020-\u007e]*$/;

/** No terminal gives anything more than two. */
function mostCells(text: string): number {
  return text.length + text.replaceAll(/[\u0020-\u007e]/g, '').length;
}

/** Where a tail may begin: at a style, so that its letters had the same one; or anywhere before ASCII where there are none. */
function tailFrom(row: string, from: number): number {
  const style = row.includes(ESC) ? row.indexOf(ESC, from) : from + row.slice(from).search(/[\u0020-\u007e]|$/);
  return style === -1 ? row.length : style;
}

/** The place in the second from which both are the same to their ends. */
function sameAtEnd(a: string, b: string): number {
  let [atA, atB] = [a.length, b.length];
  while (atA > 0 && atB > 0 && a.charCodeAt(atA - 1) === b.charCodeAt(atB - 1)) {
    atA -= 1;
    atB -= 1;
  }
  return atB;
}

function sameAtStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/**
 * A row that may reach the last column: after it the cursor stands on the last cell, and erasing to the end would take that
 * cell away. So all is erased before the last letter that surely takes a cell, and what follows is drawn then.
 */
function drawToEdge(row: string): string {
  const at = row.search(LAST_CELL);
  if (at <= 0) return `${RESET}${ERASE_TO_END}${row}${RESET}`;
  const head = row.slice(0, at);
  const style = head.match(STYLES)?.at(-1) ?? RESET;
  return `${head}${RESET}${ERASE_TO_END}${style === RESET ? '' : style}${row.slice(at)}${RESET}`;
}

/** ASCII, or a part of a box, behind which there is none but in styles. */
const LAST_CELL =
  // oxlint-disable-next-line no-control-regex
  /(?<!\u001b(?:\[[\d;]*)?)[\u0020-\u007e\u2500-\u259f](?:[^\u001b\u0020-\u007e\u2500-\u259f]|\u001b\[[\d;]*m)*$/;

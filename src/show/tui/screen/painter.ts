/**
 * Pure part of drawing: the rows that were, the rows that shall be; out come the bytes that change one into the other.
 * Absolute addressing only: relative moves drift when a terminal and we disagree about a wide sign.
 * Needed because the writer of Ink 6.8.0, the last for Node 20, clears the whole terminal for a frame of full height; Ink 8
 * paints differences itself, so this file can go when Node 20 goes.
 */
import { drawRow } from './draw-row.ts';

const ESC = '\u001b[';
const RESET = `${ESC}0m`;

/** Terminals that know mode 2026 show an update only when it is whole. */
const BEGIN_UPDATE = `${ESC}?2026h`;
const END_UPDATE = `${ESC}?2026l`;

/** Alternate buffer, no wrapping at the right edge, no cursor, pastes marked as such, clean. */
export const ENTER: string = `${ESC}?1049h${ESC}?7l${ESC}?25l${ESC}?2004h${ESC}2J${ESC}H`;
/**
 * Emptied first: the console of Linux, GNU screen and tmux may have no alternate buffer, and what is printed next would
 * stand in the middle of our last frame. Never twice: the second would put the cursor back to the saved place, over what
 * was printed since.
 */
export const LEAVE: string = `${RESET}${ESC}2J${ESC}H${ESC}?2004l${ESC}?25h${ESC}?7h${ESC}?1049l`;
/**
 * What a program that was killed may have left on: reports of the mouse, of the focus and of keys in ways of their own
 * (xterm's and kitty's), other arrow keys and digits, inserting, rows that do not scroll, line drawing for letters.
 * Only after `ENTER`, since some of these put the cursor into the corner.
 */
export const CALM: string = [
  ...[1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1, 6].map((mode) => `${ESC}?${mode}l`),
  `${ESC}>4m${ESC}=0u${ESC}4l${ESC}r`,
  '\u001b>\u001b(B\u000f',
  RESET,
].join('');
export const CLEAR: string = `${RESET}${ESC}2J`;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Bytes for the rows that differ; empty when none does. Rows beyond the height are left out; missing ones are blank. */
export function diffRows(before: readonly string[], after: readonly string[], size: Size): string {
  let changes = '';
  for (let row = 0; row < size.rows; row += 1) {
    const [old, text] = [rowOf(before, row), rowOf(after, row)];
    if (text !== old) changes += `${ESC}${row + 1};1H${drawRow(old, text, size.columns)}`;
  }
  return changes === '' ? '' : BEGIN_UPDATE + changes + END_UPDATE;
}

/** What is erased behind a row looks as spaces do. */
function rowOf(rows: readonly string[], index: number): string {
  return (rows[index] ?? '').trimEnd();
}

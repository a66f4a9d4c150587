/**
 * A line of text being typed, drawn: its label, the text with the cursor as an inverse cell, and under it what is wrong
 * with the text, pointing at the spot. A text longer than the room is shown around the cursor.
 */
import { printable } from '../../../core/printable.ts';
import { line, span, type Line } from '../../present/line.ts';
import { cutText, takeLastCells, textWidth, wrapText } from '../../present/width.ts';
import type { LineInput } from './line-input.ts';

export interface InputLook {
  /** Before the text: ` / `. */
  readonly label: string;
  readonly width: number;
}

/** What a reader has against a text. */
export interface Complaint {
  readonly sentence: string;
  /** Offset into the text. */
  readonly at: number;
}

export function inputLine(input: LineInput, { label, width }: InputLook): Line {
  const { shown, cursor, behind } = windowOf(input, width - textWidth(label) - 1);
  return [span(label, 'strong'), span(shown), span(cursor, 'cursor'), span(behind)];
}

/** The caret under the spot and the sentence, wrapped. */
export function complaintLines(input: LineInput, { sentence, at }: Complaint, look: InputLook): readonly Line[] {
  const room = look.width - textWidth(look.label) - 1;
  const before = printable(input.before);
  const hidden = textWidth(before) - textWidth(windowOf(input, room).shown);
  const spot = textWidth(printable((input.before + input.after).slice(0, at))) - hidden;
  const place = Math.max(0, Math.min(spot, room - 1));
  const margin = ' '.repeat(textWidth(look.label));
  return [
    line(`${margin}${' '.repeat(place)}^`, 'warning'),
    ...wrapText(`   ${sentence}`, look.width - 1, 3).map((text) => line(text, 'repeat')),
  ];
}

interface Shown {
  readonly shown: string;
  readonly cursor: string;
  readonly behind: string;
}

/** The cursor takes a cell, or two over a wide letter. */
function windowOf({ before, after }: LineInput, room: number): Shown {
  const [under = ' ', ...rest] = Array.from(printable(after));
  const safe = printable(before);
  const free = Math.max(1, room - textWidth(under));
  const shown = textWidth(safe) <= free ? safe : takeLastCells(safe, free);
  return { shown, cursor: under, behind: cutText(rest.join(''), Math.max(0, free - textWidth(shown))) };
}

/**
 * A line on a screen as data: pieces of text, each with a tone. Colour only repeats what the words and signs say.
 * `span` is the only way to make a piece, and it makes every text safe to print: nothing from a payload may move the
 * cursor or change colours.
 */
import { printable } from '../../core/printable.ts';
import { CUT_MARK, cutText, textWidth } from './width.ts';

/** `cursor` is the cell where typed letters go, `match` what was searched for. */
export type Tone = 'plain' | 'dim' | 'strong' | 'good' | 'repeat' | 'warning' | 'accent' | 'cursor' | 'match';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Span[];

export const EMPTY_LINE: Line = [];

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text: printable(text), tone };
}

export function line(text: string, tone: Tone = 'plain'): Line {
  return [span(text, tone)];
}

export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0);
}

export function lineText(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** At most `width` cells; a line that loses something ends in `…`. */
export function cutLine(spans: Line, width: number): Line {
  if (lineWidth(spans) <= width) return spans;
  const kept: Span[] = [];
  let room = width - 1;
  for (const { text, tone } of spans) {
    const size = textWidth(text);
    if (size > room) return [...kept, { text: cutText(text, room + 1), tone }].map((piece) => endMark(piece));
    kept.push({ text, tone });
    room -= size;
  }
  return kept;
}

/** Exactly `width` cells. */
export function padLine(spans: Line, width: number): Line {
  const cut = cutLine(spans, width);
  const missing = width - lineWidth(cut);
  return missing > 0 ? [...cut, span(' '.repeat(missing))] : cut;
}

/** A piece that was cut to nothing still says that something is missing. */
function endMark(piece: Span): Span {
  return piece.text === '' ? { text: CUT_MARK, tone: piece.tone } : piece;
}

/**
 * Tones to terminal attributes, and our signs to plain ASCII where the terminal has nothing better.
 * In: a line as data. Out: the text that is painted. Colour is 16-colour only, so that the user's own palette applies.
 */
import type { Line, Span, Tone } from './line.ts';
import { textWidth } from './width.ts';

export type Glyphs = 'unicode' | 'ascii';

export interface Theme {
  readonly glyphs: Glyphs;
  readonly colour: boolean;
}

const BOLD = '1';
const DIM = '2';
const INVERSE = '7';

/** Without colour only weight is left; a dim text stays as readable as the others. */
const PLAIN_ATTRIBUTES: Readonly<Record<Tone, string>> = {
  plain: '',
  dim: '',
  strong: BOLD,
  good: '',
  repeat: '',
  warning: BOLD,
  accent: '',
  cursor: INVERSE,
  match: INVERSE,
};

const COLOUR_ATTRIBUTES: Readonly<Record<Tone, string>> = {
  plain: '',
  dim: DIM,
  strong: BOLD,
  good: '32',
  repeat: '33',
  warning: '1;31',
  accent: '36',
  cursor: INVERSE,
  match: INVERSE,
};

/** Every sign of ours and its stand-in, one cell each. */
const ASCII: ReadonlyMap<string, string> = new Map([
  ['✓', 'v'],
  ['↻', 'r'],
  ['⚠', '!'],
  ['…', '.'],
  ['•', '*'],
  ['▶', '>'],
  ['▷', '-'],
  ['●', 'o'],
  ['○', '-'],
  ['→', '>'],
  ['←', '<'],
  ['✗', 'x'],
  ['·', '-'],
  ['─', '-'],
  ['█', '#'],
  ['▒', ':'],
  ['░', '.'],
  ['▏', '|'],
  ['▲', '^'],
  ['└', '`'],
  ['▁', '_'],
  ['▂', '.'],
  ['▃', '-'],
  ['▄', '~'],
  ['▅', '+'],
  ['▆', '='],
  ['▇', '%'],
  ['↑', '^'],
  ['↓', 'v'],
]);

/** The sign of a fault takes two cells. */
const ASCII_FAULT = 'x ';

export function paintLine(line: Line, theme: Theme): string {
  return line.map((piece) => paintSpan(piece, theme)).join('');
}

function paintSpan({ text, tone }: Span, theme: Theme): string {
  const shown = theme.glyphs === 'ascii' ? toAscii(text) : text;
  const attributes = (theme.colour ? COLOUR_ATTRIBUTES : PLAIN_ATTRIBUTES)[tone];
  return attributes === '' || shown === '' ? shown : `\u001b[${attributes}m${shown}\u001b[0m`;
}

/** Letters lose their marks; what has no likeness becomes as many `?` as it has cells. */
export function toAscii(text: string): string {
  return /^[\u0020-\u007e]*$/.test(text) ? text : Array.from(text.normalize('NFC'), asciiOf).join('');
}

function asciiOf(character: string): string {
  if (character <= '\u007e') return character;
  if (character === '⚡') return ASCII_FAULT;
  const base = character.normalize('NFD').replaceAll(/\p{Mark}/gu, '');
  return ASCII.get(character) ?? (/^[\u0020-\u007e]$/.test(base) ? base : '?'.repeat(textWidth(character)));
}

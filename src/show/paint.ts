/**
 * Lines as data to text for plain output: with colours where they are allowed, else without a single escape sequence.
 */
import { lineText, type Line } from './present/line.ts';
import { paintLine, toAscii, type Theme } from './present/theme.ts';

export type Paint = (line: Line) => string;

export function createPaint(theme: Theme): Paint {
  if (theme.colour) return (line) => paintLine(line, theme).trimEnd();
  return (line) => {
    const text = lineText(line).trimEnd();
    return theme.glyphs === 'ascii' ? toAscii(text) : text;
  };
}

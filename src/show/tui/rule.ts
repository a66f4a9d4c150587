/**
 * A rule across the screen, with a word in it where there is something to say.
 */
import { span, type Line, type Tone } from '../present/line.ts';
import { cutText, textWidth } from '../present/width.ts';

/** Cells that the rule itself needs beside its words. */
export const RULE_MARGINS = 6;

export function ruleLine(width: number, words = '', tone: Tone = 'dim'): Line {
  if (words === '') return [span('─'.repeat(width), 'dim')];
  const shown = cutText(words, width - RULE_MARGINS);
  return [
    span('── ', 'dim'),
    span(shown, tone),
    span(` ${'─'.repeat(Math.max(0, width - 4 - textWidth(shown)))}`, 'dim'),
  ];
}

/**
 * A rule across the screen, with a word in it where there is something to say.
 */
import { span, type Line, type Tone } from '../present/line.ts';
import { cutText, textWidth } from '../present/width.ts';

export function ruleLine(width: number, words = '', tone: Tone = 'dim'): Line {
  if (words === '') return [span('─'.repeat(width), 'dim')];
  const shown = cutText(words, width - 6);
  return [
    span('── ', 'dim'),
    span(shown, tone),
    span(` ${'─'.repeat(Math.max(0, width - 4 - textWidth(shown)))}`, 'dim'),
  ];
}

/**
 * The panel that copies or exports, as lines.
 */
import { line, span, type Line } from '../../present/line.ts';
import { cutText, padText, wrapText } from '../../present/width.ts';
import { SHARE_CHOICES, type SharePanel } from './share.ts';

const NAME = 9;

export function shareLines(panel: SharePanel, doubt: string | null, width: number): readonly Line[] {
  const choices = SHARE_CHOICES[panel.to].map(({ shape, words }, index): Line => {
    const isChosen = index === panel.cursor;
    return [
      span(isChosen ? ' ▶ ' : '   ', 'strong'),
      span(padText(shape, NAME), isChosen ? 'strong' : 'plain'),
      span(cutText(words, width - NAME - 4), 'dim'),
    ];
  });
  const below = panel.to === 'clipboard' && doubt !== null ? doubt : 'Secrets are always taken out.';
  return [...choices, ...wrapText(`   ${below}`, width - 1, 3).map((text) => line(text, 'dim'))];
}

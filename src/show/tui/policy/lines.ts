/**
 * The picker of the answer policy as lines: each policy with what it does, the one at work marked.
 */
import type { PolicyName } from '../../../core/record.ts';
import { line, span, type Line } from '../../present/line.ts';
import { padText, wrapText } from '../../present/width.ts';
import { POLICIES, type PolicyPanel } from './policy.ts';

const NAME = 9;

export function policyLines(panel: PolicyPanel, current: PolicyName, width: number): readonly Line[] {
  return POLICIES.flatMap(({ name, words }, index) => {
    const isChosen = index === panel.cursor;
    const [first = '', ...more] = wrapText(words, width - NAME - 3);
    return [
      [
        span(isChosen ? ' ▶ ' : '   ', 'strong'),
        span(padText(name === current ? `${name} ●` : name, NAME), isChosen ? 'strong' : 'plain'),
        span(first),
      ],
      ...more.map((text) => line(' '.repeat(NAME + 3) + text)),
    ];
  });
}

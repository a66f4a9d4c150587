/**
 * The picker of events as lines: what is typed, then the names that fit, around the chosen one.
 */
import { line, span, type Line } from '../../present/line.ts';
import { cutText, padText } from '../../present/width.ts';
import { textOf } from '../input/line-input.ts';
import { inputLine } from '../input/lines.ts';
import { windowFor } from '../store/window.ts';
import { fittingNames, type Nearness, type TriggerPanel } from './trigger.ts';

const WORDS: Readonly<Record<Nearness, string>> = {
  'came in': 'has come in',
  registered: 'registered',
  own: 'a fixture of your own',
  other: '',
  sample: 'a body that hurts',
};
const NAME = 31;

export interface TriggerLook {
  readonly width: number;
  readonly rows: number;
  /** Where the call goes. */
  readonly target: string;
}

export function triggerLines(panel: TriggerPanel, { width, rows, target }: TriggerLook): readonly Line[] {
  const names = fittingNames(panel);
  const height = Math.max(1, rows - 2);
  const window = windowFor({ total: names.length, cursor: panel.cursor, height, from: panel.cursor - height + 2 });
  const shown = names.slice(window.from, window.to).map(({ name, nearness }, index): Line => {
    const isChosen = window.from + index === panel.cursor;
    return [
      span(isChosen ? ' ▶ ' : '   ', 'strong'),
      span(padText(span(name).text, NAME), isChosen ? 'strong' : 'plain'),
      span(WORDS[nearness], 'dim'),
    ];
  });
  return [
    [span(' Send a sample'), span(cutText(span(target).text, width - 16), 'dim')],
    inputLine(panel.input, { label: ' event  ', width }),
    ...(shown.length > 0 ? shown : [noneLine(textOf(panel.input).trim(), width)]),
  ];
}

function noneLine(typed: string, width: number): Line {
  return line(cutText(`   No event has these letters; Enter sends the fixture ${span(typed).text}.`, width - 1));
}

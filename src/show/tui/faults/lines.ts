/**
 * The panel of faults as lines: what can be set, what is set, and how it has fared; below, the fault being written.
 */
import { line, span, type Line } from '../../present/line.ts';
import { spread } from '../../present/segments.ts';
import { cutText, padText, wrapText } from '../../present/width.ts';
import { complaintLines, inputLine, type InputLook } from '../input/lines.ts';
import { windowFor } from '../store/window.ts';
import { faultChoices, type FaultChoice, type FaultsAtHand, type FaultsPanel, type Writing } from './faults.ts';

const KEYS =
  'status=503 delay=1100-1500 connection=reset|empty|truncate|garbage|drip|hang phase=before|after times= skip= every= probability= for=10m event=Orders.* name= match= (last)';

export interface FaultsLook {
  readonly width: number;
  readonly rows: number;
}

export function faultsLines(panel: FaultsPanel, at: FaultsAtHand, { width, rows }: FaultsLook): readonly Line[] {
  const choices = faultChoices(at);
  const below = panel.writing === null ? [] : writingLines(panel.writing, width);
  const height = Math.max(1, rows - 1 - below.length);
  const window = windowFor({
    total: choices.length,
    cursor: Math.min(panel.cursor, choices.length - 1),
    height,
    from: panel.cursor - height + 2,
  });
  const shown = choices
    .slice(window.from, window.to)
    .map((choice, index) => choiceLine(choice, window.from + index === panel.cursor && panel.writing === null, width));
  return [line(' Answers spoiled on purpose: the first fault that acts on a call wins.'), ...shown, ...below];
}

function choiceLine(choice: FaultChoice, isChosen: boolean, width: number): Line {
  const { label, words, active } = choice;
  const isOn = active !== null && !active.isOver;
  const name = width < 76 ? 18 : 26;
  const front: Line = [
    span(isChosen ? ' ▶ ' : '   ', 'strong'),
    span(isOn ? '● ' : '○ ', isOn ? 'accent' : 'dim'),
    span(`${words === '' ? span(label).text : padText(span(label).text, name)} `, isChosen ? 'strong' : 'plain'),
  ];
  const fate = active === null ? '' : fateText(active);
  const room = width - 6 - (words === '' ? 0 : name) - fate.length - 3;
  return spread({
    left: [
      { line: front, keep: 3 },
      { line: words === '' ? [] : [span(cutText(span(words).text, room), 'dim')], keep: 1 },
    ],
    right: fate === '' ? [] : [{ line: [span(fate, isOn ? 'accent' : 'plain')], keep: 2 }],
    width: width - 1,
    gap: 0,
  });
}

function fateText({ matched, spoiled, isOver }: NonNullable<FaultChoice['active']>): string {
  const fared = matched === 0 ? 'no call yet' : `spoiled ${spoiled} of ${matched}`;
  return isOver ? `${fared}, over` : fared;
}

function writingLines({ input, complaint }: Writing, width: number): readonly Line[] {
  const look: InputLook = { label: ' fault  ', width };
  const below =
    complaint === null
      ? wrapText(`   ${KEYS}`, width - 1, 3).map((text) => line(text, 'dim'))
      : complaintLines(input, complaint, look);
  return [inputLine(input, look), ...below];
}

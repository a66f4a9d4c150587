/**
 * The panel of faults as lines: what can be set, what is set, and how it has fared; below, what the chosen one has done, or
 * the fault being written.
 */
import type { Instant } from '../../../core/instant.ts';
import type { ActiveFault } from '../../../faults/fault-set.ts';
import { line, span, type Line } from '../../present/line.ts';
import { spread } from '../../present/segments.ts';
import { timeOfDay } from '../../present/time.ts';
import { cutText, padText, wrapText } from '../../present/width.ts';
import { counted } from '../../words.ts';
import { complaintLines, inputLine, type InputLook } from '../input/lines.ts';
import { WORDY_COLUMNS } from '../layout.ts';
import { windowFor } from '../store/window.ts';
import {
  chosenAt,
  faultChoices,
  type FaultChoice,
  type FaultsAtHand,
  type FaultsPanel,
  type Writing,
} from './faults.ts';

const KEYS =
  'status=503 delay=1100-1500 connection=reset|empty|truncate|garbage|drip|hang phase=before|after times= skip= every= probability= for=10m event=Orders.* name= match= (last)';

export interface FaultsLook {
  readonly width: number;
  readonly rows: number;
  readonly now: Instant;
}

export function faultsLines(panel: FaultsPanel, at: FaultsAtHand, look: FaultsLook): readonly Line[] {
  const { width, rows, now } = look;
  const choices = faultChoices(at);
  const cursor = chosenAt(panel, choices);
  const chosen = choices[cursor];
  const below =
    panel.writing !== null ? writingLines(panel.writing, width) : chosen === undefined ? [] : fateLines(chosen, look);
  const height = Math.max(1, rows - 1 - below.length);
  const window = windowFor({
    total: choices.length,
    cursor,
    height,
    from: cursor - height + 2,
  });
  const sign = panel.writing === null ? ' ▶ ' : panel.writing.of === null ? '   ' : ' ▷ ';
  const shown = choices
    .slice(window.from, window.to)
    .map((choice, index) => choiceLine(choice, window.from + index === cursor ? sign : '   ', { width, now }));
  return [line(' Answers spoiled on purpose: the first fault that acts on a call wins.'), ...shown, ...below];
}

function choiceLine(choice: FaultChoice, sign: string, { width, now }: Omit<FaultsLook, 'rows'>): Line {
  const { label, words, active } = choice;
  const isOn = active !== null && !active.isOver;
  const name = width < 76 ? 18 : 26;
  const front: Line = [
    span(sign, 'strong'),
    span(isOn ? '● ' : '○ ', isOn ? 'accent' : 'dim'),
    span(`${words === '' ? span(label).text : padText(span(label).text, name)} `, sign === '   ' ? 'plain' : 'strong'),
  ];
  const fate = active === null ? '' : fateText(active, now);
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

function fateText(active: ActiveFault, now: Instant): string {
  const { matched, spoiled, isOver } = active;
  const fared = matched === 0 ? 'no call yet' : `spoiled ${spoiled} of ${matched}`;
  return isOver ? `${fared}, ${isPast(active, now) ? 'expired' : 'used up'}` : fared;
}

function isPast({ endsAt }: ActiveFault, now: Instant): boolean {
  return endsAt !== null && now >= endsAt;
}

/** What it is in keys, since when it is at work, what it has met, and what Enter would do. */
function fateLines({ keys, words, isPreset, active }: FaultChoice, { width, now }: FaultsLook): readonly Line[] {
  // In a narrow window the row itself has no room for the words.
  const says = isPreset && width < WORDY_COLUMNS ? `${words}: ${keys}.` : `${keys}.`;
  const what = isPreset || words !== '' ? [says] : [];
  const texts = active === null ? [...what, 'Not set.'] : [...what, ...workTexts(active, now)];
  return wrapText(span(`   ${texts.join(' ')}`).text, width - 1, 3).map((text) => line(text, 'dim'));
}

function workTexts(active: ActiveFault, now: Instant): readonly string[] {
  const { setAt, endsAt, matched, spoiled, last, isOver } = active;
  const until = endsAt === null || isOver ? '' : ` until ${timeOfDay(endsAt)}`;
  const met = `${counted(matched, 'attempt has', 'attempts have')} matched, ${spoiled} of them spoiled`;
  const latest =
    last === null ? '.' : `; the last ${`${last.event} ${last.key}`.trim()} at ${timeOfDay(last.at)}${idText(last)}.`;
  const over = isPast(active, now) ? `Expired at ${timeOfDay(endsAt ?? now)}.` : 'Used up: it acts no more.';
  return [
    `Set at ${timeOfDay(setAt)}${until}:`,
    matched === 0 ? 'no attempt has matched yet.' : `${met}${latest}`,
    ...(isOver ? [over, 'Enter sets it anew.'] : []),
  ];
}

function idText({ delivery }: NonNullable<ActiveFault['last']>): string {
  return delivery === null ? '' : ` (${delivery})`;
}

function writingLines({ of, input, complaint }: Writing, width: number): readonly Line[] {
  const look: InputLook = { label: of === null ? ' fault  ' : ' edit  ', width };
  const below =
    complaint === null
      ? wrapText(`   ${KEYS}`, width - 1, 3).map((text) => line(text, 'dim'))
      : complaintLines(input, complaint, look);
  return [inputLine(input, look), ...below];
}

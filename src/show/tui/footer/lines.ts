/**
 * The last lines: the newest notice, or what a key had to say, and the keys that matter here.
 */
import type { NoticeView } from '../../../session/view.ts';
import { cutLine, span, type Line, type Tone } from '../../present/line.ts';
import { spread, type Segment } from '../../present/segments.ts';
import { timeOfDay } from '../../present/time.ts';
import { wrapText } from '../../present/width.ts';
import { WORKING } from '../keys/binding.ts';
import { BINDINGS, whyDisabled, type Situation } from '../keys.ts';
import { MOST_NOTICE_ROWS, WORDY_COLUMNS } from '../layout.ts';
import type { Message } from '../store/model.ts';

const SIGNS: Readonly<Record<NoticeView['level'], { readonly sign: string; readonly tone: Tone }>> = {
  info: { sign: '·', tone: 'plain' },
  warning: { sign: '⚠', tone: 'warning' },
  error: { sign: '⚠', tone: 'warning' },
};

/** Nothing where there is nothing to say. A message of this screen stands in front of the session's notices. */
export function noticeLines(notice: NoticeView | null, message: Message | null, width: number): readonly Line[] {
  if (message !== null) return messageLines(message, width);
  if (notice === null) return [];
  const { sign, tone } = SIGNS[notice.level];
  return [cutLine([span(` ${sign} `, tone), span(`${timeOfDay(notice.at)} `, 'dim'), span(notice.text)], width)];
}

/** What was asked for is answered in full, as far as there is room. */
function messageLines({ kind, text }: Message, width: number): readonly Line[] {
  const isRefused = kind === 'refused';
  const lines = wrapText(span(text).text, width - 4).slice(0, MOST_NOTICE_ROWS);
  return lines.map((one, index) => [
    span(index > 0 ? '   ' : isRefused ? ' ⚠ ' : ' · ', isRefused ? 'warning' : 'plain'),
    // Plain: coloured sentences are hard to read on a light ground, and the sign says enough.
    span(one),
  ]);
}

/** Keys with their words; for list and detail in a narrow window the keys alone, since there are many. */
export function footerLine(situation: Situation, width: number, asking: number): Line {
  const right: readonly Segment[] = asking === 0 ? [] : [{ line: [span(askingText(asking), 'accent')], keep: 20 }];
  const make = (hasWords: boolean): Line => {
    const left = keysOf(situation, hasWords);
    const line = spread({ left, right, width: width - 2, gap: hasWords ? 2 : 1 });
    const isWhole = left.every(({ line: [key] }) => line.some((piece) => piece === key));
    const mayBeBare = WORKING.includes(situation.mode) && width < WORDY_COLUMNS;
    return isWhole || !hasWords || !mayBeBare ? line : make(false);
  };
  return [span(' '), ...make(true)];
}

function askingText(asking: number): string {
  return asking === 1 ? '… sending' : `… sending ${asking}`;
}

function keysOf(situation: Situation, hasWords: boolean): readonly Segment[] {
  return BINDINGS.flatMap((binding) => {
    const words = binding.modes.includes(situation.mode) ? binding.brief[situation.mode] : undefined;
    if (words === undefined || whyDisabled(binding, situation) !== null) return [];
    const key = span(binding.shown, 'strong');
    return [{ line: hasWords ? [key, span(` ${words}`, 'dim')] : [key], keep: binding.keep }];
  });
}

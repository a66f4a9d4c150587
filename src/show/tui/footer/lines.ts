/**
 * The last lines: the newest notice, or what a key had to say, and the keys that matter here.
 */
import { SECOND, type Instant } from '../../../core/instant.ts';
import type { NoticeView } from '../../../session/view.ts';
import { cutLine, span, type Line, type Tone } from '../../present/line.ts';
import { spread, type Segment } from '../../present/segments.ts';
import { readingTime, timeOfDay } from '../../present/time.ts';
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

/** What there is to say: a message of this screen, else the newest notice of the session. */
export interface Told {
  readonly notice: NoticeView | null;
  readonly message: Message | null;
}

/** Nothing where there is nothing to say. */
export function noticeLines({ notice, message }: Told, width: number, now: Instant): readonly Line[] {
  if (message !== null) return messageLines(message, width);
  if (notice === null) return [];
  if (now < noticeUntil(notice)) return freshNoticeLines(notice, width);
  return notice.level === 'info' ? [] : [cutLine(noticeLine(notice, notice.text), width)];
}

/** Until then a notice is told in full; later one that warns of nothing goes, and the panel of health still has it. */
export function noticeUntil({ at, text }: NoticeView): Instant {
  return at + 10 * SECOND + readingTime(text);
}

function freshNoticeLines(notice: NoticeView, width: number): readonly Line[] {
  const [first = '', ...rest] = wrapText(span(notice.text).text, width - NOTICE_MARGIN - 1).slice(0, MOST_NOTICE_ROWS);
  return [noticeLine(notice, first), ...rest.map((text) => [span(' '.repeat(NOTICE_MARGIN)), span(text)])];
}

/** ` ⚠ 14:31:58 `. */
const NOTICE_MARGIN = 12;

function noticeLine({ at, level }: NoticeView, text: string): Line {
  const { sign, tone } = SIGNS[level];
  return [span(` ${sign} `, tone), span(`${timeOfDay(at)} `, 'dim'), span(text)];
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

/**
 * The last lines: the newest notice, or what a key had to say, and the keys that matter here.
 */
import type { NoticeView } from '../../../session/view.ts';
import { cutLine, span, type Line, type Tone } from '../../present/line.ts';
import { spread } from '../../present/segments.ts';
import { timeOfDay } from '../../present/time.ts';
import { BINDINGS, whyDisabled, type Situation } from '../keys.ts';

const SIGNS: Readonly<Record<NoticeView['level'], { readonly sign: string; readonly tone: Tone }>> = {
  info: { sign: '·', tone: 'plain' },
  warning: { sign: '⚠', tone: 'warning' },
  error: { sign: '⚠', tone: 'warning' },
};

/** Null where there is nothing to say. A message from a key stands in front of the session's notices. */
export function noticeLine(notice: NoticeView | null, message: string | null, width: number): Line | null {
  if (message !== null) return cutLine([span(` · ${message}`)], width);
  if (notice === null) return null;
  const { sign, tone } = SIGNS[notice.level];
  return cutLine([span(` ${sign} `, tone), span(`${timeOfDay(notice.at)} `, 'dim'), span(notice.text)], width);
}

export function footerLine(situation: Situation, width: number): Line {
  const left = BINDINGS.flatMap((binding) => {
    const words = binding.brief[situation.mode];
    if (words === undefined || whyDisabled(binding, situation) !== null) return [];
    return [{ line: [span(binding.shown, 'strong'), span(` ${words}`, 'dim')], keep: binding.keep }];
  });
  return [span(' '), ...spread({ left, right: [], width: width - 2, gap: 2 })];
}

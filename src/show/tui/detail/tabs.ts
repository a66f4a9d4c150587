/**
 * The parts of the detail, in the order of their keys, and the line that names them.
 */
import type { DeliveryDetail } from '../../../store/row.ts';
import { cutLine, lineWidth, span, type Line } from '../../present/line.ts';
import { textWidth } from '../../present/width.ts';
import { timeOfDay } from '../../present/time.ts';

export const TABS = ['summary', 'body', 'headers', 'attempts', 'answer', 'diff', 'record'] as const;

export type Tab = (typeof TABS)[number];

export function tabAt(index: number): Tab {
  return TABS[Math.max(0, Math.min(index, TABS.length - 1))] ?? 'summary';
}

/** `[1 summary] 2 body 3 headers 4 attempts 5 answer 6 diff 7 record`; short: `[1 summary] 2 3 4 5 6 7`. */
function tabsLine(chosen: Tab, isShort = false): Line {
  return TABS.flatMap((tab, index) => {
    const words = isShort && tab !== chosen ? String(index + 1) : `${index + 1} ${tab}`;
    const gap = span(index === 0 ? '' : ' ');
    return tab === chosen ? [gap, span(`[${words}]`, 'strong')] : [gap, span(words, 'dim')];
  });
}

export interface TitleLook {
  readonly tab: Tab;
  readonly width: number;
  readonly hasFocus: boolean;
  /** `12-20 of 48`; empty while everything is in view. */
  readonly position: string;
}

/** ` Orders.update 9000208 · attempt 2 · 14:31:40            [1 summary] 2 body 3 headers …`. */
export function titleLine({ row }: DeliveryDetail, look: TitleLook): Line {
  const front: Line = [
    span(look.hasFocus ? ' ▶ ' : ' ', 'strong'),
    span(`${row.event} ${row.key}`, 'strong'),
    span(row.attempts > 1 ? ` · attempt ${row.attempts}` : '', 'dim'),
  ];
  const position = look.position === '' ? [] : [span(` · ${look.position}`, 'dim')];
  const whole = tabsLine(look.tab);
  const spare = look.width - lineWidth(front) - lineWidth(position) - lineWidth(whole) - 2;
  const isTight = spare < 0;
  const time = span(` · ${timeOfDay(row.lastAttemptAt)}`, 'dim');
  // The time stands in the list too; what the tabs are called stands nowhere else.
  const name = isTight || spare >= textWidth(time.text) ? [...front, time] : front;
  const tabs = isTight ? tabsLine(look.tab, true) : whole;
  const room = look.width - lineWidth(tabs) - 2;
  // Which delivery it is stands in the list too; where one is in it does not.
  const left = cutLine([...cutLine(name, Math.max(LEAST_NAME, room - lineWidth(position))), ...position], room);
  return [...left, span(' '.repeat(Math.max(1, room + 1 - lineWidth(left)))), ...tabs];
}

const LEAST_NAME = 12;

/** The same in one line with the rule, where rows are scarce: only the tabs. */
export function titleRule(look: TitleLook): Line {
  const position = look.position === '' ? '' : ` ${look.position} `;
  const isTight = lineWidth(tabsLine(look.tab)) + textWidth(position) + 8 > look.width;
  const tabs = tabsLine(look.tab, isTight);
  const front: Line = [span(look.hasFocus ? '▶─ ' : '── ', look.hasFocus ? 'strong' : 'dim'), ...tabs];
  const rest = look.width - lineWidth(front) - 1 - textWidth(position) - 2;
  return cutLine([...front, span(` ${'─'.repeat(Math.max(0, rest))}${position}──`, 'dim')], look.width);
}

/**
 * The parts of the detail, in the order of their keys, and the line that names them.
 */
import type { DeliveryDetail } from '../../../store/row.ts';
import { cutLine, lineWidth, span, type Line } from '../../present/line.ts';
import { timeOfDay } from '../../present/time.ts';

export const TABS = ['summary', 'body', 'headers', 'attempts'] as const;

export type Tab = (typeof TABS)[number];

export function tabAt(index: number): Tab {
  return TABS[Math.max(0, Math.min(index, TABS.length - 1))] ?? 'summary';
}

/** `[1 summary] 2 body 3 headers 4 attempts`; short: `[1 summary] 2 3 4`. */
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

/** ` Orders.update 9000208 · attempt 2 · 14:31:40            [1 summary] 2 body 3 headers 4 attempts`. */
export function titleLine({ row }: DeliveryDetail, look: TitleLook): Line {
  const attempt = row.attempts > 1 ? ` · attempt ${row.attempts}` : '';
  const name: Line = [
    span(look.hasFocus ? ' ▶ ' : ' ', 'strong'),
    span(`${row.event} ${row.key}`, 'strong'),
    span(`${attempt} · ${timeOfDay(row.lastAttemptAt)}${look.position === '' ? '' : ` · ${look.position}`}`, 'dim'),
  ];
  const whole = tabsLine(look.tab);
  const tabs = lineWidth(name) + lineWidth(whole) + 2 > look.width ? tabsLine(look.tab, true) : whole;
  const room = look.width - lineWidth(tabs) - 1;
  const cut = cutLine(name, room - 1);
  return [...cut, span(' '.repeat(Math.max(1, room - lineWidth(cut)))), ...tabs];
}

/** The same in one line with the rule, where rows are scarce: only the tabs. */
export function titleRule(look: TitleLook): Line {
  const front: Line = [span(look.hasFocus ? '▶─ ' : '── ', look.hasFocus ? 'strong' : 'dim'), ...tabsLine(look.tab)];
  const position = look.position === '' ? '' : ` ${look.position} `;
  const rest = look.width - lineWidth(front) - 1 - position.length - 2;
  return cutLine([...front, span(` ${'─'.repeat(Math.max(0, rest))}${position}──`, 'dim')], look.width);
}

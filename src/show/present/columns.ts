/**
 * The columns of the list, by the width of the terminal, and one delivery as a line in them.
 * In: a row, its rules' limit and *now*. Out: a line of exactly the width. Widths count cells without the gap behind.
 */
import type { Instant, Millis } from '../../core/instant.ts';
import type { DeliveryRow } from '../../store/row.ts';
import { budgetBar } from './bar.ts';
import { handlerText } from './handler.ts';
import { padLine, span, type Line } from './line.ts';
import { timeOfDay } from './time.ts';
import { verdictLine } from './verdict.ts';
import { cutText, padText, textWidth } from './width.ts';

export interface Columns {
  readonly gutter: number;
  readonly time: number;
  readonly event: number;
  readonly key: number;
  readonly handler: number;
  /** 0: no bar. */
  readonly bar: number;
  readonly verdict: number;
}

interface Fixed extends Omit<Columns, 'gutter' | 'time' | 'verdict'> {
  readonly from: number;
}

const NARROWEST: Fixed = { from: 0, event: 13, key: 8, handler: 8, bar: 0 };

/** Widest first. */
const LAYOUTS: readonly Fixed[] = [
  { from: 130, event: 22, key: 22, handler: 11, bar: 27 },
  { from: 96, event: 16, key: 10, handler: 11, bar: 20 },
  { from: 76, event: 15, key: 9, handler: 8, bar: 10 },
];

const GUTTER = 3;
const TIME = 8;

export function columnsFor(width: number): Columns {
  const { event, key, handler, bar } = LAYOUTS.find(({ from }) => width >= from) ?? NARROWEST;
  const gaps = bar > 0 ? 5 : 4;
  const taken = GUTTER + TIME + event + key + handler + bar + gaps;
  return { gutter: GUTTER, time: TIME, event, key, handler, bar, verdict: Math.max(1, width - taken) };
}

export interface RowLook {
  readonly columns: Columns;
  readonly width: number;
  readonly now: Instant;
  /** Of the session's rules. */
  readonly limit: Millis;
  readonly isChosen: boolean;
  /** Whether keys act on the list just now. */
  readonly hasFocus: boolean;
}

export function rowLine(row: DeliveryRow, look: RowLook): Line {
  const { columns, now } = look;
  const tone = look.isChosen ? 'strong' : 'plain';
  return padLine(
    [
      ...gutter(row, look),
      span(`${timeOfDay(row.lastAttemptAt)} `, 'dim'),
      span(`${padText(cutEvent(row.event, columns.event), columns.event)} `, tone),
      span(`${padText(span(row.key).text, columns.key)} `, tone),
      span(`${padText(handlerText(row, now, columns.handler), columns.handler)} `),
      ...(columns.bar > 0 ? [...budgetBar(row, look.limit, columns.bar), span(' ')] : []),
      ...verdictLine(row, now, columns.verdict),
    ],
    look.width,
  );
}

export function headingLine(columns: Columns, width: number, limit: Millis): Line {
  const seconds = limit / 1000;
  const bar = columns.bar === 0 ? '' : `${padText(`${seconds} SECOND${seconds === 1 ? '' : 'S'}`, columns.bar)} `;
  const names = [
    padText('TIME', columns.time),
    padText('EVENT', columns.event),
    padText('KEY', columns.key),
    padText('HANDLER', columns.handler),
  ].join(' ');
  return padLine([span(`${' '.repeat(columns.gutter)}${names} ${bar}VERDICT`, 'dim')], width);
}

function gutter(row: DeliveryRow, { isChosen, hasFocus }: RowLook): Line {
  const pointer = hasFocus ? '▶' : '▷';
  return [span(isChosen ? ` ${pointer}` : '  ', 'strong'), span(row.marked ? '•' : ' ', 'accent')];
}

/** The action stays readable: `Categor….update` rather than `Categories.upd…`. */
export function cutEvent(event: string, width: number): string {
  const safe = span(event).text;
  const dot = safe.lastIndexOf('.');
  const action = dot < 0 ? '' : safe.slice(dot);
  const room = width - textWidth(action);
  if (textWidth(safe) <= width || room < 3) return cutText(safe, width);
  return cutText(safe.slice(0, dot), room) + action;
}

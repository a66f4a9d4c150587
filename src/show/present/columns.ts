/**
 * The columns of the list, by the width of the terminal, and one delivery as a line in them; an earlier attempt of it too.
 * In: a row, its rules' limit and *now*. Out: a line of exactly the width. Widths count cells without the gap behind.
 */
import type { Instant, Millis } from '../../core/instant.ts';
import type { AttemptDetail, DeliveryRow } from '../../store/row.ts';
import { budgetBar } from './bar.ts';
import { handlerText } from './handler.ts';
import { padLine, span, type Line } from './line.ts';
import { shortBytes } from './size.ts';
import { timeOfDay } from './time.ts';
import { verdictLine } from './verdict.ts';
import { cutText, padText, padTextLeft, textWidth } from './width.ts';

/** 0: no such column. */
export interface Columns {
  readonly gutter: number;
  readonly time: number;
  readonly event: number;
  readonly key: number;
  readonly handler: number;
  readonly bar: number;
  readonly size: number;
  readonly attempt: number;
  readonly verdict: number;
  readonly fault: number;
  readonly address: number;
}

interface Fixed extends Pick<Columns, 'event' | 'key' | 'handler' | 'bar' | 'size' | 'attempt' | 'fault'> {
  readonly from: number;
  /** Where there is an address it takes what is left, else the verdict does. */
  readonly hasAddress: boolean;
}

const PLAIN = { size: 0, attempt: 0, fault: 0, hasAddress: false } as const;
const NARROWEST: Fixed = { from: 0, event: 13, key: 8, handler: 8, bar: 0, ...PLAIN };

/** Widest first. */
const LAYOUTS: readonly Fixed[] = [
  { from: 240, event: 24, key: 32, handler: 11, bar: 47, size: 8, attempt: 4, fault: 20, hasAddress: true },
  { from: 200, event: 22, key: 22, handler: 11, bar: 27, size: 8, attempt: 4, fault: 18, hasAddress: true },
  { from: 176, event: 22, key: 22, handler: 11, bar: 27, size: 8, attempt: 4, fault: 18, hasAddress: false },
  { from: 150, event: 22, key: 22, handler: 11, bar: 27, ...PLAIN, size: 8, attempt: 4 },
  { from: 130, event: 22, key: 22, handler: 11, bar: 27, ...PLAIN },
  { from: 96, event: 17, key: 10, handler: 11, bar: 19, ...PLAIN },
  { from: 76, event: 15, key: 9, handler: 8, bar: 10, ...PLAIN },
];

/** A margin, the pointer and the mark; without the margin a countdown and the number of the attempt just fit. */
const [GUTTER, BARE_GUTTER] = [3, 2];
const TIME = 8;
/** `↻ rescued, alone ⚠ in 4:33  replay`. */
const WIDEST_VERDICT = 36;

export function columnsFor(width: number): Columns {
  const layout = LAYOUTS.find(({ from }) => width >= from) ?? NARROWEST;
  const { from: _, hasAddress, ...fixed } = layout;
  const front = layout === NARROWEST ? BARE_GUTTER : GUTTER;
  const inside = [TIME, ...Object.values(fixed)].filter((cells) => cells > 0);
  const taken = front + inside.reduce((sum, cells) => sum + cells + 1, 0);
  const room = Math.max(1, width - taken);
  const verdict = hasAddress ? Math.min(room, WIDEST_VERDICT) : room;
  return { gutter: front, time: TIME, ...fixed, verdict, address: hasAddress ? room - verdict - 1 : 0 };
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
  const { columns } = look;
  const tone = look.isChosen ? 'strong' : 'plain';
  const what: Line = [
    span(`${padText(cutEvent(row.event, columns.event), columns.event)} `, tone),
    span(`${padText(span(row.key).text, columns.key)} `, tone),
  ];
  return lineOf(row, { front: gutter(row, look), what }, look);
}

/** An attempt before the latest one, under its delivery: what is the same is not said again. */
export function earlierLine(row: DeliveryRow, attempt: AttemptDetail, look: RowLook): Line {
  const { columns } = look;
  const { number, at, origin, state, handler, answer, shopMs, fault, verdict, sure, withoutUs, url } = attempt;
  const told = { origin, state, handler, answer, shopMs, fault, verdict, sure, withoutUs, url, lastAttemptAt: at };
  // The number stands in front already.
  const then: DeliveryRow = { ...row, ...told, attempts: 1, nextAttemptAt: null, notRepeatedAt: null };
  const what = span(padText(`└ attempt #${number}`, columns.event + 1 + columns.key + 1), 'dim');
  return lineOf(then, { front: [span(' '.repeat(columns.gutter))], what: [what] }, look);
}

interface Pieces {
  readonly front: Line;
  readonly what: Line;
}

function lineOf(row: DeliveryRow, { front, what }: Pieces, { columns, now, limit, width }: RowLook): Line {
  const { bar, size, attempt, fault, address } = columns;
  // What has a column of its own is not said in the verdict too.
  const judged = { ...row, fault: fault > 0 ? null : row.fault, attempts: attempt > 0 ? 1 : row.attempts };
  const verdict = verdictLine(judged, now, columns.verdict);
  return padLine(
    [
      ...front,
      span(`${timeOfDay(row.lastAttemptAt)} `, 'dim'),
      ...what,
      span(`${padText(handlerText(row, now, columns.handler), columns.handler)} `),
      ...(bar > 0 ? [...budgetBar(row, limit, bar), span(' ')] : []),
      ...(size > 0 ? [span(`${padTextLeft(shortBytes(row.bytes), size)} `)] : []),
      ...(attempt > 0 ? [span(`${padTextLeft(row.attempts > 1 ? `#${row.attempts}` : '', attempt)} `, 'dim')] : []),
      ...(fault + address > 0 ? padLine(verdict, columns.verdict) : verdict),
      ...(fault > 0
        ? [span(` ${padText(row.fault === null ? '' : `⚡ ${span(row.fault).text}`, fault)}`, 'accent')]
        : []),
      ...(address > 0 ? [span(` ${cutText(span(row.url ?? '-').text, address)}`, 'dim')] : []),
    ],
    width,
  );
}

export function headingLine(columns: Columns, width: number, limit: Millis): Line {
  const seconds = limit / 1000;
  const { bar, size, attempt, verdict, fault, address } = columns;
  const names = [
    padText('TIME', columns.time),
    padText('EVENT', columns.event),
    padText('KEY', columns.key),
    padText('HANDLER', columns.handler),
    ...(bar > 0 ? [padText(`${seconds} SECOND${seconds === 1 ? '' : 'S'}`, bar)] : []),
    ...(size > 0 ? [padTextLeft('SIZE', size)] : []),
    ...(attempt > 0 ? [padTextLeft('#', attempt)] : []),
    padText('VERDICT', verdict),
    ...(fault > 0 ? [padText('FAULT', fault)] : []),
    ...(address > 0 ? ['ADDRESS'] : []),
  ].join(' ');
  return padLine([span(`${' '.repeat(columns.gutter)}${names}`, 'dim')], width);
}

function gutter(row: DeliveryRow, { columns, isChosen, hasFocus }: RowLook): Line {
  const pointer = hasFocus ? '▶' : '▷';
  const margin = ' '.repeat(columns.gutter - 2);
  return [span(`${margin}${isChosen ? pointer : ' '}`, 'strong'), span(row.marked ? '•' : ' ', 'accent')];
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

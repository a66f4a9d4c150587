/**
 * The verdict of a row in sign, word and tone, and what belongs behind it: the countdown, the attempt's number, the
 * fault. Parts are ordered by weight, so that a narrow column keeps the beginning. The sign carries the meaning.
 */
import { isOverdue } from '../../core/chain.ts';
import { isRescued } from '../../core/explain.ts';
import { formatCountdown, type Instant, type Millis } from '../../core/instant.ts';
import type { Verdict } from '../../core/rules.ts';
import type { DeliveryRow } from '../../store/row.ts';
import { lineWidth, span, type Line, type Tone } from './line.ts';
import { cutText } from './width.ts';

/** Younger than this, an open call is shown without the sign of waiting: most answers come sooner. */
export const PENDING_AFTER: Millis = 100;

export interface VerdictLook {
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

export const LOOKS: Readonly<Record<Verdict, VerdictLook>> = {
  delivered: { sign: '✓', word: 'delivered', tone: 'good' },
  repeats: { sign: '↻', word: 'repeats', tone: 'repeat' },
  'timed-out': { sign: '⚠', word: 'timed-out', tone: 'warning' },
};

/** From here on all rows have room for `in 4:33`; below, none has it, so that they look alike. */
const WORDY = 26;

export const UNSETTLED = '…';
export const FAULT_SIGN = '⚡';

export function isPending(row: DeliveryRow, now: Instant): boolean {
  return row.state === 'open' && now - row.lastAttemptAt >= PENDING_AFTER;
}

/** A part of the verdict in the forms it can take, the widest first; no form where there is nothing to say. */
type Part = readonly Line[];

/**
 * As many parts as fit into `width`, those that matter most first; at least the sign and the word. What room is left
 * then makes them wider, in the same order.
 */
export function verdictLine(row: DeliveryRow, now: Instant, width: number): Line {
  const parts = partsOf(row, now, width >= WORDY).filter((forms) => forms.length > 0);
  let room = width;
  const chosen = new Map<Part, Line>();
  const take = (part: Part, form: Line | undefined): void => {
    const more = lineWidth(form ?? []) - lineWidth(chosen.get(part) ?? []);
    if (form === undefined || (more > room && chosen.size > 0)) return;
    chosen.set(part, form);
    room -= more;
  };
  for (const part of parts) take(part, part.at(-1));
  for (const part of parts) if (chosen.has(part)) for (const form of part.toReversed()) take(part, form);
  return parts.flatMap((part) => chosen.get(part) ?? []);
}

function partsOf(row: DeliveryRow, now: Instant, isWordy: boolean): readonly Part[] {
  // Nothing is its narrow form: it comes last, when all others are as wide as they can be.
  const origin: Part = row.origin === 'shop' ? [] : [[span(`  ${row.origin}`, 'dim')], []];
  if (row.verdict === null) return [[unsettled(row, now)], fault(row), number(row, isWordy)];
  const look = LOOKS[row.verdict];
  return [
    [[span(`${look.sign} ${mainWord(row, now)}`, look.tone)]],
    row.sure ? [] : [[span('?', look.tone)]],
    alone(row),
    fault(row),
    countdown(row, now, isWordy),
    number(row, isWordy),
    origin,
  ];
}

/** The sign at least: which fault it was, the detail tells too. Specs may be long; more of one than this says little. */
function fault({ fault: label }: DeliveryRow): Part {
  if (label === null) return [];
  const sign = span(` ${FAULT_SIGN}`, 'accent');
  return [[sign, span(` ${cutText(span(label).text, FAULT_WIDTH)}`, 'accent')], [sign]];
}

const FAULT_WIDTH = 12;

function unsettled(row: DeliveryRow, now: Instant): Line {
  if (row.state === 'interrupted') return [span(`${UNSETTLED} interrupted`, 'dim')];
  return isPending(row, now) ? [span(UNSETTLED, 'dim')] : [];
}

function mainWord(row: DeliveryRow, now: Instant): string {
  if (row.verdict === null) return '';
  if (row.verdict === 'repeats' && isNotRepeated(row, now)) return 'not repeated';
  return isRescued(row.verdict, row.withoutUs) ? 'rescued' : LOOKS[row.verdict].word;
}

/** What would have happened had the shop called the handler itself, where that is something else. */
function alone({ verdict, withoutUs }: DeliveryRow): Part {
  if (withoutUs === null || withoutUs === verdict) return [];
  const sign = span(LOOKS[withoutUs].sign, LOOKS[withoutUs].tone);
  return [
    [span(', alone '), sign],
    [span(' '), sign],
  ];
}

function countdown(row: DeliveryRow, now: Instant, isWordy: boolean): Part {
  const { nextAttemptAt } = row;
  if (nextAttemptAt === null || row.verdict !== 'repeats' || isNotRepeated(row, now)) return [];
  if (nextAttemptAt <= now) return [[span(' now')]];
  const left = formatCountdown(nextAttemptAt - now);
  return [...(isWordy ? [[span(` in ${left}`)]] : []), [span(` ${left}`)]];
}

function number({ attempts }: DeliveryRow, isWordy: boolean): Part {
  return attempts < 2 ? [] : [[span(`${isWordy ? '  ' : ' '}#${attempts}`, 'dim')]];
}

/** Said by the session, or a minute overdue by the clock. */
function isNotRepeated({ notRepeatedAt, nextAttemptAt }: DeliveryRow, now: Instant): boolean {
  return typeof notRepeatedAt === 'number' || (nextAttemptAt !== null && isOverdue(now, nextAttemptAt));
}

/** Whether what the row shows changes by itself with the seconds. */
export function isTicking(row: DeliveryRow, now: Instant): boolean {
  if (row.state === 'open') return true;
  return row.verdict === 'repeats' && row.nextAttemptAt !== null && !isNotRepeated(row, now);
}

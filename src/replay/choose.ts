/**
 * Which captured deliveries `replay` sends again: those named, or the last ones that fit a filter.
 * In: history and the wish. Out: what is known of each, in the order of sending; the bytes are read when they go out.
 */
import { trouble, type Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import type { Verdict } from '../core/rules.ts';
import type { Expression } from '../filter/expression.ts';
import { readFilter } from '../filter/read-filter.ts';
import { findAttempt, findDetail } from '../store/find-detail.ts';
import type { HistoryReader } from '../store/read.ts';
import type { DeliveryDetail, DeliveryRow } from '../store/row.ts';

type Reading = Pick<HistoryReader, 'find' | 'detail' | 'body' | 'page'>;

export interface Captured {
  readonly row: DeliveryRow;
  /** The delivery's, or of one of its attempts. */
  readonly id: string;
  readonly before: Verdict | null;
  readonly capturedAt: Instant;
  /** Reads the rest. Throws `Failure` (exit 3) when it was removed meanwhile. */
  readonly open: () => OpenedCapture;
}

export interface OpenedCapture {
  readonly body: Buffer;
  readonly headers: HeaderList;
  /** Where it went then, without userinfo; null when there was no handler. */
  readonly url: string | null;
}

/** Throws `Failure` (exit 2) for an id that is unknown or not unique. */
export function chooseNamed(history: Reading, id: string): Captured {
  const detail = findDetail(history, id);
  const attempt = findAttempt(detail, id);
  return {
    row: detail.row,
    id,
    before: attempt.withoutUs,
    capturedAt: attempt.at,
    open: () => openAttempt(history, detail, id),
  };
}

export interface Search {
  /** At most this many, the newest; null: all that fit. */
  readonly last: number | null;
  readonly filter: string | null;
}

/** Rows asked for at once. */
const PAGE = 500;

/** The oldest first. Replays themselves are left out unless the filter speaks of `origin`: or twice would be double. */
export function chooseSearched(history: Reading, { last, filter }: Search): readonly Captured[] {
  const withReplays = filter !== null && speaksOfOrigin(filter);
  const rows: DeliveryRow[] = [];
  const wanted = last ?? Infinity;
  let before: number | null = null;
  while (rows.length < wanted) {
    const page: readonly DeliveryRow[] = history.page({ before, limit: PAGE, filter });
    rows.push(...page.filter((row) => withReplays || row.origin !== 'replay'));
    before = page.at(-1)?.place ?? null;
    if (before === null) break;
  }
  return rows
    .slice(0, wanted)
    .map((row) => capturedRow(history, row))
    .toReversed();
}

function capturedRow(history: Reading, row: DeliveryRow): Captured {
  const open = (): OpenedCapture => {
    const detail = history.detail(row.id);
    if (detail === null) throw gone(row.id);
    return openAttempt(history, detail, row.id);
  };
  return { row, id: row.id, before: row.withoutUs, capturedAt: row.lastAttemptAt, open };
}

function openAttempt(history: Reading, detail: DeliveryDetail, id: string): OpenedCapture {
  const { number, requestHeaders: headers, url } = findAttempt(detail, id);
  const body = history.body(detail.row.id, number);
  if (body === null) throw gone(id);
  return { body: Buffer.from(body), headers, url };
}

function speaksOfOrigin(filter: string): boolean {
  const reading = readFilter(filter);
  return reading.kind === 'filter' && hasOrigin(reading.expression);
}

function hasOrigin(expression: Expression): boolean {
  if (expression.kind === 'and' || expression.kind === 'or') return expression.parts.some(hasOrigin);
  if (expression.kind === 'not') return hasOrigin(expression.part);
  return expression.kind === 'word' && expression.field === 'origin';
}

function gone(id: string): Failure {
  return trouble('delivery-gone', `The delivery ${id} was removed from history meanwhile.`);
}

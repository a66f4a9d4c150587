/**
 * The calls that history has since a time, newest first and a page at a time, so that who reads them can let others have
 * their turn. There is no index by time: places grow with it, so they are gone through backwards until it is reached.
 */
import type { Instant } from '../core/instant.ts';
import type { Origin } from '../core/record.ts';
import type { Verdict } from '../core/rules.ts';
import { ORIGINS, VERDICTS } from '../filter/fields.ts';
import { isTrue, numberOf, numberOrNull, textOf, wordOf, wordOrNull } from './columns.ts';
import type { Row } from './driver.ts';
import type { Database } from './sqlite.ts';

/** One attempt, without its bytes. */
export interface CallRow {
  readonly place: number;
  readonly delivery: string;
  readonly number: number;
  /** Null: no webhook took part, or the shop had not told its id yet. */
  readonly webhook: number | null;
  readonly event: string;
  readonly origin: Origin;
  readonly at: Instant;
  /** Null while open, and when our process died meanwhile. */
  readonly verdict: Verdict | null;
  readonly sure: boolean;
}

export interface CallsRequest {
  readonly since: Instant;
  /** Calls with a smaller place; null: from the newest. */
  readonly before: number | null;
  readonly limit: number;
}

export interface CallsPage {
  readonly calls: readonly CallRow[];
  /** Where to go on; null: that was all. */
  readonly next: number | null;
}

const CALLS = `
  SELECT a.place, d.id, a.number, a.webhook, d.event, a.origin, a.at, a.verdict, a.sure
  FROM attempts a JOIN deliveries d ON d.num = a.delivery
  WHERE a.place < ? ORDER BY a.place DESC LIMIT ?`;

export function callsSince(db: Database, { since, before, limit }: CallsRequest): CallsPage {
  const rows = db.all(CALLS, [before ?? Number.MAX_SAFE_INTEGER, limit]).map(callRow);
  const calls = rows.filter(({ at }) => at >= since);
  const last = rows.at(-1);
  const isAll = rows.length < limit || calls.length < rows.length;
  return { calls, next: isAll || last === undefined ? null : last.place };
}

function callRow(row: Row): CallRow {
  return {
    place: numberOf(row, 'place'),
    delivery: textOf(row, 'id'),
    number: numberOf(row, 'number'),
    webhook: numberOrNull(row, 'webhook'),
    event: textOf(row, 'event'),
    origin: wordOf(row, 'origin', ORIGINS),
    at: numberOf(row, 'at'),
    verdict: wordOrNull(row, 'verdict', VERDICTS),
    sure: isTrue(row, 'sure'),
  };
}

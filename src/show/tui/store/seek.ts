/**
 * The next delivery up or down the list that went wrong. In: the rows held and where more are to be had. Out: the feed with
 * that row chosen, or null where there is none within reach: history may be long, and while it is searched no call is
 * answered.
 */
import type { DeliveryRow } from '../../../store/row.ts';
import { chosenRow, move, pin, type Feed, type FeedSource } from './feed.ts';

/** Rows looked at. */
export const SEEK_REACH = 1000;

export interface SeekRequest {
  readonly step: 1 | -1;
  readonly source: FeedSource;
  readonly height: number;
}

export function seekFailure(feed: Feed, { step, source, height }: SeekRequest): Feed | null {
  let at = withFreshRows(pin(feed), source);
  for (let looked = 0; looked < SEEK_REACH; looked += 1) {
    if (step < 0 && isAtTop(at, source)) return null;
    const next = move(at, step, { source, height });
    const row = chosenRow(next);
    if (row === null || row.id === chosenRow(at)?.id) return null;
    if (isFailure(row)) return next;
    at = next;
  }
  return null;
}

/** Under `ack` and `rescue` what went wrong may look right from outside: what would have happened without us counts too. */
export function isFailure({ verdict, withoutUs, state }: DeliveryRow): boolean {
  const isWrong = (one: DeliveryRow['verdict']): boolean => one !== null && one !== 'delivered';
  return state === 'interrupted' || isWrong(verdict) || isWrong(withoutUs);
}

function isAtTop({ cursor, dropped, top }: Feed, source: FeedSource): boolean {
  return cursor === 0 && dropped.length === 0 && source.countAfter(top) === 0;
}

/** Rows out of view are as old as their page. */
function withFreshRows(feed: Feed, source: FeedSource): Feed {
  const current = new Map(source.rows(feed.entries.map(({ row }) => row.id)).map((row) => [row.id, row]));
  return { ...feed, entries: feed.entries.map((entry) => ({ ...entry, row: current.get(entry.row.id) ?? entry.row })) };
}

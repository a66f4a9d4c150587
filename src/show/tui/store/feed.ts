/**
 * The rows the screen holds: a bounded stretch of the session's history, newest first.
 * Following: the newest page, asked anew each time. Pinned: the order stays as it was, whatever comes in, so that no row
 * moves under the eyes; the rows themselves are kept up to date and what came in above is counted. Older pages are
 * fetched on the way down; beyond the bound the other end is dropped and fetched again on the way back.
 */
import type { SessionView } from '../../../session/view.ts';
import type { DeliveryRow } from '../../../store/row.ts';
import type { Findings } from './looking.ts';
import { windowFor } from './window.ts';

/** History as far as the filter lets through; what is counted is what would be shown. */
export interface FeedSource {
  readonly filter: string | null;
  query(before: number | null, limit: number): readonly DeliveryRow[];
  rows(ids: readonly string[]): readonly DeliveryRow[];
  countAfter(place: number): number;
}

export function sourceOf(
  session: Pick<SessionView, 'query' | 'rows' | 'countAfter'>,
  filter: string | null,
): FeedSource {
  return {
    filter,
    query: (before, limit) => session.query({ before, limit, filter }),
    rows: (ids) => session.rows(ids),
    countAfter: (above) => session.countAfter(above, filter),
  };
}

interface Entry {
  /** The place when it was fetched; the row's own grows with each attempt. */
  readonly place: number;
  readonly row: DeliveryRow;
}

export interface Feed {
  /** By which it was fetched. */
  readonly filter: string | null;
  readonly entries: readonly Entry[];
  readonly isFollowing: boolean;
  readonly cursor: number;
  /** First visible entry. */
  readonly from: number;
  /** How many have come in above since the list was pinned. */
  readonly fresh: number;
  /** The newest place when the list was pinned. */
  readonly top: number;
  /** First places of pages dropped at the upper end, the nearest last. */
  readonly dropped: readonly number[];
  readonly isEnd: boolean;
  /** While it follows: all that fit are here, up to the bound. */
  readonly isWhole: boolean;
}

/** Rows held at most, and rows fetched at once. */
export const MAX_ROWS = 1000;
const PAGE_ROWS = 100;

/** Rows fetched while following: more than most windows show, so that a hidden list comes back whole. */
export const LEAST_ROWS = 40;

export const EMPTY_FEED: Feed = {
  filter: null,
  entries: [],
  isFollowing: true,
  cursor: 0,
  from: 0,
  fresh: 0,
  top: 0,
  dropped: [],
  isEnd: false,
  isWhole: true,
};

export function chosenRow(feed: Feed): DeliveryRow | null {
  return feed.entries[feed.cursor]?.row ?? null;
}

export function visibleRows(feed: Feed, height: number): readonly DeliveryRow[] {
  return feed.entries.slice(feed.from, feed.from + height).map(({ row }) => row);
}

/** The newest page, and the newest chosen. */
export function follow(source: FeedSource, height: number): Feed {
  const entries = fetchBelow(source, null, Math.max(LEAST_ROWS, height));
  return { ...EMPTY_FEED, filter: source.filter, entries };
}

/** The newest that fit, as far as they are found. */
export function followFound({ filter, rows, isWhole }: Findings): Feed {
  return { ...EMPTY_FEED, filter, entries: rows.map(entryOf), isWhole, isEnd: isWhole && rows.length < MAX_ROWS };
}

/** What has changed in history since: call it when the session says that something did. `height` 0: no list in view. */
export function refresh(feed: Feed, source: FeedSource, height: number): Feed {
  if (feed.isFollowing || feed.filter !== source.filter) return follow(source, height);
  const { entries: held, cursor } = feed;
  const from = height > 0 ? windowFor({ total: held.length, cursor, height, from: feed.from }).from : feed.from;
  const stale = held.filter((_, index) => index === cursor || (index >= from && index < from + height));
  const current = new Map(source.rows(stale.map(({ row }) => row.id)).map((row) => [row.id, row]));
  const entries = feed.entries.map((entry) => ({ ...entry, row: current.get(entry.row.id) ?? entry.row }));
  return { ...feed, entries, from, fresh: source.countAfter(feed.top) };
}

/** Moves the choice; any move but one up from the newest pins the list. */
export function move(feed: Feed, by: number, at: { readonly source: FeedSource; readonly height: number }): Feed {
  if (feed.isFollowing && by <= 0) return feed;
  const pinned = pin(feed);
  if (by < 0 && pinned.cursor + by < 0) return moveAbove(pinned, by, at);
  const loaded = loadBelow(pinned, pinned.cursor + by + at.height, at.source);
  return place(loaded, loaded.cursor + by, at.height);
}

/** The oldest row within the bound. */
export function toOldest(feed: Feed, source: FeedSource, height: number): Feed {
  const loaded = loadBelow(pin(feed), MAX_ROWS, source);
  return place(loaded, loaded.entries.length - 1, height);
}

/** Keeps the choice where it is, whatever comes in. */
export function pin(feed: Feed): Feed {
  if (!feed.isFollowing) return feed;
  return { ...feed, isFollowing: false, top: feed.entries[0]?.place ?? 0, fresh: 0 };
}

function place(feed: Feed, wanted: number, height: number): Feed {
  const total = feed.entries.length;
  const cursor = Math.max(0, Math.min(wanted, total - 1));
  return { ...feed, cursor, from: windowFor({ total, cursor, height, from: feed.from }).from };
}

/** Up over the upper end: dropped pages come back, then what is new; with nothing new the list follows again. */
function moveAbove(feed: Feed, by: number, at: { readonly source: FeedSource; readonly height: number }): Feed {
  if (feed.dropped.length > 0) return move(loadAbove(feed, at.source), by, at);
  if (feed.cursor > 0) return place(feed, 0, at.height);
  const fresh = at.source.countAfter(feed.top);
  if (fresh === 0 || fresh >= MAX_ROWS) return follow(at.source, at.height);
  return place(takeIn(feed, fresh, at.source), fresh + by, at.height);
}

/** Takes what came in above into the list, which stays pinned. */
function takeIn(feed: Feed, fresh: number, source: FeedSource): Feed {
  const entries = fetchBelow(source, null, Math.min(MAX_ROWS, fresh + feed.entries.length));
  return { ...feed, entries, from: fresh, cursor: fresh, top: entries[0]?.place ?? feed.top, fresh: 0, isEnd: false };
}

function loadBelow(feed: Feed, wanted: number, source: FeedSource): Feed {
  if (feed.entries.length >= wanted || feed.isEnd) return feed;
  const page = fetchBelow(source, feed.entries.at(-1)?.place ?? null, PAGE_ROWS);
  const known = new Set(feed.entries.map(({ row }) => row.id));
  const entries = [...feed.entries, ...page.filter(({ row }) => !known.has(row.id))];
  const longer = dropAbove({ ...feed, entries, isEnd: page.length < PAGE_ROWS });
  return longer.dropped.length > feed.dropped.length ? longer : loadBelow(longer, wanted, source);
}

/** Keeps the bound: the upper end goes, and what stays moves up in the list. */
function dropAbove(feed: Feed): Feed {
  const surplus = feed.entries.length - MAX_ROWS;
  const first = feed.entries[0];
  if (surplus <= 0 || first === undefined) return feed;
  return {
    ...feed,
    entries: feed.entries.slice(surplus),
    cursor: Math.max(0, feed.cursor - surplus),
    from: Math.max(0, feed.from - surplus),
    dropped: [...feed.dropped, first.place],
  };
}

/** Fetches the page dropped last; the lower end goes where the bound asks for it. */
function loadAbove(feed: Feed, source: FeedSource): Feed {
  const first = feed.dropped.at(-1);
  const dropped = feed.dropped.slice(0, -1);
  const below = feed.entries[0]?.place ?? 0;
  if (first === undefined) return feed;
  const page = fetchBelow(source, first + 1, PAGE_ROWS).filter((entry) => entry.place > below);
  const entries = [...page, ...feed.entries].slice(0, MAX_ROWS);
  return { ...feed, entries, dropped, cursor: feed.cursor + page.length, from: feed.from + page.length, isEnd: false };
}

function fetchBelow(source: FeedSource, before: number | null, limit: number): readonly Entry[] {
  return source.query(before, limit).map(entryOf);
}

function entryOf(row: DeliveryRow): Entry {
  return { place: row.place, row };
}

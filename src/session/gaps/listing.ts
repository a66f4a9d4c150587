/**
 * What was listed, as it is told: lines for programs, one sentence, and rows for a screen. Pure.
 */
import { isoUtc, type Instant } from '../../core/instant.ts';
import type { Missed } from '../../core/missed.ts';
import { printable } from '../../core/printable.ts';
import { ourTime } from '../../core/shop-clock.ts';
import type { Answered } from '../intention.ts';
import type { MissedLine } from './lines.ts';
import type { Listed } from './list-missed.ts';
import type { ListingView } from './view.ts';

export interface Listing extends Listed {
  readonly at: Instant;
  /** The beginning of what was looked at. */
  readonly since: Instant;
  /** At most so many of each list. */
  readonly pages: number;
  /** Those that the handler has had from us since. */
  readonly played: Set<Missed>;
}

export interface ListPrice {
  /** Paths; a page of each is a call. */
  readonly lists: readonly string[];
  /** Null: not known, or free. */
  readonly callsLeft: number | null;
  /** Events that no list tells of. */
  readonly blind: readonly string[];
}

export function priceAnswer({ lists, callsLeft, blind }: ListPrice, since: Instant, now: Instant): Answered {
  const calls = lists.length;
  const left = callsLeft === null ? '' : ` of ${callsLeft} left`;
  const text = `Listing takes ${calls} API ${calls === 1 ? 'call' : 'calls'}${left} (${lists.join(', ')}; a page each).`;
  const line = { at: isoUtc(now), since: isoUtc(since), calls, callsLeft, lists, blind };
  return { kind: 'done', text, lines: [{ kind: 'price', ...line }] };
}

export function listAnswer(listing: Listing, { callsLeft, blind }: ListPrice): Answered {
  const { at, since, calls, missed, known, more } = listing;
  const failed = listing.failed.map(({ list, failure }) => ({ list, message: failure.message }));
  const end = { since: isoUtc(since), calls, callsLeft, missed: missed.length, known, more, failed, blind };
  const lines = [...missed.map((one) => missedLine(one, listing)), { kind: 'listed', at: isoUtc(at), ...end } as const];
  return { kind: 'done', text: foundText(listing), lines };
}

export function missedLine(missed: Missed, listing: Listing): MissedLine {
  const { event, id, label, record } = missed;
  const changedAt = changedAtOf(missed, listing);
  return {
    kind: 'missed',
    at: isoUtc(listing.at),
    event: event.name,
    key: label,
    id,
    changedAt: changedAt === null ? null : isoUtc(changedAt),
    played: listing.played.has(missed),
    record,
  };
}

function changedAtOf({ at }: Missed, { clock }: Listing): Instant | null {
  return at === null ? null : Math.round(ourTime(at, clock));
}

function foundText(listing: Listing): string {
  const { length } = listing.missed;
  const found =
    length === 0
      ? 'No change that the shop lists was missed'
      : `${length === 1 ? 'One change' : `${length} changes`} never came here`;
  return [`${found}.`, ...remarksOf(listing)].join(' ');
}

function remarksOf({ more, failed }: Listing): readonly string[] {
  const pages = more.map(({ list, pages: left }) => `${list} ${left}`).join(', ');
  return [
    ...(more.length > 0 ? [`Pages that were not fetched, a call each: ${pages}.`] : []),
    ...failed.map(({ list, failure }) => printable(`${list} could not be listed: ${failure.message}`)),
  ];
}

export function viewOf(listing: Listing): ListingView {
  const { at, since, known, missed, pages, more } = listing;
  return {
    at,
    since,
    known,
    pages,
    isCut: more.length > 0,
    remarks: remarksOf(listing),
    missed: missed.map((one) => ({
      event: one.event.name,
      id: one.id,
      key: one.label,
      changedAt: changedAtOf(one, listing),
      isPlayed: listing.played.has(one),
    })),
  };
}

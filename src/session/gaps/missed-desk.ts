/**
 * Missed changes in the hands of a person: listed at a price that is said before, chosen, and played to the handler. In: the
 * session's gaps and wishes. Out: one sentence each, lines for programs, and the listing for a screen.
 */
import { mistake, trouble, type Failure } from '../../core/failure.ts';
import type { Instant } from '../../core/instant.ts';
import type { Span } from '../../core/missed.ts';
import { printable } from '../../core/printable.ts';
import { readMoment } from '../../filter/read-moment.ts';
import type { ApiClient } from '../../register/api-client.ts';
import { describeInstant, nextHour } from '../../register/calls-left.ts';
import type { Target } from '../../send/routes.ts';
import type { History } from '../../store/history.ts';
import { NO_FAULTS } from '../asked/replay.ts';
import { send, type Errand } from '../asked/sending.ts';
import type { Answered } from '../intention.ts';
import type { Purse } from '../upkeep/purse.ts';
import type { KnownGap } from './gap-book.ts';
import { latestProjectName, recordsHere } from './history-since.ts';
import { listMissed } from './list-missed.ts';
import { listAnswer, missedLine, priceAnswer, type Listing, type ListPrice } from './listing.ts';
import { listsFor } from './lists.ts';
import { callsFor, chooseMissed, type MissedCall } from './play-missed.ts';
import type { GapWish } from './wish.ts';

type Of<Kind extends GapWish['kind']> = Extract<GapWish, { kind: Kind }>;

export interface MissedDeskOptions {
  readonly client: Pick<ApiClient, 'listChanged' | 'callsLeft' | 'clock'>;
  readonly purse: Purse;
  /** The calls of the simulated shop cost nothing. */
  readonly isFree: boolean;
  readonly history: Pick<History, 'callsSince' | 'body'>;
  readonly targets: readonly Target[];
  /** Of the webhooks of this session. */
  readonly events: () => readonly string[];
  readonly gaps: () => readonly KnownGap[];
  /** Stands in a body where no call of the shop has told better. */
  readonly shopName: string;
  readonly now: () => Instant;
  readonly onChange: () => void;
}

/** Both throw `Failure`: exit 2 for what cannot be meant, 3 for the shop, the disk, and too few calls left. */
export interface MissedDesk {
  list(wish: Of<'list-missed'>, signal: AbortSignal): Promise<Answered>;
  play(wish: Of<'play-missed'>, errand: Errand): Promise<Answered>;
  price(): ListPrice;
  listing(): Listing | null;
}

interface Desk {
  readonly options: MissedDeskOptions;
  listing: Listing | null;
}

export function createMissedDesk(options: MissedDeskOptions): MissedDesk {
  const desk: Desk = { options, listing: null };
  return {
    list: (wish, signal) => list(wish, desk, signal),
    play: (wish, errand) => play(wish, desk, errand),
    price: () => priceOf(options),
    listing: () => desk.listing,
  };
}

async function list(
  { since: text, pages, dryRun }: Of<'list-missed'>,
  desk: Desk,
  signal: AbortSignal,
): Promise<Answered> {
  const { options } = desk;
  const { now, client, purse, history } = options;
  const events = options.events();
  const { wanted, blind } = listsFor(events);
  if (wanted.length === 0) throw mistake('nothing-to-list', `The shop has no list of changes for ${blind.join(', ')}.`);
  const spans = spansOf(text, options);
  const since = Math.min(...spans.map(({ from }) => from));
  if (dryRun) return priceAnswer(priceOf(options), since, now());
  requireCalls(wanted.length, options);
  const recordsSince = (from: Instant): ReturnType<typeof recordsHere> => recordsHere(history, from, signal);
  const listed = await listMissed({ lists: wanted, spans, events, pages, client, purse, recordsSince, now, signal });
  desk.listing = { ...listed, at: now(), since, pages, played: new Set() };
  options.onChange();
  return listAnswer(desk.listing, priceOf(options));
}

function priceOf({ events, client, isFree }: MissedDeskOptions): ListPrice {
  const { wanted, blind } = listsFor(events());
  return {
    lists: wanted.map(({ list: { path } }) => path),
    callsLeft: isFree ? null : client.callsLeft().total,
    blind,
  };
}

/** The gaps that are not known to be harmless; where all are, the last. */
function spansOf(since: string | null, { gaps, now }: MissedDeskOptions): readonly Span[] {
  if (since !== null) return [{ from: momentOf(since, now()), until: now() }];
  const all = gaps();
  const doubtful = all.filter(({ verdict }) => verdict?.kind !== 'nothing' || !verdict.sure);
  const meant = doubtful.length > 0 ? doubtful : all.slice(-1);
  if (meant.length > 0) return meant;
  const what = 'There has been no gap in this session: calls could arrive all the time.';
  throw mistake('no-gap', what, 'Name a time to look from, such as --since 2h.');
}

function momentOf(text: string, now: Instant): Instant {
  const moment = readMoment(text.trim());
  const at = moment?.kind === 'ago' ? now - moment.millis : (moment?.instant ?? Infinity);
  if (at < now) return at;
  const hint = 'Such as 2h, 2026-11-23 or 2026-11-23T10:15:00Z.';
  throw mistake('option-value', `"${printable(text)}" is no time in the past.`, hint);
}

/** The first page of each list, and the call for the clean-up: half a list would mislead. Throws `Failure` (exit 3). */
function requireCalls(calls: number, { client, isFree, now }: MissedDeskOptions): void {
  const { total } = client.callsLeft();
  if (isFree || total === null || total > calls) return;
  const takes = calls === 1 ? 'one API call' : `${calls} API calls`;
  const what = `Listing takes ${takes} and one is kept for the clean-up, but only ${total} are left.`;
  const hint = `The hourly quota is full again at ${describeInstant(nextHour(now()))}.`;
  throw trouble('api-calls-short', what, { hint });
}

async function play(
  { choice, dryRun }: Of<'play-missed'>,
  { options, listing }: Desk,
  errand: Errand,
): Promise<Answered> {
  if (listing === null) throw notListed();
  const left = listing.missed.filter((one) => !listing.played.has(one));
  const chosen = choice.length > 0 ? chooseMissed(listing.missed, choice) : left;
  if (chosen.length === 0) return { kind: 'done', text: 'Nothing that was listed is left to be played.' };
  const calls = callsFor(chosen, { ...options, projectName: latestProjectName(options.history) ?? options.shopName });
  if (dryRun) return wouldPlay(calls, listing);
  const parcels = calls.map(({ parcel }) => parcel);
  const byBody = new Map(calls.map(({ sha256, missed }) => [sha256, missed]));
  const { asking } = errand;
  const noted: Errand['asking'] = {
    ...asking,
    onRecord(record) {
      if (record.kind === 'attempt' && record.verdict === 'delivered') {
        for (const one of byBody.get(record.sha256) ?? []) listing.played.add(one);
        options.onChange();
      }
      asking.onRecord?.(record);
    },
  };
  return send(
    parcels,
    { ...errand, asking: noted },
    { pace: { kind: 'max', atOnce: 1 }, retries: 0, faults: NO_FAULTS },
  );
}

function notListed(): Failure {
  const what = 'What was missed has not been listed yet, so there is nothing to play.';
  return mistake('not-listed', what, 'List it first: upgates-dev control gap list.');
}

function wouldPlay(calls: readonly MissedCall[], listing: Listing): Answered {
  const missed = calls.flatMap((call) => call.missed);
  const changes = missed.length === 1 ? 'One change' : `${missed.length} changes`;
  const text = `${changes} would be played, in ${calls.length === 1 ? 'one call' : `${calls.length} calls`}.`;
  return { kind: 'done', text, lines: missed.map((one) => missedLine(one, listing)) };
}

/**
 * What has changed in the shop and never came here. In: the lists to ask and a time. Out: the changes that history does not
 * have, as the records that webhooks would have brought. One API call for each list and page, never the one that the
 * clean-up needs; a list that fails does not spoil the others.
 */
import { Failure } from '../../core/failure.ts';
import { SECOND, shopDateTime, type Instant } from '../../core/instant.ts';
import {
  findMissed,
  isChangedWithin,
  type ChangedThing,
  type Missed,
  type SeenRecord,
  type Span,
} from '../../core/missed.ts';
import { shopTime, type ShopClock } from '../../core/shop-clock.ts';
import type { ApiClient } from '../../register/api-client.ts';
import type { ListedThing } from '../../register/changed-list.ts';
import type { Purse } from '../upkeep/purse.ts';
import type { WantedList } from './lists.ts';
import { missedRecord } from './missed-record.ts';

export interface ListMissed {
  readonly lists: readonly WantedList[];
  /** On our clock. */
  readonly spans: readonly Span[];
  /** Names of the events that were to come. */
  readonly events: readonly string[];
  /** At most so many of each list. */
  readonly pages: number;
  readonly client: Pick<ApiClient, 'listChanged' | 'clock'>;
  readonly purse: Purse;
  /** What history has. */
  readonly recordsSince: (since: Instant) => Promise<readonly SeenRecord[]>;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

export interface Listed {
  readonly missed: readonly Missed[];
  /** Things in that time that did come here. */
  readonly known: number;
  readonly calls: number;
  readonly more: readonly { readonly list: string; readonly pages: number }[];
  readonly failed: readonly { readonly list: string; readonly failure: Failure }[];
  readonly clock: ShopClock;
}

/** Throws `Failure` when no list could be had, or history cannot be read. */
export async function listMissed(options: ListMissed): Promise<Listed> {
  const { lists, spans, events, client, recordsSince } = options;
  const from = Math.min(...spans.map((span) => span.from));
  const found = [];
  for (const wanted of lists) found.push(await readList(wanted, from, options));
  const failed = found.flatMap(({ list, failure }) => (failure === null ? [] : [{ list, failure }]));
  const [first] = failed;
  if (first !== undefined && failed.length === found.length) throw first.failure;
  const clock = client.clock();
  // A record tells when something happened, which is before it came here.
  const seen = await recordsSince(from - nearness(clock));
  const onTheirs = spans.map((span) => onShopsClock(span, clock));
  const things = found.flatMap((one) => one.things).filter((thing) => isChangedWithin(thing, onTheirs));
  const missed = findMissed({ things, seen, events, spans: onTheirs });
  return {
    missed,
    known: things.length - new Set(missed.map(({ event, id }) => `${event.entity} ${id}`)).size,
    calls: found.reduce((sum, { calls }) => sum + calls, 0),
    more: found.flatMap(({ list, left }) => (left > 0 ? [{ list, pages: left }] : [])),
    failed,
    clock,
  };
}

interface Found {
  readonly list: string;
  readonly things: readonly ChangedThing[];
  readonly calls: number;
  /** Pages that were not fetched. */
  readonly left: number;
  readonly failure: Failure | null;
}

async function readList({ list, onlyNew }: WantedList, from: Instant, options: ListMissed): Promise<Found> {
  const { client, purse, pages, signal } = options;
  const things = new Map<string, ChangedThing>();
  let [calls, all] = [0, 1];
  const found = (failure: Failure | null): Found => {
    const left = failure === null ? all - calls : 0;
    return { list: list.path, things: [...things.values()], calls, left, failure };
  };
  while (calls < Math.min(pages, all)) {
    // Until the first answer of a session the shop's clock is taken for ours.
    const clock = client.clock();
    const since = Math.floor(shopTime(from, clock) - nearness(clock));
    try {
      const page = await purse.spend(() => {
        calls += 1;
        return client.listChanged({ list, from: since, onlyNew, page: calls }, signal);
      });
      all = page.pages;
      for (const thing of page.things) things.set(thing.id, changedOf(list.entity, thing, options));
    } catch (error) {
      if (!(error instanceof Failure) || signal.aborted) throw error;
      // What the clean-up needs is not spent: the pages are left over, as those that nobody asked for.
      return found(error.code === 'api-calls-short' ? null : error);
    }
  }
  return found(null);
}

/** Both clocks are known to the second only. */
function nearness({ doubt }: ShopClock): number {
  return doubt + 2 * SECOND;
}

function onShopsClock({ from, until }: Span, clock: ShopClock): Span {
  return { from: shopTime(from, clock) - nearness(clock), until: shopTime(until, clock) + nearness(clock) };
}

function changedOf(entity: string, thing: ListedThing, { now, client }: ListMissed): ChangedThing {
  const { id, label, createdAt, updatedAt, fields } = thing;
  const untold = shopDateTime(shopTime(now(), client.clock()));
  return { entity, id, label, createdAt, updatedAt, recordFor: (event) => missedRecord(event, fields, untold) };
}

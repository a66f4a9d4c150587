/**
 * Missed changes as calls of ours. In: what was listed, and which of it is wanted. Out: parcels for the handlers, at most
 * 5000 records a call, a creation before an update, each body in the shape of its event and marked as put together by us.
 */
import { createHash } from 'node:crypto';
import { buildBody, splitRecords } from '../../core/envelope.ts';
import { mistake } from '../../core/failure.ts';
import { SECOND } from '../../core/instant.ts';
import type { Missed } from '../../core/missed.ts';
import { matchesPattern } from '../../core/pattern.ts';
import { printable } from '../../core/printable.ts';
import { SYNTHESISED } from '../../core/synthesised.ts';
import { noHandler } from '../../replay/no-handler.ts';
import { SHOP_HEADERS, type Parcel } from '../../replay/parcel.ts';
import { targetFor, type Target } from '../../send/routes.ts';

/**
 * Those of a key, an id, an event pattern, or exactly one (`Orders.create 9000211`); in the order of the list. Throws `Failure` (exit 2) for a word that fits none.
 */
export function chooseMissed(missed: readonly Missed[], choice: readonly string[]): readonly Missed[] {
  const chosen = new Set(choice.flatMap((word) => chooseOne(missed, word)));
  return missed.filter((one) => chosen.has(one));
}

function chooseOne(missed: readonly Missed[], word: string): readonly Missed[] {
  const exact = missed.filter(({ event, id }) => `${event.name} ${id}` === word);
  const named = exact.length > 0 ? exact : missed.filter(({ id, label }) => id === word || label === word);
  if (named.length > 0) return named;
  const fitting = missed.filter(({ event }) => matchesPattern(event.name, word));
  if (fitting.length > 0) return fitting;
  const what = `Nothing that was listed is ${printable(word)}.`;
  throw mistake('missed-unknown', what, 'Name a key such as 9000211, or an event such as Orders.*.');
}

/** One call, and what is in it. */
export interface MissedCall {
  readonly missed: readonly Missed[];
  readonly parcel: Parcel;
  /** Of the body. */
  readonly sha256: string;
}

export interface Playing {
  readonly targets: readonly Target[];
  readonly projectName: string;
}

/**
 * What changed in the same second goes together, as the shop would have told of it (inferred). Changes of events that no
 * handler is meant for are left out. Throws `Failure` (exit 2) when that is all.
 */
export function callsFor(chosen: readonly Missed[], playing: Playing): readonly MissedCall[] {
  const calls = together(chosen).flatMap((missed) => callsOf(missed, playing));
  const [first] = chosen;
  if (calls.length > 0 || first === undefined) return calls;
  throw noHandler(first.event.name, 'Start the session with --forward 3000/webhooks.');
}

/** They come in the order of their events and times. */
function together(chosen: readonly Missed[]): readonly (readonly Missed[])[] {
  const groups = new Map<string, Missed[]>();
  for (const missed of chosen) {
    const { event, at } = missed;
    const key = `${event.name} ${at === null ? '' : Math.floor(at / SECOND)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [missed]);
    else group.push(missed);
  }
  return [...groups.values()];
}

/** All of one event. */
function callsOf(missed: readonly Missed[], { targets, projectName }: Playing): readonly MissedCall[] {
  const [first] = missed;
  const url = first && targetFor(targets, first.event.name)?.url;
  if (first === undefined || url === undefined) return [];
  const { event } = first;
  const [{ key }] = event.lists;
  let taken = 0;
  return splitRecords(event, { [key]: missed.map(({ record }) => record) }).map((lists) => {
    const count = lists[key]?.length ?? 0;
    const body = Buffer.from(buildBody(event, { projectName, lists }));
    const part = missed.slice(taken, taken + count);
    taken += count;
    return { missed: part, parcel: parcelOf(event.name, url, body), sha256: sha256(body) };
  });
}

function parcelOf(event: string, url: URL, body: Buffer): Parcel {
  return {
    origin: 'trigger',
    event,
    url,
    from: 'what was missed',
    replayOf: null,
    before: null,
    capturedAt: null,
    load: () => ({ body, headers: [...SHOP_HEADERS, SYNTHESISED] }),
  };
}

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

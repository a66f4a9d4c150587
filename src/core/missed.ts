/**
 * Which changes of the shop never came here. In: the things that the shop lists as changed, the records that history has,
 * and the times to look at. Out: the records that webhooks would have brought, a creation before an update of the same.
 * A list shows the last state only: several updates of one thing are one here, and deletions are in no list.
 */
import type { ShopRecord } from './envelope.ts';
import { EVENTS, type Action, type EventDefinition } from './events.ts';
import { SECOND, type Instant, type Millis } from './instant.ts';

/** A thing as a list of the shop shows it; its times are the shop's. */
export interface ChangedThing {
  /** As in the catalogue: `Orders`. */
  readonly entity: string;
  readonly id: string;
  /** What people know it by; raw. */
  readonly label: string;
  readonly createdAt: Instant | null;
  /** Null: the list does not say when, only that it was in the time asked for. */
  readonly updatedAt: Instant | null;
  /** What a call of this event says of it. */
  readonly recordFor: (event: EventDefinition) => ShopRecord;
}

/** A record that a call in history has brought. */
export interface SeenRecord {
  readonly entity: string;
  readonly action: Action;
  readonly id: string;
  /** Of the creation, change or deletion, by the shop's clock; null where the record has none. */
  readonly at: Instant | null;
}

/** A time on the shop's clock. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

export interface MissedQuestion {
  readonly things: readonly ChangedThing[];
  readonly seen: readonly SeenRecord[];
  readonly spans: readonly Span[];
  /** Names of the events that were to come. */
  readonly events: readonly string[];
}

export interface Missed {
  readonly event: EventDefinition;
  readonly id: string;
  readonly label: string;
  /** By the shop's clock. */
  readonly at: Instant | null;
  readonly record: ShopRecord;
}

/** Times are whole seconds, and a creation writes both not always in the same one. */
const SAME_CHANGE: Millis = SECOND;

/** All creations first, then all updates, each in the order of the catalogue and then of time. */
export function findMissed({ things, seen, spans, events }: MissedQuestion): readonly Missed[] {
  const history = bySubject(seen);
  const wanted = EVENTS.filter(({ name }) => events.includes(name));
  const missed = things.flatMap((thing) => {
    const known = history.get(subjectOf(thing)) ?? [];
    return wanted
      .filter((event) => event.entity === thing.entity && isMissed(thing, event, { known, spans }))
      .map((event) => missedOf(thing, event));
  });
  return missed.toSorted(inOrder);
}

/** Whether its creation or its last change was then, as far as it is told. */
export function isChangedWithin({ createdAt, updatedAt }: ChangedThing, spans: readonly Span[]): boolean {
  return [createdAt, updatedAt].some((at) => at === null || isWithin(at, spans));
}

interface Circumstances {
  readonly known: readonly SeenRecord[];
  readonly spans: readonly Span[];
}

function isMissed(thing: ChangedThing, { action }: EventDefinition, circumstances: Circumstances): boolean {
  switch (action) {
    case 'create':
      return isCreationMissed(thing, circumstances);
    case 'update':
      return isUpdateMissed(thing, circumstances);
    case 'delete':
      return false;
  }
}

function isCreationMissed({ createdAt }: ChangedThing, { known, spans }: Circumstances): boolean {
  return createdAt !== null && isWithin(createdAt, spans) && !known.some(({ action }) => action === 'create');
}

/**
 * Whatever has brought a state as new as the listed one will do. A creation is no update beside it (API changelog of
 * 26 March 2025).
 */
function isUpdateMissed({ createdAt, updatedAt }: ChangedThing, { known, spans }: Circumstances): boolean {
  if (updatedAt === null) {
    const isNew = createdAt === null || isWithin(createdAt, spans);
    return !isNew && !known.some(({ action }) => action === 'update');
  }
  const isCreation = createdAt !== null && updatedAt - createdAt <= SAME_CHANGE;
  const isHere = known.some(({ at }) => at !== null && at >= updatedAt - SAME_CHANGE);
  return isWithin(updatedAt, spans) && !isCreation && !isHere;
}

function isWithin(at: Instant, spans: readonly Span[]): boolean {
  return spans.some(({ from, until }) => at >= from && at <= until);
}

function missedOf(thing: ChangedThing, event: EventDefinition): Missed {
  const { id, label, createdAt, updatedAt, recordFor } = thing;
  return { event, id, label, at: event.action === 'create' ? createdAt : updatedAt, record: recordFor(event) };
}

const ACTIONS: readonly Action[] = ['create', 'update', 'delete'];

function inOrder(a: Missed, b: Missed): number {
  return (
    ACTIONS.indexOf(a.event.action) - ACTIONS.indexOf(b.event.action) ||
    EVENTS.indexOf(a.event) - EVENTS.indexOf(b.event) ||
    (a.at ?? Infinity) - (b.at ?? Infinity) ||
    (a.id < b.id ? -1 : 1)
  );
}

function bySubject(seen: readonly SeenRecord[]): ReadonlyMap<string, readonly SeenRecord[]> {
  const found = new Map<string, SeenRecord[]>();
  for (const record of seen) {
    const others = found.get(subjectOf(record));
    if (others === undefined) found.set(subjectOf(record), [record]);
    else others.push(record);
  }
  return found;
}

function subjectOf({ entity, id }: { readonly entity: string; readonly id: string }): string {
  return `${entity}\n${id}`;
}

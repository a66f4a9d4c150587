/**
 * Changes gathered for a while before the shop calls: one call tells of all that happened to records of one event, of each
 * its last state; creations go first, then updates, then deletions. In: events as they happen. Out: the same, fewer.
 * That Upgates does so is second-hand, for how long is not known; so nothing is gathered unless somebody asks for it.
 */
import type { RecordLists, ShopRecord } from '../../core/envelope.ts';
import type { Action, EventDefinition, ListDefinition } from '../../core/events.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import type { ShopClock } from '../clock/clock.ts';

export interface Gathered {
  readonly event: EventDefinition;
  readonly lists: RecordLists;
}

/** Plain but for the events, which stand for their names. */
export interface GatheringState {
  readonly dueAt: Instant;
  /** In the order in which they will be sent. */
  readonly events: readonly Gathered[];
}

export interface Gathering {
  /** The ids of the deliveries; none where it is gathered. */
  emit(event: EventDefinition, lists: RecordLists): readonly string[];
  /** Null when nothing is being gathered. */
  save(): GatheringState | null;
}

export interface GatheringOptions {
  /** On the shop's clock, from the first change on; 0: nothing is gathered. */
  readonly window: Millis;
  readonly clock: Pick<ShopClock, 'now' | 'wakeAt'>;
  readonly send: (event: EventDefinition, lists: RecordLists) => readonly string[];
  readonly saved?: GatheringState | null | undefined;
}

type Records = Map<string, ShopRecord>;

/** The records of one event, by list and by what identifies them. */
interface Heap {
  readonly event: EventDefinition;
  readonly lists: readonly { readonly list: ListDefinition; readonly records: Records }[];
}

const ORDER: readonly Action[] = ['create', 'update', 'delete'];

export function createGathering({ window, clock, send, saved = null }: GatheringOptions): Gathering {
  const heaps = new Map<string, Heap>();
  let dueAt: Instant | null = null;
  const sendAll = (): void => {
    const gathered = inOrder(heaps);
    heaps.clear();
    dueAt = null;
    for (const { event, lists } of gathered) send(event, lists);
  };
  const add = (event: EventDefinition, lists: RecordLists): void => {
    const heap = heaps.get(event.name) ?? newHeap(event);
    heaps.set(event.name, heap);
    for (const { list, records } of heap.lists) put(records, list, lists[list.key] ?? []);
  };
  const openUntil = (at: Instant): void => {
    dueAt = at;
    clock.wakeAt(at, sendAll);
  };
  if (saved !== null) {
    for (const { event, lists } of saved.events) add(event, lists);
    openUntil(saved.dueAt);
  }
  return {
    emit(event, lists) {
      if (window <= 0 && dueAt === null) return send(event, lists);
      add(event, lists);
      if (dueAt === null) openUntil(clock.now() + window);
      return [];
    },
    save: () => (dueAt === null ? null : { dueAt, events: inOrder(heaps) }),
  };
}

function newHeap(event: EventDefinition): Heap {
  return { event, lists: event.lists.map((list) => ({ list, records: new Map<string, ShopRecord>() })) };
}

/** A record stays in the place where it was first told. One that names nothing is told each time. */
function put(records: Records, { idField }: ListDefinition, added: readonly ShopRecord[]): void {
  for (const record of added) {
    const id = record[idField];
    records.set(id === undefined ? `unnamed ${records.size}` : JSON.stringify(id), record);
  }
}

function inOrder(heaps: ReadonlyMap<string, Heap>): readonly Gathered[] {
  const sorted = [...heaps.values()].toSorted((a, b) => ORDER.indexOf(a.event.action) - ORDER.indexOf(b.event.action));
  return sorted.map(({ event, lists }) => ({
    event,
    lists: Object.fromEntries(lists.map(({ list, records }) => [list.key, [...records.values()]])),
  }));
}

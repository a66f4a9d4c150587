/**
 * The things of one entity, in order of creation. In: kept forms. Out: kept forms again, and whole things, which are
 * made when somebody looks and made anew only after something they show has changed. So 12,000 products cost little
 * until they are read.
 */
import type { Kind, Surroundings } from './kind.ts';
import { listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';

interface Entry {
  kept: Thing;
  whole: Thing | null;
  /** What the shelf's `stamp` said when it was made whole. */
  stamp: number;
}

export interface ShelfState {
  readonly things: readonly Thing[];
  /** The largest number in an id so far, and how many things there have been: ids go on from there. */
  readonly last: number;
  readonly serial: number;
}

export interface Shelf {
  readonly kind: Kind;
  /** Counts changes: what draws on this shelf is out of date when it has moved. */
  version(): number;
  kept(): readonly Thing[];
  oldest(most: number): readonly Thing[];
  find(id: unknown): Thing | null;
  findBy(has: (kept: Thing) => boolean): Thing | null;
  /** Adds it; a missing id is given. */
  put(fields: Thing, shop: Surroundings): Thing;
  /** Lays it in place of the one with its id, as it is. */
  replace(kept: Thing): void;
  take(id: unknown): void;
  /** Made anew when `stamp` differs from last time. */
  whole(kept: Thing, shop: Surroundings, stamp: number): Thing;
  /** Takes what `save` gave, or what is left of it. */
  restore(saved: unknown, shop: Surroundings): void;
  save(): ShelfState;
}

interface Rack {
  readonly kind: Kind;
  readonly entries: Map<string, Entry>;
  last: number;
  serial: number;
  version: number;
}

export function createShelf(kind: Kind): Shelf {
  const rack: Rack = { kind, entries: new Map(), last: 0, serial: 0, version: 0 };
  const { entries } = rack;
  const entryOf = (id: unknown): Entry | null => entries.get(textOf(id) ?? '') ?? null;
  return {
    kind,
    version: () => rack.version,
    kept: () => [...entries.values()].map((entry) => entry.kept),
    oldest: (most) => firstOf(entries.values(), most).map((entry) => entry.kept),
    find: (id) => entryOf(id)?.kept ?? null,
    findBy(has) {
      for (const { kept } of entries.values()) if (has(kept)) return kept;
      return null;
    },
    put: (fields, shop) => put(rack, fields, shop),
    replace: (kept) => replace(rack, entryOf(kept[kind.idField]), kept),
    take(id) {
      if (entries.delete(textOf(id) ?? '')) rack.version += 1;
    },
    whole: (kept, shop, stamp) => wholeOf(entryOf(kept[kind.idField]), { kept, stamp }, () => kind.whole(kept, shop)),
    restore: (saved, shop) => restore(rack, thingOf(saved), shop),
    save: () => ({ things: [...entries.values()].map((entry) => entry.kept), last: rack.last, serial: rack.serial }),
  };
}

function put(rack: Rack, fields: Thing, shop: Surroundings): Thing {
  const { kind, entries } = rack;
  const id = textOf(fields[kind.idField]) ?? freeId(rack);
  rack.last = Math.max(rack.last, numberIn(id));
  rack.serial += 1;
  rack.version += 1;
  const kept = kind.pin({ ...fields, [kind.idField]: typed(kind, id) }, shop, rack.serial);
  entries.set(id, { kept, whole: null, stamp: 0 });
  return kept;
}

/** Tries on, since an id of more digits than are counted may stand in the way. */
function freeId({ kind, entries, last, serial }: Rack): string {
  for (let tries = 0; ; tries += 1) {
    const id = String(kind.idAfter(last + tries, serial + tries));
    if (!entries.has(id)) return id;
  }
}

/** 0 for an id that is no number, or a larger one than can be counted on from. */
function numberIn(id: string): number {
  const number = /^\d{1,16}$/.test(id) ? Number(id) : 0;
  return Number.isSafeInteger(number) ? number : 0;
}

/** Ids are numbers where the entity has numbers (documented): `"36"` in a record is product 36. */
function typed(kind: Kind, id: string): string | number {
  return typeof kind.idAfter(0, 0) === 'number' && numberIn(id) > 0 ? numberIn(id) : id;
}

function replace(rack: Rack, entry: Entry | null, kept: Thing): void {
  if (entry === null) return;
  rack.version += 1;
  entry.kept = kept;
  entry.whole = null;
}

interface Look {
  readonly kept: Thing;
  readonly stamp: number;
}

function wholeOf(entry: Entry | null, { kept, stamp }: Look, make: () => Thing): Thing {
  if (entry?.kept !== kept) return make();
  if (entry.whole !== null && entry.stamp === stamp) return entry.whole;
  const whole = make();
  entry.whole = whole;
  entry.stamp = stamp;
  return whole;
}

/** Numbers go on from where they were; what a thing lacks is settled now. */
function restore(rack: Rack, saved: Thing, shop: Surroundings): void {
  for (const kept of listOf(saved['things']) ?? []) if (textOf(kept[rack.kind.idField]) !== null) put(rack, kept, shop);
  rack.last = Math.max(rack.last, numberOf(saved['last']) ?? 0);
  rack.serial = Math.max(rack.serial, numberOf(saved['serial']) ?? 0);
}

function firstOf<T>(items: Iterable<T>, most: number): readonly T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length >= most) break;
    first.push(item);
  }
  return first;
}

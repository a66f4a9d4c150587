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
  /** Counts changes: whatever draws on this shelf is out of date when it has moved. */
  version(): number;
  kept(): readonly Thing[];
  oldest(most: number): readonly Thing[];
  find(id: unknown): Thing | null;
  findBy(has: (kept: Thing) => boolean): Thing | null;
  /** Adds it; a missing id is given. */
  put(fields: Thing, shop: Surroundings): Thing;
  /** Lays it in place of the one with its id, as it is. */
  replace(kept: Thing): void;
  take(id: unknown): Thing | null;
  whole(kept: Thing, shop: Surroundings, stamp: number): Thing;
  save(): ShelfState;
}

export function createShelf(kind: Kind, saved: unknown = {}): Shelf {
  const entries = new Map<string, Entry>();
  let [last, serial, version] = [0, 0, 0];
  const entryOf = (id: unknown): Entry | null => entries.get(textOf(id) ?? '') ?? null;
  const count = (id: string): void => {
    const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
    last = Math.max(last, number);
  };
  const freeId = (): string | number => {
    for (let tries = serial; ; tries += 1) {
      const id = kind.idAfter(last, tries);
      if (!entries.has(String(id))) return id;
    }
  };
  const shelf: Shelf = {
    kind,
    version: () => version,
    kept: () => [...entries.values()].map((entry) => entry.kept),
    oldest(most) {
      const found: Thing[] = [];
      for (const { kept } of entries.values()) {
        if (found.length >= most) break;
        found.push(kept);
      }
      return found;
    },
    find: (id) => entryOf(id)?.kept ?? null,
    findBy(has) {
      for (const { kept } of entries.values()) if (has(kept)) return kept;
      return null;
    },
    put(fields, shop) {
      const id = textOf(fields[kind.idField]) ?? String(freeId());
      count(id);
      serial += 1;
      version += 1;
      const kept = kind.pin({ ...fields, [kind.idField]: typed(kind, id) }, shop, serial);
      entries.set(id, { kept, whole: null, stamp: -1 });
      return kept;
    },
    replace(kept) {
      const entry = entryOf(kept[kind.idField]);
      if (entry === null) return;
      version += 1;
      entry.kept = kept;
      entry.whole = null;
    },
    take(id) {
      const entry = entryOf(id);
      if (entry === null) return null;
      version += 1;
      entries.delete(textOf(id) ?? '');
      return entry.kept;
    },
    whole(kept, shop, stamp) {
      const entry = entryOf(kept[kind.idField]);
      if (entry === null || entry.kept !== kept) return kind.whole(kept, shop);
      if (entry.whole === null || entry.stamp !== stamp) {
        entry.whole = kind.whole(kept, shop);
        entry.stamp = stamp;
      }
      return entry.whole;
    },
    save: () => ({ things: shelf.kept(), last, serial }),
  };
  const state = thingOf(saved);
  for (const kept of listOf(state['things']) ?? []) {
    const id = textOf(kept[kind.idField]);
    if (id === null) continue;
    count(id);
    entries.set(id, { kept, whole: null, stamp: -1 });
  }
  last = Math.max(last, numberOf(state['last']) ?? 0);
  serial = Math.max(entries.size, numberOf(state['serial']) ?? 0);
  return shelf;
}

/** Ids are numbers where the entity has numbers (documented): `"36"` in a record is product 36. */
function typed(kind: Kind, id: string): string | number {
  const isNumber = typeof kind.idAfter(0, 0) === 'number';
  return isNumber && /^\d{1,15}$/.test(id) ? Number(id) : id;
}

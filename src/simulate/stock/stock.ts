/**
 * What the simulated shop holds, as the REST API shows it. In: a seed, and what clients, traffic and emitted events bring
 * or take. Out: things with all documented fields. A shop opens with a small assortment; it is laid out when somebody
 * first looks. Looking changes nothing: everything unknown of a thing follows from the seed and its id.
 */
import type { RecordLists } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';
import { DAY, HOUR, shopDateTime, type Instant } from '../../core/instant.ts';
import { createRandom } from '../../core/random.ts';
import type { Surroundings } from './kind.ts';
import { KINDS } from './kinds.ts';
import { absorb, addKept, changeKept, describe, follow, takeAway, type Holding } from './holding.ts';
import { createShelf, type Shelf, type ShelfState } from './shelf.ts';
import { numberOf, thingOf, type EntityName, type Thing } from './thing.ts';

export interface Stock {
  /** In order of creation. */
  all(entity: EntityName): readonly Thing[];
  /** By the field that identifies it in REST: `order_number`, `product_id`, `customer_id`, `id` ... */
  find(entity: EntityName, id: string | number): Thing | null;
  /** Fills the gaps: id, times, plausible values. */
  add(entity: EntityName, fields: Thing): Thing;
  /** Sets `last_update_time`; lists are replaced, but texts, prices and variants of products are paired. Null: there is none. */
  change(entity: EntityName, id: string | number, fields: Thing): Thing | null;
  /** The thing as it was. */
  remove(entity: EntityName, id: string | number): Thing | null;
  /** What an event says of these things. */
  recordsOf(event: EventDefinition, things: readonly Thing[]): RecordLists;
  /** Holds what the records speak of, or holds it no longer. Records without an id are passed over. */
  absorb(event: EventDefinition, lists: RecordLists): void;
  /** The shop's own doing in the short form: only what is kept, so that thousands cost little. */
  readonly kept: KeptThings;
  save(): StockState;
}

export interface KeptThings {
  all(entity: EntityName): readonly Thing[];
  /** As in `add`, with what the entity thinks of for a new one. */
  add(entity: EntityName, fields: Thing): Thing;
  change(entity: EntityName, id: unknown, fields: Thing): Thing | null;
  surroundings(): Surroundings;
}

/** Plain JSON. */
export interface StockState {
  readonly openedAt: Instant;
  readonly shelves: Readonly<Record<string, ShelfState>>;
}

export interface StockOptions {
  readonly seed: string;
  readonly shopName: string;
  /** The shop's time. */
  readonly now: () => Instant;
  /** From `save`; what is missing or strange in it is made up for. */
  readonly saved?: StockState;
}

type Shelves = ReadonlyMap<EntityName, Shelf>;

export function createStock(options: StockOptions): Stock {
  const openedAt = numberOf(options.saved?.openedAt) ?? options.now();
  let laidOut: Shelves | null = null;
  const shelves = (): Shelves => {
    laidOut ??= layOut(options, openedAt);
    return laidOut;
  };
  const shelf = (entity: EntityName): Shelf => shelfOf(shelves(), entity);
  const around = (): Surroundings => surroundingsOf(shelves(), options, openedAt);
  const whole = (entity: EntityName, kept: Thing): Thing => around().whole(entity, kept);
  const holding: Holding = { shelf, around, time: () => shopDateTime(options.now()) };
  return {
    all(entity) {
      const shop = around();
      return shelf(entity)
        .kept()
        .map((kept) => shop.whole(entity, kept));
    },
    find(entity, id) {
      const kept = shelf(entity).find(id);
      return kept === null ? null : whole(entity, kept);
    },
    add: (entity, fields) => whole(entity, addKept(holding, entity, fields)),
    change(entity, id, fields) {
      const kept = changeKept(holding, { entity, id, fields });
      return kept === null ? null : whole(entity, kept);
    },
    remove: (entity, id) => takeAway(holding, entity, id),
    recordsOf: (event, things) => describe(holding, event, things),
    absorb: (event, lists) => absorb(holding, event, lists),
    kept: {
      all: (entity) => shelf(entity).kept(),
      add: (entity, fields) => addKept(holding, entity, fields),
      change: (entity, id, fields) => changeKept(holding, { entity, id, fields }),
      surroundings: around,
    },
    save() {
      const entries = [...shelves()].map(([entity, one]) => [entity, one.save()] as const);
      return { openedAt, shelves: Object.fromEntries(entries) };
    },
  };
}

function shelfOf(shelves: Shelves, entity: EntityName): Shelf {
  const shelf = shelves.get(entity);
  if (shelf === undefined) throw new Error(`no shelf for ${entity}`);
  return shelf;
}

/** The first things came in the weeks before the shop opened, one after the other. */
function layOut(options: StockOptions, openedAt: Instant): Shelves {
  const shelves = new Map<EntityName, Shelf>();
  for (const kind of Object.values(KINDS)) {
    const saved = options.saved === undefined ? undefined : thingOf(options.saved.shelves)[kind.entity];
    shelves.set(kind.entity, createShelf(kind, saved));
  }
  if (options.saved !== undefined) return shelves;
  const shop = surroundingsOf(shelves, options, openedAt);
  for (const kind of Object.values(KINDS)) {
    const first = kind.opensWith(shop);
    first.forEach((fields, index) => {
      const at = shopDateTime(openedAt - HOUR - ((first.length - index) * 10 * DAY) / first.length);
      const kept = shelfOf(shelves, kind.entity).put({ ...fields, creation_time: at, last_update_time: at }, shop);
      follow(kind, kept, (entity) => shelfOf(shelves, entity));
    });
  }
  return shelves;
}

function surroundingsOf(shelves: Shelves, { seed, shopName, now }: StockOptions, openedAt: Instant): Surroundings {
  const stampOf = (shelf: Shelf): number =>
    shelf.kind.drawsOn.reduce((sum, entity) => sum + shelfOf(shelves, entity).version(), 0);
  const shop: Surroundings = {
    shopName,
    openedAt,
    now: now(),
    randomOf: (entity, id) => createRandom(`${seed}/stock/${entity}/${String(id)}`),
    find: (entity, id) => shelfOf(shelves, entity).find(id),
    findBy: (entity, has) => shelfOf(shelves, entity).findBy(has),
    oldest: (entity, most) => shelfOf(shelves, entity).oldest(most),
    whole(entity, kept) {
      const shelf = shelfOf(shelves, entity);
      return shelf.whole(kept, shop, stampOf(shelf));
    },
  };
  return shop;
}

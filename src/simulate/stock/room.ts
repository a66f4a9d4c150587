/**
 * Where the shop keeps its things: a shelf for each entity, laid out when somebody first looks. In: a seed, or what was
 * saved. Out: the shelves, and what kinds may look at. Randomness belongs to a thing, so looking takes none from others.
 */
import { DAY, HOUR, shopDateTime, type Instant } from '../../core/instant.ts';
import { createRandom } from '../../core/random.ts';
import { follow } from './holding.ts';
import type { Surroundings } from './kind.ts';
import { KINDS } from './kinds.ts';
import { createShelf, type Shelf, type ShelfState } from './shelf.ts';
import { numberOf, thingOf, type EntityName } from './thing.ts';

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

export interface Room {
  readonly shelf: (entity: EntityName) => Shelf;
  readonly around: () => Surroundings;
  save(): StockState;
}

type Shelves = ReadonlyMap<EntityName, Shelf>;

export function createRoom(options: StockOptions): Room {
  const openedAt = numberOf(options.saved?.openedAt) ?? options.now();
  let laidOut: { readonly shelves: Shelves; readonly shop: Surroundings } | null = null;
  const enter = (): { readonly shelves: Shelves; readonly shop: Surroundings } => {
    if (laidOut !== null) return laidOut;
    const shelves: Shelves = new Map(Object.values(KINDS).map((kind) => [kind.entity, createShelf(kind)]));
    const shop = surroundingsOf(shelves, options, openedAt);
    laidOut = { shelves, shop };
    if (options.saved === undefined) layOut(shelves, shop);
    else for (const [entity, shelf] of shelves) shelf.restore(thingOf(options.saved.shelves)[entity], shop);
    return laidOut;
  };
  return {
    shelf: (entity) => shelfOf(enter().shelves, entity),
    around: () => enter().shop,
    save() {
      const states = [...enter().shelves].map(([entity, shelf]) => [entity, shelf.save()] as const);
      return { openedAt, shelves: Object.fromEntries(states) };
    },
  };
}

function shelfOf(shelves: Shelves, entity: EntityName): Shelf {
  const shelf = shelves.get(entity);
  if (shelf === undefined) throw new Error(`There is no shelf for ${entity}`);
  return shelf;
}

/** The first things came in the days before the shop opened, one after the other. */
function layOut(shelves: Shelves, shop: Surroundings): void {
  for (const [, shelf] of shelves) {
    const first = shelf.kind.opensWith(shop);
    first.forEach((fields, index) => {
      const at = shopDateTime(shop.openedAt - HOUR - ((first.length - index) * 10 * DAY) / first.length);
      const kept = shelf.put({ ...fields, creation_time: at, last_update_time: at }, shop);
      follow(kept, shelf, { shelf: (entity) => shelfOf(shelves, entity) });
    });
  }
}

function surroundingsOf(shelves: Shelves, { seed, shopName }: StockOptions, openedAt: Instant): Surroundings {
  const drawnOn = new Map(
    [...shelves].map(([entity, { kind }]) => [entity, kind.drawsOn.map((one) => shelfOf(shelves, one))]),
  );
  const stampOf = (entity: EntityName): number =>
    (drawnOn.get(entity) ?? []).reduce((sum, shelf) => sum + shelf.version(), 0);
  const shop: Surroundings = {
    shopName,
    openedAt,
    randomOf: (entity, id) => createRandom(`${seed}/stock/${entity}/${String(id)}`),
    find: (entity, id) => shelfOf(shelves, entity).find(id),
    findBy: (entity, has) => shelfOf(shelves, entity).findBy(has),
    oldest: (entity, most) => shelfOf(shelves, entity).oldest(most),
    whole: (entity, kept) => shelfOf(shelves, entity).whole(kept, shop, stampOf(entity)),
  };
  return shop;
}

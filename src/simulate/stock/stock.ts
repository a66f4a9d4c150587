/**
 * What the simulated shop holds, as the REST API shows it. In: a seed, and what clients, traffic and emitted events bring
 * or take. Out: things with all documented fields. A shop opens with a small assortment; it is laid out when somebody
 * first looks. Looking changes nothing: everything unknown of a thing follows from the seed and its id.
 */
import type { RecordLists } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';
import { shopDateTime } from '../../core/instant.ts';
import { absorb, addKept, changeKept, describe, takeAway, type Holding } from './holding.ts';
import type { Surroundings } from './kind.ts';
import { createRoom, type StockOptions, type StockState } from './room.ts';
import type { EntityName, Thing } from './thing.ts';

export type { StockOptions, StockState } from './room.ts';
export type { EntityName, Thing } from './thing.ts';

export interface Stock {
  /** In order of creation. */
  all(entity: EntityName): readonly Thing[];
  /** By the field that identifies it in REST: `order_number`, `product_id`, `customer_id`, `id` ... */
  find(entity: EntityName, id: string | number): Thing | null;
  /** Fills the gaps: id, times, plausible values. One with the same id is replaced. */
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

export function createStock(options: StockOptions): Stock {
  const room = createRoom(options);
  const { shelf, around } = room;
  const holding: Holding = { shelf, around, time: () => shopDateTime(options.now()) };
  const whole = (entity: EntityName, kept: Thing | null): Thing | null =>
    kept === null ? null : around().whole(entity, kept);
  return {
    all: (entity) => wholeAll(entity, shelf(entity).kept(), around()),
    find: (entity, id) => whole(entity, shelf(entity).find(id)),
    add: (entity, fields) => around().whole(entity, addKept(holding, entity, fields)),
    change: (entity, id, fields) => whole(entity, changeKept(holding, { entity, id, fields })),
    remove: (entity, id) => takeAway(holding, entity, id),
    recordsOf: (event, things) => describe(holding, event, things),
    absorb: (event, lists) => absorb(holding, event, lists),
    kept: {
      all: (entity) => shelf(entity).kept(),
      add: (entity, fields) => addKept(holding, entity, fields),
      change: (entity, id, fields) => changeKept(holding, { entity, id, fields }),
      surroundings: around,
    },
    save: () => room.save(),
  };
}

function wholeAll(entity: EntityName, kept: readonly Thing[], shop: Surroundings): readonly Thing[] {
  return kept.map((one) => shop.whole(entity, one));
}

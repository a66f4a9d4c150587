/**
 * The trade of the simulated shop: things come, change and go, and whoever subscribed is told. REST writes, traffic and
 * emitted events all come through here, so that a handler's follow-up call finds what the event spoke of, and nothing
 * after a deletion. That all things of one request make one event is inferred. A creation brings no update of the same
 * record (documented since 26 March 2025).
 */
import type { RecordLists } from '../../core/envelope.ts';
import { findEvent, type EventDefinition } from '../../core/events.ts';
import type { Random } from '../../core/random.ts';
import { happenings } from '../stock/happen.ts';
import type { Stock } from '../stock/stock.ts';
import { textOf, type EntityName, type Thing } from '../stock/thing.ts';

export interface Trade {
  /** The created things, in the order given. */
  create(entity: EntityName, things: readonly Thing[]): readonly Thing[];
  /** The changed things, null where there was none. */
  change(entity: EntityName, changes: readonly ThingChange[]): readonly (Thing | null)[];
  /** The things as they were, null where there was none. Categories below a removed one go too (documented). */
  remove(entity: EntityName, ids: readonly (string | number)[]): readonly (Thing | null)[];
  /** Lets `count` things of the shop's choosing be created, changed or removed; the ids of the deliveries. */
  happen(event: EventDefinition, count: number): readonly string[];
  /** The same, with randomness of one's own. */
  happenBy(random: Random, event: EventDefinition, count: number): readonly string[];
  /** Sends exactly these records; the stock then holds what they speak of, or no longer. */
  emit(event: EventDefinition, lists: RecordLists): readonly string[];
}

export interface ThingChange {
  readonly id: string | number;
  readonly fields: Thing;
}

export interface TradeOptions {
  readonly stock: Stock;
  readonly random: Random;
  /** Tells whoever subscribed; the ids of the deliveries. */
  readonly send: (event: EventDefinition, lists: RecordLists) => readonly string[];
}

export function createTrade(options: TradeOptions): Trade {
  const { stock, random, send } = options;
  return {
    create(entity, things) {
      const created = things.map((fields) => stock.add(entity, fields));
      tell(options, `${entity}.create`, created);
      return created;
    },
    change(entity, changes) {
      const changed = changes.map(({ id, fields }) => stock.change(entity, id, fields));
      tell(options, `${entity}.update`, present(changed));
      return changed;
    },
    remove(entity, ids) {
      const removed = ids.map((id) => stock.remove(entity, id));
      const below = entity === 'Categories' ? removeBelow(stock, present(removed)) : [];
      tell(options, `${entity}.delete`, [...present(removed), ...below]);
      return removed;
    },
    happen: (event, count) => tell(options, event.name, happenings(stock, { event, count, random })),
    happenBy: (by, event, count) => tell(options, event.name, happenings(stock, { event, count, random: by })),
    emit(event, lists) {
      stock.absorb(event, lists);
      return send(event, lists);
    },
  };
}

function tell({ stock, send }: TradeOptions, name: string, things: readonly Thing[]): readonly string[] {
  const event = findEvent(name);
  return event === undefined || things.length === 0 ? [] : send(event, stock.recordsOf(event, things));
}

function present(things: readonly (Thing | null)[]): readonly Thing[] {
  return things.filter((thing) => thing !== null);
}

function removeBelow(stock: Stock, parents: readonly Thing[]): readonly Thing[] {
  const ids = new Set(parents.map((parent) => parent['category_id']));
  const children = stock.kept.all('Categories').filter(({ parent_id: parent }) => parent !== null && ids.has(parent));
  const removed = present(children.map((child) => stock.remove('Categories', textOf(child['category_id']) ?? '')));
  return removed.length === 0 ? [] : [...removed, ...removeBelow(stock, removed)];
}

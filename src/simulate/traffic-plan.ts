/**
 * Which event comes next in a small shop: mostly orders, each created first and changed later; now and then something
 * else. In: seeded randomness and who subscribed to what. Out: the next event with its record. Only events that somebody
 * receives are planned. The same seed and the same subscriptions give the same sequence.
 */
import type { RecordLists, ShopRecord } from '../core/envelope.ts';
import { EVENTS, type Action, type EventDefinition } from '../core/events.ts';
import type { Instant } from '../core/instant.ts';
import type { Random } from '../core/random.ts';
import { generateFollowing, generateRecords, type DrawnFrom } from '../fixture/generate.ts';

export interface PlannedEvent {
  readonly event: EventDefinition;
  readonly lists: RecordLists;
}

export interface TrafficPlan {
  /** Null when nobody receives anything. `at` is the time that the record carries. */
  next(subscribed: ReadonlySet<string>, at: Instant): PlannedEvent | null;
}

/** How often an entity is spoken of, against the others. */
const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['Orders', 60],
  ['Products', 12],
  ['Customers', 10],
  ['Invoices', 10],
]);
const OTHER_WEIGHT = 1;
const ACTION_WEIGHTS: Readonly<Record<Action, number>> = { create: 50, update: 42, delete: 8 };

/** How many records of an entity are remembered, for later events about them. */
const REMEMBERED = 50;
/** How often a later event speaks of the newest record. */
const NEWEST_AGAIN = 0.6;

/** Records that exist in the shop, newest last, by entity. */
type Shelf = Map<string, readonly ShopRecord[]>;

export function createTrafficPlan(random: Random): TrafficPlan {
  const shelf: Shelf = new Map();
  let isFirst = true;
  return {
    next(subscribed, at) {
      const events = EVENTS.filter((event) => subscribed.has(event.name));
      const event = isFirst ? (firstOf(events) ?? choose(events, shelf, random)) : choose(events, shelf, random);
      if (event === null) return null;
      isFirst = false;
      return { event, lists: recordsFor(event, shelf, { random, at }) };
    },
  };
}

/** The first thing anybody wants to see is a new order. */
function firstOf(events: readonly EventDefinition[]): EventDefinition | null {
  return events.find((event) => event.name === 'Orders.create') ?? null;
}

function choose(events: readonly EventDefinition[], shelf: Shelf, random: Random): EventDefinition | null {
  const entities = [...new Set(events.map((event) => event.entity))];
  const entity = weighted(entities, (name) => WEIGHTS.get(name) ?? OTHER_WEIGHT, random);
  const ofEntity = events.filter((event) => event.entity === entity);
  // What does not exist yet is created first, if anybody would hear of it.
  const creation = ofEntity.find((event) => event.action === 'create');
  const isEmpty = entity === null || (shelf.get(entity) ?? []).length === 0;
  if (creation !== undefined && isEmpty) return creation;
  return weighted(ofEntity, (event) => ACTION_WEIGHTS[event.action], random);
}

function recordsFor(event: EventDefinition, shelf: Shelf, from: DrawnFrom): RecordLists {
  const known = shelf.get(event.entity) ?? [];
  const earlier = event.action === 'create' ? null : pickEarlier(known, from.random);
  const lists = earlier === null ? generateRecords(event, 1, from) : generateFollowing(event, earlier, from);
  const record = lists[event.lists[0].key]?.[0];
  const others = known.filter((one) => one !== earlier);
  if (record === undefined || event.action === 'delete') shelf.set(event.entity, others);
  else shelf.set(event.entity, [...others, record].slice(-REMEMBERED));
  return lists;
}

function pickEarlier(known: readonly ShopRecord[], random: Random): ShopRecord | null {
  const newest = known.at(-1) ?? null;
  if (newest === null || random.chance(NEWEST_AGAIN)) return newest;
  return known[random.int(0, known.length - 1)] ?? newest;
}

function weighted<T>(items: readonly T[], weightOf: (item: T) => number, random: Random): T | null {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  let left = random.next() * total;
  for (const item of items) {
    left -= weightOf(item);
    if (left < 0) return item;
  }
  return items.at(-1) ?? null;
}

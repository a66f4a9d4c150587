/**
 * Which event comes next in a small shop: mostly orders, each created first and changed later; now and then something
 * else. In: seeded randomness and who subscribed to what. Out: the next event; what it happens to is the trade's choice.
 * Only events that somebody receives are planned. The same seed and the same subscriptions give the same sequence.
 */
import { EVENTS, type Action, type EventDefinition } from '../../core/events.ts';
import type { Random } from '../../core/random.ts';

export interface TrafficPlan {
  /** Null when nobody receives anything. */
  next(subscribed: ReadonlySet<string>): EventDefinition | null;
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

export function createTrafficPlan(random: Random): TrafficPlan {
  const created = new Set<string>();
  return {
    next(subscribed) {
      const events = EVENTS.filter((event) => subscribed.has(event.name));
      const event =
        created.size === 0 ? (firstOf(events) ?? choose(events, created, random)) : choose(events, created, random);
      if (event !== null) created.add(event.entity);
      return event;
    },
  };
}

/** The first thing anybody wants to see is a new order. */
function firstOf(events: readonly EventDefinition[]): EventDefinition | null {
  return events.find((event) => event.name === 'Orders.create') ?? null;
}

function choose(
  events: readonly EventDefinition[],
  created: ReadonlySet<string>,
  random: Random,
): EventDefinition | null {
  const entities = [...new Set(events.map((event) => event.entity))];
  const entity = weighted(entities, (name) => WEIGHTS.get(name) ?? OTHER_WEIGHT, random);
  const ofEntity = events.filter((event) => event.entity === entity);
  // Of each entity something new comes first, if anybody would hear of it.
  const creation = ofEntity.find((event) => event.action === 'create');
  if (creation !== undefined && !created.has(creation.entity)) return creation;
  return weighted(ofEntity, (event) => ACTION_WEIGHTS[event.action], random);
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

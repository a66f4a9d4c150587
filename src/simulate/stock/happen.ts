/**
 * What happens in the shop by itself. In: an event, how many, randomness. Out: the things, already created, changed or
 * removed in the stock. What is to change or go must exist: where there is too little, it came before unnoticed. The
 * things that the shop opened with stay, so that what refers to them still finds them.
 */
import type { EventDefinition } from '../../core/events.ts';
import type { Instant } from '../../core/instant.ts';
import type { Random } from '../../core/random.ts';
import { isEntityName, KINDS } from './kinds.ts';
import { isUnderWay } from './order-life.ts';
import type { Stock } from './stock.ts';
import { textOf, type EntityName, type Thing } from './thing.ts';

export interface Happening {
  readonly event: EventDefinition;
  readonly count: number;
  readonly random: Random;
}

/** How often the newest is chosen. */
const NEWEST_AGAIN = 0.6;
/** Choice is among so many of the newest. */
const LIVELY = 50;

export function happenings(stock: Stock, { event, count, random }: Happening): readonly Thing[] {
  const { entity, action } = event;
  if (!isEntityName(entity)) return [];
  const times = Array.from({ length: count });
  if (action === 'create') return times.map(() => begin(stock, entity, random));
  const chosen = choose(stock, { entity, count, random, isForDeletion: action === 'delete' });
  return chosen.flatMap((kept) => {
    const id = textOf(kept[KINDS[entity].idField]) ?? '';
    const fields = action === 'delete' ? null : KINDS[entity].live(kept, random, stock.kept.surroundings());
    const happened = fields === null ? stock.remove(entity, id) : stock.kept.change(entity, id, fields);
    return happened === null ? [] : [happened];
  });
}

function begin(stock: Stock, entity: EntityName, random: Random): Thing {
  const fields = KINDS[entity].begin?.(stock.kept.surroundings(), random) ?? {};
  return stock.kept.add(entity, fields);
}

interface Choice {
  readonly entity: EntityName;
  readonly count: number;
  readonly random: Random;
  readonly isForDeletion: boolean;
}

/** Different things, mostly of the newest. */
function choose(stock: Stock, { entity, count, random, isForDeletion }: Choice): readonly Thing[] {
  const all = stock.kept.all(entity);
  const { openedAt } = stock.kept.surroundings();
  const candidates = isForDeletion ? all.filter((kept) => !wasThere(kept, openedAt)) : preferred(entity, all, count);
  const missing = Array.from({ length: Math.max(0, count - candidates.length) }, () => begin(stock, entity, random));
  const offered = [...candidates, ...missing];
  if (count > 1) return offered.slice(-count);
  const lively = offered.slice(-LIVELY);
  const newest = lively.at(-1);
  const chosen = random.chance(NEWEST_AGAIN) ? newest : lively[random.int(0, Math.max(0, lively.length - 1))];
  return chosen === undefined ? [] : [chosen];
}

/** Orders that are not at their end yet, if there are enough. */
function preferred(entity: EntityName, all: readonly Thing[], count: number): readonly Thing[] {
  const underWay = entity === 'Orders' ? all.filter(isUnderWay) : all;
  return underWay.length < count ? all : underWay;
}

function wasThere(kept: Thing, openedAt: Instant): boolean {
  return Date.parse(textOf(kept['creation_time']) ?? '') < openedAt;
}

/**
 * Things come, change and go, in the short form that is kept. In: fields that were written, or the records of an event.
 * Out: the kept things. What else changes with one - an order gets its invoice's number - changes here too.
 */
import type { RecordLists, ShopRecord } from '../../core/envelope.ts';
import type { EventDefinition, ListDefinition } from '../../core/events.ts';
import type { Surroundings } from './kind.ts';
import { isEntityName } from './kinds.ts';
import { isSameVariant, productOfVariant, variantsOf } from './product-variants.ts';
import { fieldsOf, recordOf } from './records.ts';
import type { Shelf } from './shelf.ts';
import { listOf, merge, numberOf, type EntityName, type Thing } from './thing.ts';

export interface Holding {
  readonly shelf: (entity: EntityName) => Shelf;
  readonly around: () => Surroundings;
  /** Now, as the shop writes it. */
  readonly time: () => string;
}

export function addKept(holding: Holding, entity: EntityName, fields: Thing): Thing {
  const shelf = holding.shelf(entity);
  const at = fields['creation_time'] ?? fields['last_update_time'] ?? holding.time();
  const times = { creation_time: at, last_update_time: fields['last_update_time'] ?? at };
  const kept = shelf.put({ ...fields, ...times }, holding.around());
  follow(kept, shelf, holding);
  return kept;
}

interface Change {
  readonly entity: EntityName;
  readonly id: unknown;
  readonly fields: Thing;
}

/** Null when there is no such thing. Its id cannot be changed. */
export function changeKept(holding: Holding, { entity, id, fields }: Change): Thing | null {
  const shelf = holding.shelf(entity);
  const known = shelf.find(id);
  if (known === null) return null;
  const { idField, revise = merge } = shelf.kind;
  const at = fields['last_update_time'] ?? holding.time();
  const written = { ...fields, [idField]: known[idField], last_update_time: at };
  const kept = revise(known, written, holding.around());
  shelf.replace(kept);
  follow(kept, shelf, holding);
  return kept;
}

/** Those things get no new time of change: nobody wrote them. */
export function follow(kept: Thing, { kind }: Shelf, { shelf, isGone = false }: Following): void {
  for (const { entity, id, fields } of kind.consequences?.(kept, isGone) ?? []) {
    const known = shelf(entity).find(id);
    if (known !== null) shelf(entity).replace(merge(known, fields));
  }
}

interface Following {
  readonly shelf: (entity: EntityName) => Shelf;
  readonly isGone?: boolean;
}

/** The whole thing as it was; null when there is none. */
export function takeAway(holding: Holding, entity: EntityName, id: unknown): Thing | null {
  const kept = holding.shelf(entity).find(id);
  if (kept === null) return null;
  const shop = holding.around();
  const whole = shop.whole(entity, kept);
  if (entity === 'Orders') keepInvoicesOf(whole, holding, shop);
  holding.shelf(entity).take(id);
  follow(kept, holding.shelf(entity), { shelf: holding.shelf, isGone: true });
  return whole;
}

/** Invoices outlive their order, as they were (inferred). */
function keepInvoicesOf(order: Thing, { shelf }: Holding, shop: Surroundings): void {
  const invoices = shelf('Invoices');
  for (const kept of invoices.kept()) {
    if (kept['order_number'] === order['order_number']) invoices.replace({ ...kept, ...shop.whole('Invoices', kept) });
  }
}

/** What an event says of whole or kept things; variants of products have a list of their own. */
export function describe(holding: Holding, event: EventDefinition, things: readonly Thing[]): RecordLists {
  if (!isEntityName(event.entity)) return {};
  const [main, ...others] = event.lists;
  const { idField } = holding.shelf(event.entity).kind;
  const lists: Record<string, readonly ShopRecord[]> = {};
  lists[main.key] = things.map((thing) => tell(holding, main, { event, idField, thing }));
  const variants = others.length === 0 ? [] : things.flatMap((thing) => listOf(thing['variants']) ?? []);
  for (const list of others) {
    lists[list.key] = variants.map((thing) => tell(holding, list, { event, idField: list.idField, thing }));
  }
  return lists;
}

interface Told {
  readonly event: EventDefinition;
  readonly idField: string;
  readonly thing: Thing;
}

function tell(holding: Holding, list: ListDefinition, { event, idField, thing }: Told): ShopRecord {
  const now = holding.time();
  const entity = isEntityName(event.entity) ? event.entity : null;
  // Where REST shows no times, the kept thing has them.
  const known = entity === null || event.action === 'delete' ? null : holding.shelf(entity).find(thing[idField]);
  const timeOf = (name: string): unknown => thing[name] ?? known?.[name] ?? now;
  const [creation, update] = [timeOf('creation_time'), timeOf('last_update_time')];
  const times = { creation_time: creation, last_update_time: update, deletion_time: now };
  return recordOf(list, { entity, idField, thing, times });
}

export function absorb(holding: Holding, event: EventDefinition, lists: RecordLists): void {
  if (!isEntityName(event.entity)) return;
  const entity = event.entity;
  const [main, ...others] = event.lists;
  const { idField } = holding.shelf(entity).kind;
  for (const record of lists[main.key] ?? []) {
    const fields = fieldsOf(main, { entity, idField, record });
    if (fields === null) continue;
    if (event.action === 'delete') takeAway(holding, entity, fields[idField]);
    else hold(holding, entity, fields);
  }
  for (const list of others) for (const record of lists[list.key] ?? []) dropVariant(holding, record);
}

function hold(holding: Holding, entity: EntityName, fields: Thing): void {
  const shelf = holding.shelf(entity);
  const id = fields[shelf.kind.idField];
  if (shelf.find(id) === null) addKept(holding, entity, fields);
  else changeKept(holding, { entity, id, fields });
}

function dropVariant(holding: Holding, record: ShopRecord): void {
  const shelf = holding.shelf('Products');
  const isIt = (variant: Thing): boolean => isSameVariant(variant, record);
  const likely = shelf.find(productOfVariant(numberOf(record['variant_id']) ?? 0));
  const product =
    likely !== null && variantsOf(likely).some(isIt) ? likely : shelf.findBy((one) => variantsOf(one).some(isIt));
  if (product === null) return;
  shelf.replace({ ...product, variants: variantsOf(product).filter((variant) => !isIt(variant)) });
}

/**
 * What an event says of a thing, and the way back: from a record to the fields of the thing. Pure.
 * The webhook's names differ from REST: `order_status_id` is `id` there, a customer's `email` is in `login`.
 */
import type { ShopRecord } from '../../core/envelope.ts';
import type { ListDefinition } from '../../core/events.ts';
import { thingOf, type EntityName, type Thing } from './thing.ts';

/** Times of a record: from the thing, or the time at which it is told where REST has none (inferred). */
interface RecordTimes {
  readonly creation_time: unknown;
  readonly last_update_time: unknown;
  readonly deletion_time: unknown;
}

const LOGIN_FIELDS: ReadonlySet<string> = new Set(['email', 'active_yn', 'blocked_yn']);

interface Subject {
  readonly entity: EntityName | null;
  readonly idField: string;
  readonly thing: Thing;
  readonly times: RecordTimes;
}

export function recordOf(list: ListDefinition, { entity, idField, thing, times }: Subject): ShopRecord {
  const source: Thing =
    entity === 'Customers' ? { ...thing, ...thingOf(thing['login']), ...times } : { ...thing, ...times };
  const valueOf = (name: string, type: string): unknown => {
    if (name !== list.idField) return source[name] ?? null;
    // Order statuses have a number for an id in REST, and a text in the webhook's field list.
    return type === 'string' ? String(thing[idField]) : asNumber(thing[idField]);
  };
  return Object.fromEntries(list.fields.map(({ name, type }) => [name, valueOf(name, type)]));
}

/** Shipments have texts for ids in REST; their events are taken to have numbers (inferred in the catalogue). */
function asNumber(id: unknown): unknown {
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id;
}

/** Only what the catalogue knows of the record, so that nothing strange gets into the stock; null without an id. */
export function fieldsOf(
  list: ListDefinition,
  { entity, idField, record }: { readonly entity: EntityName; readonly idField: string; readonly record: ShopRecord },
): Thing | null {
  const id = record[list.idField];
  if ((typeof id !== 'string' || id === '') && typeof id !== 'number') return null;
  const fields: Record<string, unknown> = { [idField]: id };
  const login: Record<string, unknown> = {};
  for (const { name } of list.fields) {
    if (name === list.idField || name === 'deletion_time' || record[name] === undefined) continue;
    if (entity === 'Customers' && LOGIN_FIELDS.has(name)) login[name] = record[name];
    else fields[name] = record[name];
  }
  return entity === 'Customers' && Object.keys(login).length > 0 ? { ...fields, login } : fields;
}

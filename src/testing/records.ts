/**
 * The records of an emitted event. In: what a test says of them, which may be as little as one field. Out: records in the
 * catalogue's shape, by array key. What was left out is what the shop's stock says of the thing, else plausible and seeded.
 */
import type { RecordLists, ShopRecord } from '../core/envelope.ts';
import type { EventDefinition, ListDefinition } from '../core/events.ts';
import { mistake } from '../core/failure.ts';
import { shopDateTime, type Instant } from '../core/instant.ts';
import type { Random } from '../core/random.ts';
import { generateRecords } from '../fixture/generate.ts';
import { happenings } from '../simulate/stock/happen.ts';
import { isEntityName } from '../simulate/stock/kinds.ts';
import type { Stock } from '../simulate/stock/stock.ts';

/** A list of records, or lists by array key: `{products: [...], variants: [...]}` of `Products.delete`. */
export type RecordsInput = readonly ShopRecord[] | RecordLists;

export interface CompletedFrom {
  readonly stock: Stock;
  readonly random: Random;
  /** The shop's time. */
  readonly at: Instant;
}

/**
 * What is given stays as it is, unknown fields too; a field that is `undefined` is left out of the body. A record without
 * an id speaks of a new thing, or of one that the shop holds.
 * Throws `Failure` (exit 2) for a list that the event does not have and for records that are no objects.
 */
export function completeRecords(event: EventDefinition, given: RecordsInput, from: CompletedFrom): RecordLists {
  const lists = listsOf(event, given);
  return Object.fromEntries(
    event.lists.map((list) => [list.key, complete({ event, list, records: lists[list.key] ?? [] }, from)]),
  );
}

function listsOf(event: EventDefinition, given: RecordsInput): RecordLists {
  const lists: RecordLists = isList(given) ? { [event.lists[0].key]: given } : given;
  const known = event.lists.map((list) => list.key);
  const problem = problemsWith(lists, known)[0];
  if (problem === undefined) return lists;
  const hint = `A list of records, or an object with ${known.join(' and ')}.`;
  throw mistake('bad-records', `${problem} in the records of ${event.name}.`, hint);
}

function isList(given: RecordsInput): given is readonly ShopRecord[] {
  return Array.isArray(given);
}

/** Tests in plain JavaScript have no compiler that would tell. */
function problemsWith(lists: unknown, known: readonly string[]): readonly string[] {
  if (typeof lists !== 'object' || lists === null) return ['There is no list'];
  return Object.entries(lists).flatMap(([key, records]: [string, unknown]) => {
    if (!known.includes(key)) return [`There is no list ${key}`];
    if (!Array.isArray(records)) return [`${key} is no list`];
    const odd = records.findIndex((record) => typeof record !== 'object' || record === null || Array.isArray(record));
    return odd === -1 ? [] : [`${key}[${odd}] is no object`];
  });
}

interface Given {
  readonly event: EventDefinition;
  readonly list: ListDefinition;
  readonly records: readonly ShopRecord[];
}

function complete(given: Given, from: CompletedFrom): readonly ShopRecord[] {
  const { event, list, records } = given;
  const generated = generateRecords({ ...event, lists: [list] }, records.length, from)[list.key] ?? [];
  const held = list === event.lists[0] ? heldRecords(given, from) : [];
  const now = { [list.timeField]: shopDateTime(from.at) };
  return records.map((record, index) => ({ ...generated[index], ...held[index], ...now, ...record }));
}

/** What the stock says of each; undefined of a thing to be deleted that it does not hold. */
function heldRecords(
  { event, list, records }: Given,
  { stock, random }: CompletedFrom,
): readonly (ShopRecord | undefined)[] {
  const { entity, action } = event;
  if (!isEntityName(entity)) return [];
  const hasId = (record: ShopRecord): boolean => record[list.idField] !== undefined;
  const nameless = records.filter((record) => !hasId(record)).length;
  const happened = [...happenings(stock, { event, count: nameless, random })];
  if (action !== 'delete') stock.absorb(event, { [list.key]: records.filter(hasId) });
  const things = records.map((record) => {
    const id = record[list.idField];
    return typeof id === 'string' || typeof id === 'number' ? stock.find(entity, id) : (happened.shift() ?? null);
  });
  return things.map((thing) => (thing === null ? undefined : stock.recordsOf(event, [thing])[list.key]?.[0]));
}

/**
 * Records as they stand in a scenario: `{"orders": [{...}]}`, by the array keys of their event.
 */
import type { RecordLists, ShopRecord } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';
import type { Field } from './field.ts';
import { MOST_RECORDS } from './limits.ts';
import type { Place } from './place.ts';

type Given = Readonly<Record<string, unknown>>;

/** Which keys there may be depends on the event: `listsOf` looks at them. */
export const LISTS: Field<Given> = {
  name: 'lists',
  words: "records by the array keys of the event's body",
  example: { orders: [{ order_number: '9000011' }] },
  schema: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object' } } },
  isNeeded: true,
  read(value, place) {
    if (isObject(value)) return value;
    throw place.refuse(
      'This must be an object of lists of records, such as {"orders": [{"order_number": "9000011"}]}.',
    );
  },
};

/** Throws `Failure` (exit 2) for a key that the event's body does not have, and for what is no record. */
export function listsOf(event: EventDefinition, given: Given, place: Place): RecordLists {
  const keys = event.lists.map(({ key }) => key);
  const other = Object.keys(given).find((key) => !keys.includes(key));
  if (other !== undefined)
    throw place.at(other).refuse(`${event.name} has no such list.`, `It has ${keys.join(' and ')}.`);
  const lists = Object.fromEntries(Object.entries(given).map(([key, list]) => [key, recordsOf(list, place.at(key))]));
  const count = Object.values(lists).reduce((sum, list) => sum + list.length, 0);
  if (count > MOST_RECORDS)
    throw place.refuse(`An event has at most ${MOST_RECORDS} records here, and this has ${count}.`);
  return lists;
}

function recordsOf(list: unknown, place: Place): readonly ShopRecord[] {
  if (!Array.isArray(list)) throw place.refuse('This must be a list of records.');
  return list.map((record: unknown, index) => {
    if (isObject(record)) return record;
    throw place.at(index).refuse('A record is an object.');
  });
}

export function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

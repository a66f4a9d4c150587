/**
 * What a webhook would have said of a thing that a list shows. In: the thing's fields, of which nothing is trusted. Out: a
 * record in the shape of the event, made by the same hand as the simulated shop's.
 */
import type { ShopRecord } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';
import type { Fields } from '../../register/fields.ts';
import { isEntityName } from '../../simulate/stock/kinds.ts';
import { recordOf } from '../../simulate/stock/records.ts';

const LONGEST_TEXT = 2000;

/** `untold`: the time of change where the list shows none, as with invoices: the field must hold some. */
export function missedRecord({ entity, lists: [list] }: EventDefinition, fields: Fields, untold: string): ShopRecord {
  const { creation_time = null, last_update_time = untold } = fields;
  const record = recordOf(list, {
    entity: isEntityName(entity) ? entity : null,
    idField: list.idField,
    thing: fields,
    times: { creation_time, last_update_time, deletion_time: null },
  });
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, plain(value)]));
}

/** A webhook's fields are texts, numbers and flags; anything else is no value of one. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT);
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/**
 * Fields that the documentation does not know yet: Upgates adds some from time to time (its changelog shows several).
 */
import type { Check } from '../check.ts';
import { mapRecords, writeBody } from '../bodies.ts';
import { judgeCalls } from '../judge-replies.ts';
import { type Call, type Shop } from '../shop.ts';
import type { EventDefinition } from '../../core/events.ts';

export const unknownFields: Check = {
  name: 'unknown-fields',
  words: 'Bodies with fields and lists that the documentation does not know yet.',
  meaning: 'The day Upgates adds a field, every event would be refused.',
  todo: 'Let the validation pass fields it does not know: read those you need and ignore the rest.',
  calls: ({ sample }) => sample.length,
  async run(shop) {
    const calls = shop.plan.sample.map((event) => callWith(event, shop));
    return judgeCalls({ check: unknownFields, sent: 'bodies with new fields of all kinds' }, calls, shop);
  },
};

const NEW = { brand_new_text: 'x', brand_new_flag_yn: true, brand_new_object: { id: 1, names: ['a', 'b'] } } as const;

function callWith(event: EventDefinition, { bodies }: Shop): Call {
  const lists = mapRecords(event, bodies.records(event), (record) => ({ ...record, ...NEW }));
  const body: unknown = JSON.parse(writeBody(event, lists).toString('utf8'));
  const grown = { ...Object(body), brand_new_version: 3, brand_new_list: [NEW] };
  return { label: event.name, body: Buffer.from(JSON.stringify(grown)) };
}

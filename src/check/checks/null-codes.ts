/**
 * Records without a code: products, categories and customers need none (inferred from the REST fields), and an order's
 * status may be without a name.
 */
import type { EventDefinition } from '../../core/events.ts';
import type { RecordLists } from '../../core/envelope.ts';
import { mapRecords, optionalTexts, writeBody } from '../bodies.ts';
import type { Check, Plan } from '../check.ts';
import { judgeCalls } from '../judge-replies.ts';
import { type Shop } from '../shop.ts';

export const nullCodes: Check = {
  name: 'null-codes',
  words: 'Records whose code, or whose status, is null or an empty text.',
  meaning: 'A shop with one product without a code would send it again and again.',
  todo: 'Identify a record by its id (product_id, customer_id ...); the code may be null, empty, and may change.',
  calls: (plan) => eventsWithCodes(plan).length,
  obstacle: (plan) =>
    eventsWithCodes(plan).length > 0 ? null : { reason: 'none of the chosen events has a code', todo: null },
  async run(shop) {
    const calls = eventsWithCodes(shop.plan).map((event) => ({
      label: event.name,
      body: writeBody(event, without(event, shop)),
    }));
    return judgeCalls({ check: nullCodes, sent: 'records with code null and code ""' }, calls, shop);
  },
};

/** One event of each kind of record: what may be missing is the same in all of them. */
function eventsWithCodes({ all }: Plan): readonly EventDefinition[] {
  const withCodes = all.filter(({ lists }) => lists.some((list) => optionalTexts(list).length > 0));
  return [...new Map(withCodes.toReversed().map((event) => [event.entity, event])).values()].toReversed();
}

function without(event: EventDefinition, { bodies }: Shop): RecordLists {
  let index = 0;
  return mapRecords(event, bodies.records(event, 6), (record, list) => {
    const nothing = index++ % 2 === 0 ? null : '';
    return { ...record, ...Object.fromEntries(optionalTexts(list).map(({ name }) => [name, nothing])) };
  });
}

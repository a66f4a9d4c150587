/**
 * A call that names no record. Whether Upgates sends one is not documented; what can come will come.
 */
import { writeBody } from '../bodies.ts';
import type { Check, Plan } from '../check.ts';
import { judgeCalls } from '../judge-replies.ts';
import type { Call } from '../shop.ts';

export const emptyList: Check = {
  name: 'empty-list',
  words: 'A call whose list of records is empty.',
  meaning: 'There is nothing to store, so there is nothing to refuse.',
  todo: 'Go through the list with a loop instead of taking its first record.',
  calls: (plan) => callsFor(plan).length,
  async run(shop) {
    const calls = callsFor(shop.plan);
    return judgeCalls({ check: emptyList, sent: 'an empty list of records' }, calls, shop);
  },
};

/** Without records, create, update and delete look the same. */
function callsFor({ sample }: Plan): readonly Call[] {
  const calls = sample.map((event) => {
    const none = Object.fromEntries(event.lists.map(({ key }) => [key, []]));
    return { label: event.name, body: writeBody(event, none) };
  });
  return [...new Map(calls.map((call) => [call.body.toString('utf8'), call])).values()];
}

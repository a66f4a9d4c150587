/**
 * A call that names no record. Whether Upgates sends one is not documented; what can come will come.
 */
import { writeBody } from '../bodies.ts';
import type { Check } from '../check.ts';
import { judgeRight } from '../judge-replies.ts';
import { callEach } from '../shop.ts';

export const emptyList: Check = {
  name: 'empty-list',
  words: 'A call whose list of records is empty.',
  meaning: 'There is nothing to store, so there is nothing to refuse.',
  todo: 'Go through the list with a loop instead of taking its first record.',
  calls: ({ sample }) => sample.length,
  async run(shop) {
    const calls = shop.plan.sample.map((event) => {
      const none = Object.fromEntries(event.lists.map(({ key }) => [key, []]));
      return { label: event.name, body: writeBody(event, none) };
    });
    return judgeRight({ check: emptyList, sent: 'an empty list of records' }, await callEach(shop, calls), shop);
  },
};

/**
 * The same bytes more than once, one after the other and both at once: every repeat after a wrong or a lost answer is such
 * a duplicate.
 */
import type { Check } from '../check.ts';
import { judgeRight } from '../judge-replies.ts';
import { callEach, goodCall } from '../shop.ts';

export const duplicate: Check = {
  name: 'duplicate',
  words: 'The same bytes twice in a row, and twice at once.',
  meaning: 'A repeat that is refused comes back every five minutes, although its event was stored long ago.',
  todo: 'Handling must be idempotent: answer 200 to an event that is known already (INSERT ... ON CONFLICT DO NOTHING).',
  calls: () => 4,
  async run(shop) {
    const call = goodCall(shop);
    const inARow = await callEach(shop, [call, call]);
    const again = goodCall(shop);
    const atOnce = await Promise.all([shop.call(again), shop.call(again)]);
    const labelled = [...inARow.map(as('in a row')), ...atOnce.map(as('at once'))];
    return judgeRight({ check: duplicate, sent: 'the same bytes twice in a row, and twice at once' }, labelled, shop);
  },
};

function as(label: string): <T extends { readonly call: object }>(reply: T) => T & { call: { label: string } } {
  return (reply) => ({ ...reply, call: { ...reply.call, label } });
}

/**
 * One call of each event: does the handler take all that it may get?
 */
import type { Check } from '../check.ts';
import { judgeCalls } from '../judge-replies.ts';
import { ordinaryCall } from '../shop.ts';

export const events: Check = {
  name: 'events',
  words: 'One call of each event, one after the other.',
  meaning: 'Each of these events comes as soon as a webhook asks for it.',
  todo: 'Answer 200 or 204 to every event that a webhook of yours may bring, also to those you do nothing with.',
  calls: ({ all }) => all.length,
  async run(shop) {
    const { all } = shop.plan;
    const calls = all.map((event) => ordinaryCall(shop, event));
    return judgeCalls({ check: events, sent: `one call of each of ${all.length} events` }, calls, shop);
  },
};

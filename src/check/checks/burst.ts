/**
 * Many calls at once, as after a mass change in the shop, or when the repeats of an outage come due together.
 */
import type { Check } from '../check.ts';
import { judgeRight } from '../judge-replies.ts';
import { goodCall } from '../shop.ts';

const CALLS = 50;

export const burst: Check = {
  name: 'burst',
  words: `${CALLS} calls at once.`,
  meaning: 'Whatever waits in the queue behind the others counts from the first moment.',
  todo: 'The handler takes one call at a time, or waits for something that does. Answer first and work afterwards, or run more workers.',
  calls: () => CALLS,
  async run(shop) {
    const calls = Array.from({ length: CALLS }, () => goodCall(shop));
    const replies = await Promise.all(calls.map((call) => shop.call(call)));
    return judgeRight({ check: burst, sent: `${CALLS} calls at once` }, replies, shop);
  },
};

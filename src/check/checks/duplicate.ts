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
    const [one, two] = [goodCall(shop), goodCall(shop)];
    const inARow = await callEach(
      shop,
      Array.from({ length: 2 }, () => ({ ...one, label: 'in a row' })),
    );
    const atOnce = await Promise.all(Array.from({ length: 2 }, () => shop.call({ ...two, label: 'at once' })));
    const sent = 'the same bytes twice in a row, and twice at once';
    return judgeRight({ check: duplicate, sent }, [...inARow, ...atOnce], shop);
  },
};

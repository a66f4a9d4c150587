/**
 * A body that is no JSON: cut in the middle.
 */
import type { Check } from '../check.ts';
import { judgeRejected } from '../judge-replies.ts';
import { goodCall } from '../shop.ts';

export const brokenJson: Check = {
  name: 'broken-json',
  words: 'A body cut in the middle: refused with a 4xx, and the next good call accepted.',
  meaning: 'A right answer to what could not be read makes Upgates count it as delivered: the event is lost.',
  todo: 'Answer 400 when the body cannot be parsed. An error page must carry an error status, not 200.',
  calls: () => 2,
  async run(shop) {
    const call = goodCall(shop);
    const cut = { label: 'broken JSON', body: call.body.subarray(0, Math.floor(call.body.length / 2)) };
    return judgeRejected({ check: brokenJson, sent: 'half a JSON body' }, await shop.call(cut), shop);
  },
};

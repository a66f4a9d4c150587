/**
 * A good body that says it is plain text. Upgates sends `application/json`; whoever sends anything else is not Upgates.
 */
import type { HeaderList } from '../../core/outcome.ts';
import type { Check } from '../check.ts';
import { judgeRejected } from '../judge-replies.ts';
import { goodCall, SHOP_HEADERS } from '../shop.ts';

const AS_TEXT: HeaderList = SHOP_HEADERS.map(([name, value]) => [name, name === 'Content-Type' ? 'text/plain' : value]);

export const wrongType: Check = {
  name: 'wrong-type',
  words: 'A body sent as text/plain: refused with a 4xx, and the next good call accepted.',
  meaning:
    'Pages of other sites can make a browser send text/plain to your handler, without asking first; JSON they cannot.',
  todo: 'Answer 415 to every Content-Type but application/json, and check that a body was read before using it.',
  calls: () => 2,
  async run(shop) {
    const call = { ...goodCall(shop), headers: AS_TEXT };
    return judgeRejected({ check: wrongType, sent: 'a good body as text/plain' }, await shop.call(call), shop);
  },
};

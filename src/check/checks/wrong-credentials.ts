/**
 * The right user with another password: is it the whole pair that is compared?
 */
import type { Check } from '../check.ts';
import { judgeRejected } from '../judge-replies.ts';
import { goodCall } from '../shop.ts';
import { withoutUserinfo } from './no-credentials.ts';

export const wrongCredentials: Check = {
  name: 'wrong-credentials',
  words: 'A call with a wrong password: refused with a 4xx, and the next good call accepted.',
  meaning: 'Anyone who sends some credentials can send events.',
  todo: 'Compare user and password, both, with a comparison in constant time, and answer 401.',
  calls: () => 2,
  obstacle: withoutUserinfo,
  async run(shop) {
    const url = new URL(shop.url);
    url.password = `${url.password}x`;
    const reply = await shop.call({ ...goodCall(shop), url });
    return judgeRejected({ check: wrongCredentials, sent: 'a good call with a wrong password' }, reply, shop);
  },
};

/**
 * The URL without its userinfo: is the password looked at?
 */
import type { Check, Obstacle, Plan } from '../check.ts';
import { judgeRejected } from '../judge-replies.ts';
import { goodCall } from '../shop.ts';

export const noCredentials: Check = {
  name: 'no-credentials',
  words: 'A call without the credentials of the URL: refused with a 4xx, and the next good call accepted.',
  meaning: 'Anyone who guesses the address can send events.',
  todo: 'Compare the Authorization header before reading the body, and answer 401.',
  calls: () => 2,
  obstacle: withoutUserinfo,
  async run(shop) {
    const url = new URL(shop.url);
    url.username = '';
    url.password = '';
    const reply = await shop.call({ ...goodCall(shop), url });
    return judgeRejected({ check: noCredentials, sent: 'a good call without credentials' }, reply, shop);
  },
};

export function withoutUserinfo({ hasCredentials }: Plan): Obstacle | null {
  if (hasCredentials) return null;
  return {
    reason: 'the URL has no credentials',
    todo: 'Upgates can send some: http://user:password@localhost:3000/path.',
  };
}

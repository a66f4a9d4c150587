/**
 * Does the URL as given answer by itself? Also a caller that sends no header it need not send: those of Upgates are not
 * documented, and guards against robots like to redirect callers without a `User-Agent` or an `Accept`.
 */
import type { Check, Judged } from '../check.ts';
import { hintFor, redirectTarget } from '../hint.ts';
import { passed, replyWords } from '../judge-replies.ts';
import { callEach, goodCall, type Reply, type Shop } from '../shop.ts';

const SENT = 'a call with the headers of the simulated shop, and one with none but Content-Type';
const EXPECTED = 'an answer that is no redirect';

export const redirect: Check = {
  name: 'redirect',
  words: 'The URL as given answers without a 3xx, also to a caller with few headers.',
  meaning: 'That Upgates does not follow redirects is inferred; a 3xx is a wrong answer in any case.',
  todo: 'Register the address that answers in the end: mind the trailing slash, http against https, www.',
  calls: () => 2,
  async run(shop) {
    const bare = { ...goodCall(shop), headers: [['Content-Type', 'application/json']] } as const;
    return judgeRedirects(await callEach(shop, [goodCall(shop), bare]), shop);
  },
};

function judgeRedirects(replies: readonly Reply[], shop: Shop): Judged {
  const told = { sent: SENT, expected: EXPECTED };
  const first = replies.find(({ outcome }) => 'error' in outcome || (outcome.status >= 300 && outcome.status <= 399));
  if (first === undefined) return passed({ ...told, got: replies.map(replyWords).join(', ') });
  const target = redirectTarget(first, shop.url);
  const got = target === null ? replyWords(first) : `${replyWords(first)}, to ${target}`;
  const hint = hintFor(redirect, first, shop);
  return { status: 'failed', ...told, got, meaning: redirect.meaning, hint };
}

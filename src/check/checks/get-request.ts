/**
 * A GET of the webhook's URL, as browsers and scanners make it.
 */
import type { Check } from '../check.ts';
import { judgeRejected } from '../judge-replies.ts';
import { SHOP_HEADERS } from '../shop.ts';

/** Without a body there is no type of it. */
const HEADERS = SHOP_HEADERS.filter(([name]) => name !== 'Content-Type');

export const getRequest: Check = {
  name: 'get-request',
  words: 'A GET of the same URL: refused with a 4xx, and the next good call accepted.',
  meaning: 'Upgates only sends POST. A right answer to anything else may also be a route that is not your handler.',
  todo: 'Take POST alone on this path and answer 405 (or 404) to everything else.',
  calls: () => 2,
  async run(shop) {
    const reply = await shop.call({ label: 'GET', method: 'GET', body: Buffer.alloc(0), headers: HEADERS });
    return judgeRejected({ check: getRequest, sent: 'GET' }, reply, shop);
  },
};

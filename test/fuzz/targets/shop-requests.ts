/** Any request to the simulated shop's REST API: answered as the API would, never by a failure of ours, and it goes on. */
import fc from 'fast-check';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import { judgeProtoypes } from '../judge.ts';
import { anyJson, anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const PATHS = [
  '/api/v2/status',
  '/api/v2/webhooks',
  '/api/v2/webhooks/1',
  '/api/v2/webhooks?ids=1;2;3',
  '/api/v2/webhooks/events',
  '/api/v2/orders?page=2&current_page_items=5&creation_time_from=2026-11-23',
  '/api/v2/orders/9000111',
  '/api/v2/products?codes=A;B&active_yn=1',
  '/api/v2/customers/x@y.cz',
  '/api/v2/categories',
  '/api/v2/config',
  '/api/v2/%2e%2e/status',
];
const BODIES = [
  '{"name":"x","url":"http://127.0.0.1:9/x","event":"Orders.create","active_yn":true}',
  '{"webhooks":[{"id":1,"active_yn":0}]}',
  '{"orders":[{"order_number":"1","customer":{"email":"a@b.cz"},"products":[{"code":"A","quantity":1}]}]}',
  '{"products":[{"code":"A","descriptions":[{"language":"cs","title":"x"}],"prices":[]}]}',
  '{"customers":[{"email":"a@b.cz","firstname":"Jana"}]}',
];
const WORDS = [
  'ids=',
  'page=',
  '-1',
  '99999999999',
  'order_number',
  '/',
  '?',
  '&',
  ';',
  '%',
  '%zz',
  '__proto__',
  '[]=1',
];

interface Case {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly isKnown: boolean;
  readonly override: string | null;
}

const cases: fc.Arbitrary<Case> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
  path: spoiled({ from: PATHS, words: WORDS, longest: 3000 }),
  body: fc.oneof(
    spoiled({ from: BODIES, longest: 5000 }),
    anyJson.map((value) => JSON.stringify(value)),
    anyJson.map((value) => JSON.stringify({ orders: [value], products: value, customers: [value] })),
  ),
  isKnown: fc.oneof({ weight: 20, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  override: fc.option(anyText, { freq: 10 }),
});

export const SHOP_REQUESTS = target({
  name: 'shop-requests',
  words: "any request to the simulated shop's API: an answer of the API's own, never a failure of ours",
  ci: 200,
  weight: 4,
  open() {
    let shop = openShop();
    let count = 0;
    return {
      cases,
      async check(one) {
        count += 1;
        // What it was told is not to grow without end, and five wrong logins lock it.
        if (count % 50 === 0) {
          await shop.close();
          shop = openShop();
        }
        const request = requestOf(one, shop);
        if (request !== null) await judge(await shop.handle(request), one);
        judgeProtoypes();
      },
      close: () => shop.close(),
    };
  },
});

function openShop(): SimulatedShop {
  // Its clock stands, so it calls nobody.
  return createSimulatedShop({ seed: 'fuzz', speed: 'manual', startAt: Date.UTC(2026, 10, 23), login: 'l', key: 'k' });
}

/** Null for what `fetch` refuses to make. */
function requestOf({ method, path, body, isKnown, override }: Case, shop: SimulatedShop): Request | null {
  const authorization = `Basic ${Buffer.from(`${shop.login}:${isKnown ? shop.key : 'x'}`).toString('base64')}`;
  try {
    return new Request(new URL(path, 'http://shop.test'), {
      method,
      headers: { authorization, ...(override === null ? {} : { 'x-http-method-override': override }) },
      ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
    });
  } catch {
    return null;
  }
}

async function judge(response: Response, { method }: Case): Promise<void> {
  const text = await response.text();
  if (response.status >= 500 && response.status !== 501) throw new Error(`answered ${response.status}: ${text}`);
  if (response.headers.has('access-control-allow-origin')) throw new Error('any page may read it');
  if (method !== 'HEAD' && text !== '') JSON.parse(text);
}

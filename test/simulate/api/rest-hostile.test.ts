import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCES } from '../../../src/simulate/api/resource/resources.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import { callApi } from '../rest-client.ts';

let shop: SimulatedShop;
beforeAll(() => {
  shop = createSimulatedShop({ seed: 'hostile' });
});
afterAll(async () => await shop.close());

const names = RESOURCES.flatMap((resource) => [
  resource.service,
  ...(resource.views ?? []).map((view) => `${resource.service}/${view.name}`),
]);
const parameters = [...new Set(RESOURCES.flatMap((resource) => resource.parameters.map((one) => one.name)))];

const FIELDS =
  `order_number uuid language_id customer email products title price_per_unit vat code descriptions language
  variants prices pricelists stock stock_increment login type groups metas key values addresses images categories vats
  __proto__ constructor`.split(/\s+/);
const scalar = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('cs', 'a@example.com', '9000011', 'customer', '2026-11-23', -1, 1e300, ''),
);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 8 }),
}));

describe('whatever a client sends', () => {
  it('is answered: queries', async () => {
    const query = fc.array(
      fc.tuple(fc.constantFrom(...parameters), fc.oneof(fc.string(), fc.constantFrom('1', 'cs', '%'))),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), query, fc.string(), async (name, pairs, id) => {
        const search = new URLSearchParams(pairs).toString();
        for (const path of [`/${name}?${search}`, `/${name}/${encodeURIComponent(id)}?${search}`]) {
          const { status, json } = await callApi(shop, `GET ${path}`);
          expect([200, 400, 404, 501]).toContain(status);
          expect(typeof json).toBe('object');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is answered: bodies, and the shop can still be read', async () => {
    const line = fc.tuple(fc.constantFrom('POST', 'PUT'), fc.constantFrom('orders', 'products', 'customers'));
    await fc.assert(
      fc.asyncProperty(line, fc.array(anything, { maxLength: 5 }), anything, async ([method, key], items, other) => {
        for (const body of [{ [key]: items }, { [key]: other }, { variants: items }, other]) {
          const { status } = await callApi(shop, `${method} /${key}`, { body });
          expect([200, 400, 413]).toContain(status);
        }
        expect((await callApi(shop, `GET /${key}`)).status).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  it('is answered: bodies that are nearly right', async () => {
    let serial = 0;
    const order = fc.record({
      language_id: fc.constant('cs'),
      customer: fc.constant({ email: 'x@example.com' }),
      more: anything,
    });
    await fc.assert(
      fc.asyncProperty(order, anything, fc.constantFrom(...FIELDS), async (base, value, field) => {
        const products = [{ title: 'x', price_per_unit: 1, vat: 21, [field]: value }];
        const { status } = await callApi(shop, 'POST /orders', {
          body: { orders: [{ ...base, products, [field]: value }] },
        });
        expect(status).toBe(200);
        const product = { code: `N${(serial += 1)}`, descriptions: [{ language: 'cs', title: 'x' }], [field]: value };
        expect((await callApi(shop, 'POST /products', { body: { products: [product] } })).status).toBe(200);
        expect((await callApi(shop, 'GET /products?page=1')).status).toBe(200);
        expect((await callApi(shop, 'GET /orders?page=1')).status).toBe(200);
      }),
      { numRuns: 50 },
    );
  });
});

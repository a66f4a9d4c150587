import { HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/core/events.ts';
import { subjectsOf, type Subject } from '../../src/core/subject.ts';
import { readFixture } from '../../src/fixture/builtin.ts';
import type { ApiClient } from '../../src/register/api-client.ts';
import { entityPath, readEntity } from '../../src/register/entity.ts';
import { createSimulatedShop } from '../../src/simulate/shop.ts';
import { clientOf, startShop, troubleOf, withFakeShop } from './workbench.ts';

withFakeShop();

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0)) await clean();
});

/** What the fixture of an event speaks of. */
function subjectOf(event: string): Subject {
  const reading = subjectsOf(event, readFixture(event) ?? '');
  if (reading.kind === 'none') throw new Error(reading.why);
  return reading.subjects[0];
}

async function openSimulated(): Promise<{
  client: ApiClient;
  idsOf: (path: string, field: string) => Promise<string[]>;
}> {
  const shop = createSimulatedShop({ seed: 'entity' });
  cleanUp.push(() => shop.close());
  const { apiUrl } = await shop.serve({ port: 0 });
  const Authorization = `Basic ${Buffer.from(`${shop.login}:${shop.key}`).toString('base64')}`;
  return {
    client: clientOf({ apiUrl, login: shop.login, key: shop.key }),
    async idsOf(path, field) {
      const answer = await fetch(`${apiUrl}/${path}`, { headers: { Authorization } });
      const body = (await answer.json()) as Record<string, Record<string, unknown>[]>;
      return (body[path.replace('-', '_')] ?? []).map((item) => String(item[field]));
    },
  };
}

const OF_ALL = [
  ['Orders', 'orders', 'order_number'],
  ['OrderStatuses', 'order-statuses', 'id'],
  ['Products', 'products', 'product_id'],
  ['Availabilities', 'availabilities', 'id'],
  ['Labels', 'labels', 'label_id'],
  ['Categories', 'categories', 'category_id'],
  ['Customers', 'customers', 'customer_id'],
  ['Shipments', 'shipments', 'id'],
  ['Payments', 'payments', 'id'],
  ['Pricelists', 'pricelists', 'id'],
  ['Languages', 'languages', 'language_id'],
  ['Invoices', 'invoices', 'invoice_number'],
] as const;

describe('a record of the shop', () => {
  it('has a place in the API for everything that the events speak of', () => {
    const entities = [...new Set(EVENTS.map(({ entity }) => entity))];
    expect(entities.toSorted()).toEqual(OF_ALL.map(([entity]) => entity).toSorted());
    for (const entity of entities) expect(entityPath(subjectOf(`${entity}.update`)), entity).not.toBeNull();
    expect(entityPath({ entity: 'Carts', id: '1' })).toBeNull();
  });

  it.each(OF_ALL)('is found among %s of the simulated shop, and the right one', async (entity, path, field) => {
    const { client, idsOf } = await openSimulated();
    const ids = await idsOf(path, field);
    // The second where there are several: a list that is not narrowed begins with the first.
    const id = ids[1] ?? ids[0] ?? '';
    const found = await client.entity({ entity, id });
    expect(String((JSON.parse(found ?? '{}') as Record<string, unknown>)[field])).toBe(id);
    expect(await client.entity({ entity, id: '987654321' })).toBeNull();
  });

  it('is one call, its text as the shop wrote it', async () => {
    const shop = startShop();
    const text = '{"current_page":1,"orders":[{"order_number":"9000211","total":1.10,"note":"\\u0159\\/"}]}';
    shop.override = () => new HttpResponse(text);
    expect(await clientOf().entity({ entity: 'Orders', id: '9000211' })).toBe(
      '{"order_number":"9000211","total":1.10,"note":"\\u0159\\/"}',
    );
    expect(shop.calls).toEqual(['GET /orders/9000211']);
  });

  it('cannot lead elsewhere by its id', () => {
    expect(entityPath({ entity: 'Orders', id: 'a/b?c#d%2F' })).toBe('/orders/a%2Fb%3Fc%23d%252F');
    expect(entityPath({ entity: 'Products', id: '1&code=2' })).toBe('/products?product_id=1%26code%3D2');
  });

  it('is not there when the shop answers 404, an empty list, or with others', async () => {
    const shop = startShop();
    const wish = { entity: 'Orders', id: '9000211' };
    shop.override = () => HttpResponse.json({ message: 'Not found' }, { status: 404 });
    expect(await clientOf().entity(wish)).toBeNull();
    shop.override = () => HttpResponse.json({ orders: [] });
    expect(await clientOf().entity(wish)).toBeNull();
    // A shop that passes over a parameter answers with its first page.
    shop.override = () => HttpResponse.json({ orders: [{ order_number: '9000001' }] });
    expect(await clientOf().entity(wish)).toBeNull();
  });

  it('is told as trouble when the shop may not, will not, or answers something else', async () => {
    const shop = startShop();
    const asked = (): Promise<unknown> => clientOf().entity({ entity: 'Orders', id: '9000211' });
    shop.override = () => HttpResponse.json({ messages: [{ message: 'No right' }] }, { status: 403 });
    expect((await troubleOf(asked())).message).toContain('forbids GET /orders/9000211 to this API user: No right');
    shop.override = () => HttpResponse.json({}, { status: 429 });
    expect(await troubleOf(asked())).toMatchObject({ code: 'api-rate-limited' });
    shop.override = () => HttpResponse.json({ order: {} });
    expect(await troubleOf(asked())).toMatchObject({ code: 'api-unexpected' });
    shop.override = () => HttpResponse.error();
    expect(await troubleOf(asked())).toMatchObject({ code: 'api-broken' });
  });

  it('is known by its id alone, as a number or as a text', () => {
    const text = '{"order_statuses":[null,7,{"id":"1"},{"id":2,"x":[]}]}';
    const read = (id: string): unknown => readEntity({ entity: 'OrderStatuses', id }, JSON.parse(text), text);
    expect(read('2')).toEqual({ kind: 'found', text: '{"id":2,"x":[]}' });
    expect(read('1')).toEqual({ kind: 'found', text: '{"id":"1"}' });
    expect(read('7')).toEqual({ kind: 'missing' });
  });
});

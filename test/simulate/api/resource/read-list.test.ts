import { afterEach, describe, expect, it } from 'vitest';
import { createSimulatedShop, type SimulatedShop } from '../../../../src/simulate/shop.ts';
import { callApi, type ApiAnswer } from '../../rest-client.ts';

const shops: SimulatedShop[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

let at = 0;
function newShop(): SimulatedShop {
  at = Date.UTC(2026, 10, 23, 9, 20);
  const shop = createSimulatedShop({ seed: 'lists', now: () => at });
  shops.push(shop);
  return shop;
}

async function get(shop: SimulatedShop, path: string): Promise<ApiAnswer> {
  return await callApi(shop, `GET ${path}`);
}

// oxlint-disable-next-line typescript/no-explicit-any
type Item = any;

describe('a list', () => {
  it('comes in pages, with its counters', async () => {
    const shop = newShop();
    shop.stock.all('Orders');
    for (let count = 0; count < 240; count += 1) shop.stock.add('Orders', {});
    const pages = await Promise.all(['?page=1', '?page=3', '?page=9'].map((query) => get(shop, `/orders${query}`)));
    const counters = pages.map(({ json: { orders, ...rest } }) => [rest, orders.length]);
    const total = { number_of_pages: 3, number_of_items: 250 };
    expect(counters).toEqual([
      [{ current_page: 1, current_page_items: 100, ...total }, 100],
      [{ current_page: 3, current_page_items: 50, ...total }, 50],
      [{ current_page: 9, current_page_items: 0, ...total }, 0],
    ]);
    expect(pages[0]?.json.orders.at(-1).order_number).not.toBe(pages[1]?.json.orders[0].order_number);
  });

  it('has no pages when nothing is found', async () => {
    const { json } = await get(newShop(), '/orders?email=nobody@example.com');
    expect(json).toEqual({
      current_page: 1,
      current_page_items: 0,
      number_of_pages: 0,
      number_of_items: 0,
      orders: [],
    });
  });

  it('shows one thing by the id in the path, and none for an unknown one', async () => {
    const shop = newShop();
    const { json } = await get(shop, '/orders');
    const second = json.orders[1];
    expect((await get(shop, `/orders/${second.order_number}`)).json.orders).toEqual([second]);
    expect((await get(shop, '/orders/0')).json.number_of_items).toBe(0);
    const product = (await get(shop, '/products')).json.products[2];
    expect((await get(shop, `/products/${product.code}/simple/`)).json.products).toMatchObject([
      { code: product.code, product_id: product.product_id },
    ]);
    expect((await get(shop, '/languages/sk')).json.languages).toMatchObject([{ language_id: 'sk' }]);
  });

  it('is ordered by a time, in either direction', async () => {
    const shop = newShop();
    const numbers = async (query: string): Promise<string[]> =>
      (await get(shop, `/orders${query}`)).json.orders.map((order: Item) => order.order_number);
    const created = await numbers('');
    at += 60_000;
    shop.stock.change('Orders', created[0] ?? '', { internal_note: 'x' });
    const byChange = await numbers('?order_by=last_update_time');
    expect(byChange.at(-1)).toBe(created[0]);
    expect(await numbers('?order_by=last_update_time&order_dir=desc')).toEqual(byChange.toReversed());
    expect(await numbers('?order_dir=desc')).toEqual(created.toReversed());
    expect(await numbers('?order_by=creation_time')).toEqual(created);
  });

  it('chooses within a product by language and price list', async () => {
    const shop = newShop();
    const { json } = await get(shop, '/products?language=sk&pricelist=Velkoobchod');
    expect(json.products.length).toBeGreaterThan(0);
    for (const product of json.products) {
      for (const part of [product, ...product.variants]) {
        expect(part.prices.map((price: Item) => price.language)).toEqual(['sk']);
        expect(part.prices[0].pricelists.map((list: Item) => list.name)).toEqual(['Velkoobchod']);
      }
      expect(product.descriptions.map((text: Item) => text.language)).toEqual(['sk']);
    }
  });

  it('chooses by both ends of a time, inclusive', async () => {
    const shop = newShop();
    const order = (await get(shop, '/orders')).json.orders[4];
    const time = encodeURIComponent(order.creation_time);
    const { json } = await get(shop, `/orders?creation_time_from=${time}&creation_time_to=${time}`);
    expect(json.orders).toEqual([order]);
    const day = order.creation_time.slice(0, 10);
    const ofDay = (await get(shop, `/orders?creation_time_from=${day}&creation_time_to=${day}`)).json.orders;
    expect(ofDay.map((one: Item) => one.order_number)).toContain(order.order_number);
    expect(ofDay.every((one: Item) => one.creation_time.startsWith(day))).toBe(true);
  });

  it('takes lists divided by ; and lists of PHP alike', async () => {
    const shop = newShop();
    const ids = async (query: string): Promise<number[]> =>
      (await get(shop, `/categories?${query}`)).json.categories.map((one: Item) => one.category_id);
    expect(await ids('ids=1;2')).toEqual([1, 2]);
    expect(await ids('ids[]=1&ids[]=2')).toEqual([1, 2]);
    expect(await ids('ids%5B%5D=2')).toEqual([2]);
  });

  it('passes over empty parameters and those that are not documented', async () => {
    const shop = newShop();
    const all = (await get(shop, '/orders')).json.number_of_items;
    expect((await get(shop, '/orders?email=&page=&colour=red')).json.number_of_items).toBe(all);
  });

  it.each([
    ['/orders?page=0', 'page'],
    ['/orders?page=one', 'page'],
    ['/orders?paid_yn=maybe', 'paid_yn'],
    ['/orders?creation_time_from=yesterday', 'creation_time_from'],
    ['/orders?creation_time_to=2026-02-30', 'creation_time_to'],
    ['/orders?payment_type=gold', 'payment_type'],
    ['/orders?order_by=price', 'order_by'],
    ['/orders?order_dir=up', 'order_dir'],
    ['/products?active_yn=2', 'active_yn'],
    ['/labels?type=other', 'type'],
  ])('refuses %s and names the parameter', async (path, property) => {
    const { status, json } = await get(newShop(), path);
    expect(status).toBe(400);
    expect(json.messages).toMatchObject([{ property, level: 'error' }]);
  });

  it('says what is wrong with an offset whose plus was not encoded', async () => {
    const { json } = await get(newShop(), '/orders?last_update_time_from=2026-11-23T10:00:00+01:00');
    expect(json.message).toContain('%2B');
  });
});

import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { CHANGED_LISTS, changedPath, readChangedPage, type ChangedList } from '../../src/register/changed-list.ts';
import { clientOf, NOW, startShop, troubleOf, withFakeShop } from './workbench.ts';

withFakeShop();

function listFor(entity: string): ChangedList {
  const list = CHANGED_LISTS.find((one) => one.entity === entity);
  if (list === undefined) throw new Error(`no list of ${entity}`);
  return list;
}

describe('the path', () => {
  it.each([
    [
      'Orders',
      false,
      '/orders?last_update_time_from=2026-11-23T11%3A20%3A00%2B01%3A00&order_by=last_update_time&order_dir=asc&page=1',
    ],
    [
      'Orders',
      true,
      '/orders?creation_time_from=2026-11-23T11%3A20%3A00%2B01%3A00&order_by=creation_time&order_dir=asc&page=1',
    ],
    ['Customers', true, '/customers?creation_time_from=2026-11-23T11%3A20%3A00%2B01%3A00&page=1'],
    // Products can be asked for by their changes alone.
    ['Products', true, '/products/simple?last_update_time_from=2026-11-23T11%3A20%3A00%2B01%3A00&page=1'],
  ])('of %s, only new ones: %s', (entity, onlyNew, path) => {
    expect(changedPath({ list: listFor(entity), from: NOW, onlyNew, page: 1 })).toBe(path);
  });
});

describe('a page', () => {
  const read = (value: unknown, entity = 'Orders'): ReturnType<typeof readChangedPage> =>
    readChangedPage(listFor(entity), value);

  it('tells what each thing is known by, and its times', () => {
    const order = {
      order_number: '9000211',
      creation_time: '2026-11-23T11:15:00+01:00',
      last_update_time: '2026-11-23T11:20:00+01:00',
    };
    expect(read({ number_of_pages: 3, orders: [order] })).toEqual({
      pages: 3,
      things: [{ id: '9000211', label: '9000211', createdAt: NOW - 300_000, updatedAt: NOW, fields: order }],
    });
    const customer = { customer_id: 7, login: { email: 'jan@example.test' } };
    expect(read({ customers: [customer] }, 'Customers')?.things).toMatchObject([
      { id: '7', label: 'jan@example.test' },
    ]);
    expect(read({ products: [{ product_id: 36, code: null }] }, 'Products')?.things).toMatchObject([
      { id: '36', label: '36' },
    ]);
  });

  it('of nothing is one page', () => {
    expect(read({ number_of_pages: 0, orders: [] })).toEqual({ pages: 1, things: [] });
  });

  it.each([[null], ['<html>'], [{}], [{ orders: {} }], [{ products: [] }]])('that is none: %j', (value) => {
    expect(read(value)).toBeNull();
  });

  it.each([
    ['no object', 5],
    ['no id', { creation_time: '2026-11-23T11:15:00+01:00' }],
    ['an id that is no text', { order_number: { evil: true } }],
  ])('passes over a thing with %s', (_, item) => {
    expect(read({ orders: [item, { order_number: '1' }] })?.things.map(({ id }) => id)).toEqual(['1']);
  });

  it('believes no time and no number of pages that is none, and reads no endless list', () => {
    const odd = { order_number: '1'.repeat(5000), creation_time: 'soon', last_update_time: 7 };
    const page = read({ number_of_pages: 'many', orders: [odd] });
    expect(page).toMatchObject({ pages: 1, things: [{ createdAt: null, updatedAt: null }] });
    expect(page?.things[0]?.id).toHaveLength(500);
    const many = Array.from({ length: 5000 }, (_, number) => ({ order_number: String(number) }));
    expect(read({ orders: many })?.things).toHaveLength(1000);
  });
});

describe('the client', () => {
  it('asks for one page with one call, and keeps the shop’s time of every answer', async () => {
    const shop = startShop();
    const date = new Date(NOW + 3_600_000).toUTCString();
    shop.override = () => HttpResponse.json({ orders: [{ order_number: '1' }] }, { headers: { Date: date } });
    const client = clientOf();
    expect(client.clock()).toMatchObject({ ahead: 0, isTold: false });
    const page = await client.listChanged({ list: listFor('Orders'), from: NOW, onlyNew: false, page: 2 });
    expect(page.things).toHaveLength(1);
    expect(shop.calls).toEqual([expect.stringMatching(/^GET \/orders\?last_update_time_from=.*&page=2$/)]);
    expect(client.clock()).toMatchObject({ ahead: 3_600_500, isTold: true });
  });

  it('reads a page of hundred whole orders, and says what is no list', async () => {
    const shop = startShop();
    const orders = Array.from({ length: 100 }, (_, number) => ({
      order_number: String(number),
      note: 'x'.repeat(50_000),
    }));
    shop.override = () => HttpResponse.json({ orders });
    const since = { list: listFor('Orders'), from: NOW, onlyNew: false, page: 1 };
    expect((await clientOf().listChanged(since)).things).toHaveLength(100);
    shop.override = () => HttpResponse.json({ products: [] });
    expect(await troubleOf(clientOf().listChanged(since))).toMatchObject({ code: 'api-unexpected', exit: 3 });
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { createHeard, type Heard } from './heard.ts';

let heard: Heard;
afterEach(async () => await heard.shop.close());

const item = { title: 'Hrnek', price_per_unit: 100, vat: 21 };
const order = { language_id: 'cs', customer: { email: 'new@example.com' }, products: [item] };

describe('orders through the API', () => {
  it('are created, all in one event, and found afterwards', async () => {
    heard = await createHeard('Orders');
    const { status, json } = await heard.call('POST /orders', {
      orders: [{ ...order, external_order_number: 'E1' }, order],
    });
    expect(status).toBe(200);
    const [first, second] = json.orders;
    expect(first).toEqual({
      external_order_number: 'E1',
      order_number: expect.stringMatching(/^9000\d+$/),
      order_url: expect.stringContaining('https://'),
      created_yn: true,
      messages: [],
    });
    expect(heard.events).toEqual([`Orders.create ${first.order_number} ${second.order_number}`]);
    const shown = (await heard.call(`GET /orders/${first.order_number}`)).json.orders[0];
    expect(shown).toMatchObject({
      external_order_number: 'E1',
      origin: 'api',
      status: 'Přijatá',
      language_id: 'cs',
      currency_id: 'CZK',
      customer: { email: 'new@example.com' },
      products: [{ title: 'Hrnek', quantity: 1, price_with_vat: 100, vat: 21 }],
    });
  });

  it('are refused one by one, inside a 200', async () => {
    heard = await createHeard('Orders');
    const { status, json } = await heard.call('POST /orders', {
      orders: [
        order,
        { ...order, language_id: 'de' },
        { customer: {}, products: [{}] },
        'no object',
        { ...order, status_id: 99 },
      ],
    });
    expect(status).toBe(200);
    expect(json.orders.map((one: { created_yn: boolean }) => one.created_yn)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    const about = (index: number): unknown =>
      json.orders[index].messages.map((one: { object: string; property: string }) => `${one.object}.${one.property}`);
    expect(about(1)).toEqual(['orders.language_id']);
    expect(about(2)).toEqual([
      'orders.language_id',
      'customer.email',
      'products.title',
      'products.price_per_unit',
      'products.vat',
    ]);
    expect(json.orders[3]).toMatchObject({ order_number: null, order_url: null, messages: [{ level: 'error' }] });
    expect(about(4)).toEqual(['orders.status_id']);
    expect(heard.events).toHaveLength(1);
  });

  it.each([
    ['a date', { paid_date: 'yesterday' }, 'orders.paid_date'],
    ['a flag', { resolved_yn: 'perhaps' }, 'orders.resolved_yn'],
    ['a number', { dimensions: { width: 'wide' } }, 'dimensions.width'],
    ['a choice', { quantity_discount: { amount: 1, type: 'half' } }, 'quantity_discount.type'],
    ['an e-mail', { customer: { email: 'nobody' } }, 'customer.email'],
    ['a country', { customer: { email: 'a@example.com', country_id_invoice: 'Česko' } }, 'customer.country_id_invoice'],
    ['a list', { products: {} }, 'orders.products'],
    ['a nameless firm', { customer: { email: 'a@example.com', company_yn: 1 } }, 'customer.company'],
    ['a long symbol', { variable_symbol: '12345678901' }, 'orders.variable_symbol'],
    ['an unknown status', { status: 'Snědená' }, 'orders.status'],
    ['a shipment without a price', { shipment: { name: 'Pošta', vat: 21 } }, 'shipment.price'],
  ])('must have %s where one is documented', async (_name, fields, property) => {
    heard = await createHeard('Orders');
    const { json } = await heard.call('POST /orders', { orders: [{ ...order, ...fields }] });
    expect(json.orders[0].created_yn).toBe(false);
    const [message] = json.orders[0].messages;
    expect(`${message.object}.${message.property}`).toBe(property);
    expect(heard.events).toEqual([]);
  });

  it('are changed, and the status is found by its name in any language', async () => {
    heard = await createHeard('Orders');
    const number = (await heard.call('GET /orders')).json.orders[0].order_number;
    const { json } = await heard.call('PUT /orders', {
      orders: [
        { order_number: number, status: 'Odoslaná', paid_date: '2026-11-23', tracking_code: 'T1', resolved_yn: '1' },
        { order_number: '1', tracking_code: 'T2' },
        { tracking_code: 'T3' },
      ],
    });
    expect(json.orders).toMatchObject([
      { order_number: number, order_url: expect.stringContaining('https://'), updated_yn: true, messages: [] },
      { order_number: '1', order_url: null, updated_yn: false, messages: [{ property: 'order_number' }] },
      { order_number: null, updated_yn: false, messages: [{ property: 'order_number' }] },
    ]);
    expect(heard.events).toEqual([`Orders.update ${number}`]);
    const shown = (await heard.call(`GET /orders/${number}`)).json.orders[0];
    expect(shown).toMatchObject({ tracking_code: 'T1', resolved_yn: true, paid_date: '2026-11-23T00:00:00+01:00' });
    const statuses = (await heard.call('GET /order-statuses')).json.order_statuses;
    expect(statuses.find((one: { id: number }) => one.id === shown.status_id).type).toBe('Sent');
  });

  it('have their items changed by uuid, added without one, and dropped when asked', async () => {
    heard = await createHeard('Orders');
    const items = [item, { ...item, title: 'Talíř' }];
    const created = (await heard.call('POST /orders', { orders: [{ ...order, products: items }] })).json.orders[0];
    const get = async () => (await heard.call(`GET /orders/${created.order_number}`)).json.orders[0];
    const [cup, plate] = (await get()).products;
    const put = async (products: readonly object[], more: object = {}) =>
      (await heard.call('PUT /orders', { ...more, orders: [{ order_number: created.order_number, products }] })).json
        .orders[0];
    await put([
      { uuid: cup.uuid, price_per_unit: 50, quantity: 3 },
      { title: 'Lžíce', price_per_unit: 10, vat: 21 },
    ]);
    expect((await get()).products).toMatchObject([
      { uuid: cup.uuid, title: 'Hrnek', price_with_vat: 150 },
      { uuid: plate.uuid, title: 'Talíř', price_with_vat: 100 },
      { title: 'Lžíce', quantity: 1, price_with_vat: 10 },
    ]);
    await put([{ uuid: plate.uuid, price_per_unit: 100 }], { delete_missing_products_yn: true });
    expect((await get()).products).toMatchObject([{ uuid: plate.uuid }]);
    expect(await put([{ uuid: 'nobody', price_per_unit: 1 }])).toMatchObject({
      updated_yn: false,
      messages: [{ object: 'products', property: 'uuid' }],
    });
  });

  it('are deleted by path, by number and by numbers', async () => {
    heard = await createHeard('Orders');
    const numbers = (await heard.call('GET /orders')).json.orders.map(
      (one: { order_number: string }) => one.order_number,
    );
    const gone = async (path: string): Promise<unknown> => (await heard.call(`DELETE /orders${path}`)).json.orders;
    expect(await gone(`/${numbers[0]}`)).toEqual([{ order_number: numbers[0], deleted_yn: true, messages: [] }]);
    expect(await gone(`?order_number=${numbers[1]}`)).toMatchObject([{ deleted_yn: true }]);
    expect(await gone(`?order_numbers=${numbers[2]};${numbers[3]};1`)).toMatchObject([
      { deleted_yn: true },
      { deleted_yn: true },
      { order_number: '1', deleted_yn: false, messages: [{ message: 'There is no order 1' }] },
    ]);
    expect(heard.events).toEqual([
      `Orders.delete ${numbers[0]}`,
      `Orders.delete ${numbers[1]}`,
      `Orders.delete ${numbers[2]} ${numbers[3]}`,
    ]);
    expect((await heard.call(`GET /orders/${numbers[0]}`)).json.orders).toEqual([]);
    expect((await heard.call('DELETE /orders')).status).toBe(400);
  });
});

describe.each(['orders', 'products', 'customers'])('the body of a write to %s', (key) => {
  it('must be an object with the list', async () => {
    heard = await createHeard('Orders');
    for (const body of [[], 'x', null, {}, { [key]: {} }]) {
      const { status, json } = await heard.call(`POST /${key}`, body);
      expect([status, json.messages.length]).toEqual([400, 1]);
    }
    expect((await heard.call(`PUT /${key}`, { [key]: [] })).json).toEqual({ [key]: [] });
  });

  it('may have a hundred items, and with more nothing is done', async () => {
    heard = await createHeard('Orders');
    const items = Array.from({ length: 101 }, () => order);
    for (const method of ['POST', 'PUT']) {
      expect((await heard.call(`${method} /${key}`, { [key]: items })).status).toBe(413);
    }
    expect(heard.events).toEqual([]);
    expect((await heard.call('PUT /orders', { orders: items.slice(1) })).json.orders).toHaveLength(100);
  });
});

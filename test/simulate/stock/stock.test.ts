import { describe, expect, it } from 'vitest';
import { EVENTS, findEvent, type EventDefinition } from '../../../src/core/events.ts';
import { DAY, HOUR } from '../../../src/core/instant.ts';
import { createStock, type Stock, type StockState, type Thing } from '../../../src/simulate/stock/stock.ts';
import { isEntityName, KINDS } from '../../../src/simulate/stock/kinds.ts';
import { plain } from './plain.ts';

const OPENED = Date.UTC(2026, 10, 23, 9, 15, 42);

interface Playing {
  readonly stock: Stock;
  readonly later: (by: number) => void;
}

function open(seed = 'a', saved?: StockState): Playing {
  let now = OPENED;
  const stock = createStock({ seed, shopName: 'demoshop', now: () => now, ...(saved === undefined ? {} : { saved }) });
  return { stock, later: (by) => void (now += by) };
}

function eventNamed(name: string): EventDefinition {
  const event = findEvent(name);
  if (event === undefined) throw new Error(`no event ${name}`);
  return event;
}

describe('the assortment of a shop', () => {
  it('has what a small shop has', () => {
    const { stock } = open();
    const counts = Object.keys(KINDS).map((entity) => [entity, isEntityName(entity) ? stock.all(entity).length : 0]);
    expect(Object.fromEntries(counts)).toEqual({
      Languages: 3,
      Pricelists: 2,
      OrderStatuses: 7,
      Availabilities: 4,
      Labels: 4,
      Categories: 5,
      Shipments: 4,
      Payments: 3,
      Products: 20,
      Customers: 10,
      Orders: 10,
      Invoices: 4,
    });
    expect(stock.all('Languages').map((one) => one['language_id'])).toEqual(['cs', 'sk', 'en']);
    expect(plain(stock.find('OrderStatuses', 1)).descriptions[0].name).toBe('Přijatá');
    expect(stock.find('Pricelists', 1)?.['name']).toBe('Výchozí');
    expect(stock.all('Products').some((product) => plain(product).variants.length > 0)).toBe(true);
  });

  it('is the same for the same seed in whatever order one looks, and another for another', () => {
    const [one, other, third] = [open().stock, open().stock, open('b').stock];
    other.find('Orders', '9000051');
    other.find('Products', 7);
    other.all('Invoices');
    expect(plain(other.all('Orders'))).toEqual(plain(one.all('Orders')));
    expect(plain(other.all('Products'))).toEqual(plain(one.all('Products')));
    expect(plain(third.all('Orders'))).not.toEqual(plain(one.all('Orders')));
  });

  it('is that of the day it opened, whenever one first looks', () => {
    const [early, late] = [open(), open()];
    late.later(30 * DAY);
    expect(plain(late.stock.all('Orders'))).toEqual(plain(early.stock.all('Orders')));
  });

  it('finds a thing by its REST id, as text or as number, and nothing else', () => {
    const { stock } = open();
    expect(stock.find('Products', '7')).toBe(stock.find('Products', 7));
    expect(stock.find('Shipments', 1)?.['id']).toBe('1');
    expect(stock.find('Orders', '9000011')?.['order_number']).toBe('9000011');
    for (const id of ['', '4711', '__proto__', 'constructor', Number.NaN])
      expect(stock.find('Products', id)).toBeNull();
  });
});

describe('writing', () => {
  it('goes on counting: orders, products, codes', () => {
    const { stock } = open();
    expect([1, 2].map(() => stock.add('Orders', {})['order_number'])).toEqual(['9000111', '9000121']);
    expect(stock.add('Orders', {})).toMatchObject({ case_number: 'B00013', variable_symbol: '13' });
    expect(stock.add('Products', {})['product_id']).toBe(21);
    expect(stock.add('Customers', {})).toMatchObject({ customer_id: 11, code: 'C00011' });
    expect(stock.add('Invoices', {})['invoice_number']).toBe('2600005');
    expect(stock.add('Languages', {})['language_id']).toBe('de');
  });

  it('never gives a number again', () => {
    const { stock } = open();
    const { order_number: number } = stock.add('Orders', {});
    stock.remove('Orders', String(number));
    expect(stock.add('Orders', {})['order_number']).not.toBe(number);
  });

  it('finds a free number beside ids that are too large to count', () => {
    const { stock } = open();
    for (const id of [
      '999999999999999',
      '1000000000000000',
      '9007199254740991',
      '9007199254740992',
      '99999999999999999999999',
      '-1',
      '1e3',
    ]) {
      stock.absorb(eventNamed('Products.create'), { products: [{ product_id: id }] });
      stock.absorb(eventNamed('Orders.create'), { orders: [{ order_number: id }] });
    }
    const added = [1, 2, 3].map(() => [
      stock.add('Products', {})['product_id'],
      stock.add('Orders', {})['order_number'],
    ]);
    expect(new Set(added.map(([id]) => id)).size).toBe(3);
    expect(new Set(added.map(([, number]) => number)).size).toBe(3);
    expect(stock.all('Products')).toHaveLength(30);
  });

  it("writes times in the shop's time", () => {
    const { stock, later } = open();
    const { order_number: number } = stock.add('Orders', {});
    later(HOUR);
    const changed = stock.change('Orders', String(number), { internal_note: 'Zavolat' });
    expect(changed).toMatchObject({
      creation_time: '2026-11-23T10:15:42+01:00',
      last_update_time: '2026-11-23T11:15:42+01:00',
      internal_note: 'Zavolat',
    });
  });

  it('takes a status by its id or by its name in any language, and says both', () => {
    const { stock } = open();
    const sent = { status_id: 3, status: 'Odeslaná' };
    expect(stock.add('Orders', { language_id: 'cs', status_id: 3 })).toMatchObject(sent);
    expect(stock.add('Orders', { language_id: 'cs', status: 'Sent' })).toMatchObject({ status_id: 3, status: 'Sent' });
    expect(stock.change('Orders', '9000011', { language_id: 'sk', status: 'Zaplatená' })).toMatchObject({
      status_id: 5,
      status: 'Zaplatená',
    });
    expect(stock.change('Orders', '9000011', { status_id: 1 })).toMatchObject({ status: 'Prijatá' });
    expect(stock.add('Orders', { language_id: 'cs' })).toMatchObject({ status_id: 1, status: 'Přijatá' });
    expect(stock.add('Orders', { status: null, status_id: null })).toMatchObject({ status_id: null, status: null });
  });

  it('marks an order paid when its status does', () => {
    const { stock, later } = open();
    const id = String(stock.add('Orders', {})['order_number']);
    expect(stock.find('Orders', id)?.['paid_date']).toBeNull();
    later(HOUR);
    expect(stock.change('Orders', id, { status_id: 5 })?.['paid_date']).toBe('2026-11-23T11:15:42+01:00');
  });

  it('links an order to the customer whose e-mail address it has, and pairs goods by code', () => {
    const { stock } = open();
    const customer = plain(stock.find('Customers', 3));
    const order = plain(
      stock.add('Orders', {
        language_id: 'cs',
        customer: { email: customer.login.email.toUpperCase(), city_invoice: 'Praha' },
        products: [
          { code: stock.find('Products', 1)?.['code'], title: 'Můj hrnek', price_per_unit: 100, quantity: 3, vat: 21 },
          { title: 'Dárek', price_per_unit: 0, vat: 21 },
        ],
        shipment: { code: 'PPL', name: 'PPL', price: 99, vat: 21 },
        payment: { code: 'DOB', name: 'Dobírka', price: 30, vat: 21 },
      }),
    );
    expect(order.customer).toMatchObject({ customer_id: 3, code: 'C00003', city_invoice: 'Praha' });
    expect(order.products).toMatchObject([
      { product_id: 1, title: 'Můj hrnek', price_with_vat: 300, price_without_vat: 247.93 },
      { product_id: null, title: 'Dárek', price: 0 },
    ]);
    expect(order.shipment).toMatchObject({ id: 2, type: 'ppl', price: 99 });
    expect(order.payment).toMatchObject({ id: 1, type: 'cashOnDelivery' });
    expect(order).toMatchObject({ order_total: 429, discount_voucher: null, paid_date: null });
    const [{ code: size, variant_id: variant }] = plain(stock.find('Products', 10)).variants;
    const sized = plain(stock.add('Orders', { products: [{ code: size }] }));
    expect(sized.products[0]).toMatchObject({ product_id: 10, option_set_id: variant, code: size });
    const stranger = plain(stock.add('Orders', { customer: { email: 'nobody@example.org' } }));
    expect(stranger.customer).toMatchObject({ customer_id: null, email: 'nobody@example.org' });
  });

  it('pairs anew what is written of an order later', () => {
    const { stock } = open();
    const [first, second] = [2, 3].map((id) => plain(stock.find('Customers', id)).login.email);
    const written = {
      language_id: 'cs',
      customer: { email: first },
      products: [{ title: 'Dárek', price_per_unit: 50, vat: 21 }],
    };
    const order = plain(stock.add('Orders', written));
    // Who writes no shipment has none.
    expect(order).toMatchObject({ order_total: 50, shipment: { id: null, price: 0 }, customer: { customer_id: 2 } });
    const changed = plain(
      stock.change('Orders', order.order_number, {
        customer: { email: second },
        products: [{ code: stock.find('Products', 1)?.['code'], price_per_unit: 100, quantity: 2 }],
        shipment: { code: 'PPL', name: 'PPL', price: 99, vat: 21 },
      }),
    );
    expect(changed).toMatchObject({
      customer: { customer_id: 3, email: second },
      products: [{ product_id: 1, price_with_vat: 200 }],
      shipment: { id: 2, type: 'ppl' },
      order_total: 299,
    });
    stock.change('Orders', order.order_number, { customer: { email: 'nobody@example.org' } });
    expect(plain(stock.find('Orders', order.order_number)).customer).toMatchObject({ customer_id: null, code: null });
  });

  it('pairs what is written of a product by language, price list and variant', () => {
    const { stock } = open();
    const before = plain(stock.find('Products', 10));
    const [variant] = before.variants;
    const after = plain(
      stock.change('Products', 10, {
        descriptions: [{ language: 'sk', title: 'Nové tričko' }],
        prices: [{ language: 'cs', pricelists: [{ name: 'Výchozí', price_original: 500, product_discount: 20 }] }],
        variants: [{ code: variant.code, stock: 99 }],
        stock: 0,
      }),
    );
    expect(after.descriptions.map((one: Thing) => one['title'])).toEqual([
      before.descriptions[0].title,
      'Nové tričko',
      before.descriptions[2].title,
    ]);
    expect(after.prices[0].pricelists[0]).toMatchObject({
      price_original: 500,
      price_with_vat: 400,
      price_without_vat: 330.58,
    });
    expect(after.variants.map((one: Thing) => one['stock'])).toEqual([
      99,
      ...before.variants.slice(1).map((one: Thing) => one['stock']),
    ]);
    expect(after).toMatchObject({ stock: 0, availability: 'Není skladem', can_add_to_basket_yn: false });
    // Ten per cent off the default list.
    expect(after.prices[0].pricelists[1]).toMatchObject({ price_original: 450 });
    stock.change('Products', 10, {
      prices: [{ language: 'cs', pricelists: [{ name: 'Velkoobchod', price_original: 300 }] }],
    });
    expect(plain(stock.find('Products', 10)).prices[0].pricelists).toMatchObject([
      { price_original: 500 },
      { price_original: 300 },
    ]);
  });

  it('keeps the price of an order when the product costs more later', () => {
    const { stock } = open();
    const order = plain(
      stock.add('Orders', { language_id: 'cs', products: [{ code: stock.find('Products', 1)?.['code'] }] }),
    );
    const saved = stock.save();
    stock.change('Products', 1, {
      prices: [{ language: 'cs', pricelists: [{ name: 'Výchozí', price_original: 9999 }] }],
    });
    expect(plain(stock.find('Orders', order.order_number)).order_total).toBe(order.order_total);
    expect(plain(open('a', saved).stock.find('Orders', order.order_number))).toEqual(order);
  });

  it('says null and removes nothing where there is nothing', () => {
    const { stock } = open();
    expect(stock.change('Orders', '1', { status_id: 2 })).toBeNull();
    expect(stock.remove('Orders', '1')).toBeNull();
    expect(stock.remove('Orders', '9000011')?.['order_number']).toBe('9000011');
    expect(stock.find('Orders', '9000011')).toBeNull();
    expect(stock.all('Orders')).toHaveLength(9);
  });

  it('leaves null for a product and a customer that are gone, and an invoice as it was', () => {
    const { stock } = open();
    const order = plain(stock.all('Orders')[0]);
    const invoice = plain(stock.find('Invoices', order.invoice_number));
    stock.remove('Products', order.products[0].product_id);
    stock.remove('Customers', order.customer.customer_id);
    const after = plain(stock.find('Orders', order.order_number));
    expect(after.products[0]).toMatchObject({ product_id: null, option_set_id: null, title: order.products[0].title });
    expect(after.customer).toMatchObject({ customer_id: null, email: order.customer.email });
    expect(after.order_total).toBe(order.order_total);
    const shown = plain(stock.find('Invoices', order.invoice_number));
    stock.remove('Orders', order.order_number);
    expect(plain(stock.find('Invoices', order.invoice_number))).toEqual(shown);
    expect(shown.total_with_vat).toBe(invoice.total_with_vat);
    expect(stock.remove('Invoices', order.invoice_number)).not.toBeNull();
  });

  it('gives an order the number of its invoice, and takes it back', () => {
    const { stock } = open();
    const order = stock.add('Orders', {});
    const invoice = stock.add('Invoices', { order_number: order['order_number'] });
    const number = String(order['order_number']);
    expect(stock.find('Orders', number)?.['invoice_number']).toBe(invoice['invoice_number']);
    expect(stock.find('Orders', number)?.['last_update_time']).toBe(order['last_update_time']);
    stock.remove('Invoices', String(invoice['invoice_number']));
    expect(stock.find('Orders', number)?.['invoice_number']).toBeNull();
  });

  it('adds a language to everything that is written in languages', () => {
    const { stock } = open();
    expect(plain(stock.find('Products', 1)).descriptions).toHaveLength(3);
    stock.add('Languages', {});
    expect(plain(stock.find('Products', 1)).descriptions.at(-1)).toMatchObject({
      language: 'de',
      title: 'Mug Javor, blue',
    });
    expect(plain(stock.find('Labels', 1)).descriptions).toHaveLength(4);
  });
});

describe('events and the stock', () => {
  it.each(EVENTS.map((event) => [event.name, event] as const))(
    '%s: what its records say is held, or no longer',
    (_name, event) => {
      const { entity } = event;
      if (!isEntityName(entity)) throw new Error(entity);
      const { stock } = open();
      const created = stock.add(entity, {});
      const id = created[KINDS[entity].idField] as string;
      const lists = plain(stock.recordsOf(event, [created]));
      expect(Object.keys(lists)).toEqual(event.lists.map((list) => list.key));
      for (const list of event.lists) {
        for (const record of lists[list.key]) {
          expect(Object.keys(record)).toEqual(list.fields.map((field) => field.name));
          for (const { name, type, nullable } of list.fields) {
            const expected = { string: 'string', datetime: 'string', int: 'number', bool: 'boolean' }[type];
            if (!(nullable && record[name] === null)) expect(typeof record[name], name).toBe(expected);
          }
        }
      }
      const other = open();
      other.stock.absorb(event, lists);
      if (event.action === 'delete') expect(other.stock.find(entity, id)).toBeNull();
      else expect(plain(other.stock.recordsOf(event, [other.stock.find(entity, id) ?? {}]))).toEqual(lists);
    },
  );

  it('lets the fields of a record win', () => {
    const { stock } = open();
    const record = {
      order_number: '9000031',
      status_id: 5,
      status: 'Hotovo',
      last_update_time: '2020-01-01T00:00:00+01:00',
    };
    stock.absorb(eventNamed('Orders.update'), { orders: [record] });
    expect(stock.find('Orders', '9000031')).toMatchObject(record);
    stock.absorb(eventNamed('Orders.update'), { orders: [{ order_number: '9000031', status_id: 3 }] });
    expect(stock.find('Orders', '9000031')).toMatchObject({ status_id: 3 });
    const customer = { customer_id: 900, email: 'anna@example.cz', code: null, active_yn: false, blocked_yn: false };
    stock.absorb(eventNamed('Customers.create'), { customers: [customer] });
    expect(stock.find('Customers', 900)).toMatchObject({
      code: null,
      login: { email: 'anna@example.cz', active_yn: false },
    });
  });

  it('takes the id of an unknown thing as it is, goes on from it, and passes over what has none', () => {
    const { stock } = open();
    stock.absorb(eventNamed('Products.create'), {
      products: [{ product_id: '500', code: 'X' }, { code: 'no id' }, { product_id: null }, { product_id: {} }],
    });
    expect(stock.all('Products')).toHaveLength(21);
    expect(stock.find('Products', 500)).toMatchObject({ product_id: 500, code: 'X' });
    expect(stock.add('Products', {})['product_id']).toBe(501);
    stock.absorb(eventNamed('Orders.create'), { orders: [{ order_number: 'OBJ/7', evil: true, customer: 'x' }] });
    const order = stock.find('Orders', 'OBJ/7');
    expect(order).not.toHaveProperty('evil');
    expect(plain(order).customer.email).toContain('@example.');
    expect(stock.add('Orders', {})['order_number']).toBe('9000111');
  });

  it('takes variants away beside products', () => {
    const { stock } = open();
    const product = plain(stock.find('Products', 10));
    const [first, second] = product.variants;
    stock.absorb(eventNamed('Products.delete'), {
      products: [{ product_id: 3 }],
      variants: [{ variant_id: first.variant_id }, { code: second.code }, { variant_id: 424242 }],
    });
    expect(stock.find('Products', 3)).toBeNull();
    expect(plain(stock.find('Products', 10)).variants).toHaveLength(product.variants.length - 2);
  });
});

describe('the saved state', () => {
  it('is plain JSON and gives the same shop again, with its numbers', () => {
    const { stock, later } = open();
    stock.add('Orders', { status_id: 5 });
    stock.add('Products', { code: 'NEW', descriptions: [{ language: 'cs', title: 'Nový' }] });
    stock.remove('Orders', String(stock.add('Orders', {})['order_number']));
    stock.remove('Customers', 2);
    later(HOUR);
    stock.change('Products', 4, { stock: 7 });
    const saved = stock.save();
    expect(plain(saved)).toEqual(saved);
    const again = createStock({ seed: 'a', shopName: 'demoshop', now: () => OPENED + DAY, saved: plain(saved) });
    for (const entity of Object.keys(KINDS)) {
      if (isEntityName(entity)) expect(plain(again.all(entity)), entity).toEqual(plain(stock.all(entity)));
    }
    expect(again.save()).toEqual(saved);
    expect(again.add('Orders', {})['order_number']).toBe(stock.add('Orders', {})['order_number']);
  });

  it('completes what is missing and survives what is strange', () => {
    const strange: unknown = {
      openedAt: 'yesterday',
      shelves: {
        Orders: {
          things: [
            { order_number: '9000511' },
            {
              order_number: '9000521',
              products: 'many',
              customer: 7,
              shipment: [],
              payment: null,
              discount_voucher: 3,
            },
            { order_number: null },
            null,
            'order',
          ],
        },
        Products: {
          things: [{ product_id: 5, prices: [null, { language: 'cs', pricelists: 'x' }], variants: [{}, 7] }],
        },
        Customers: { things: [{ customer_id: 1, login: null, addresses: { postal: [null, {}] } }], last: 'x' },
        Invoices: { things: [{ invoice_number: '1', order_number: { a: 1 } }] },
        Nonsense: 3,
      },
    };
    const { stock } = open('a', strange as StockState);
    for (const entity of Object.keys(KINDS)) if (isEntityName(entity)) stock.all(entity);
    expect(stock.all('Orders')).toHaveLength(2);
    expect(plain(stock.find('Orders', '9000511')).products.length).toBeGreaterThan(0);
    expect(stock.add('Orders', {})['order_number']).toBe('9000531');
    expect(plain(stock.find('Customers', 1)).login.email).toContain('@example.');
  });
});

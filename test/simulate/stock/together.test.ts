/** Properties of any shop after any trade: sums add up, and what a thing refers to is there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import { createRandom } from '../../../src/core/random.ts';
import { isEntityName, KINDS } from '../../../src/simulate/stock/kinds.ts';
import { createStock, type Stock, type Thing } from '../../../src/simulate/stock/stock.ts';
import { createTrade, type Trade } from '../../../src/simulate/trade/trade.ts';
import documented from './documented-fields.json' with { type: 'json' };
import { plain, type Json } from './plain.ts';

const inCents = (amount: number): number => Math.round(amount * 100);
const sumBy = (things: readonly Thing[], field: string): number =>
  things.reduce((sum, thing) => sum + inCents(Number(thing[field])), 0);

function checkOrder(order: Json, stock: Stock): void {
  const discounts = [order.discount_voucher, order.quantity_discount, order.loyalty_points].flatMap(
    (discount) => discount?.discounts ?? [],
  );
  const paid =
    sumBy([...order.products, order.shipment, order.payment], 'price_with_vat') - sumBy(discounts, 'price_with_vat');
  expect(inCents(order.order_total_before_round)).toBe(paid);
  expect(inCents(order.order_total_before_round) + inCents(order.order_total_rest)).toBe(inCents(order.order_total));
  if (order.currency_id === 'CZK') expect(order.order_total).toBe(Math.round(order.order_total));
  expect(order.order_total).toBeGreaterThanOrEqual(0);
  for (const line of order.products) {
    expect(inCents(line.price_with_vat)).toBe(Math.round(line.quantity * inCents(line.price_per_unit_with_vat)));
    expect(
      Math.abs(inCents(line.price_with_vat) - inCents(line.price_without_vat) * (1 + line.vat / 100)),
    ).toBeLessThan(2);
    if (line.product_id === null) continue;
    const product = plain(stock.find('Products', line.product_id));
    expect(product).not.toBeNull();
    if (line.option_set_id !== null) {
      expect(product.variants.map((one: Thing) => one['variant_id'])).toContain(line.option_set_id);
    }
    for (const { category_id: category } of line.categories) expect(stock.find('Categories', category)).not.toBeNull();
  }
  expect(order.total_weight).toBe(
    order.products.reduce((sum: number, line: Json) => sum + line.weight * line.quantity, 0),
  );
  const { customer_id: customer, customer_pricelist_id: pricelist, email } = order.customer;
  if (customer !== null) expect(plain(stock.find('Customers', customer)).login.email).toBe(email);
  expect(stock.find('Pricelists', pricelist)).not.toBeNull();
  if (order.shipment.id !== null) expect(stock.find('Shipments', order.shipment.id)).not.toBeNull();
  if (order.payment.id !== null) expect(stock.find('Payments', order.payment.id)).not.toBeNull();
  const status = plain(stock.find('OrderStatuses', order.status_id));
  expect(status.descriptions.map((one: Thing) => one['name'])).toContain(order.status);
  if (order.invoice_number !== null) {
    expect(stock.find('Invoices', order.invoice_number)?.['order_number']).toBe(order.order_number);
  }
  expect(plain(stock.find('Languages', order.language_id)).currency_id).toBe(order.currency_id);
}

function checkInvoice(invoice: Json, stock: Stock): void {
  const order = plain(stock.find('Orders', invoice.order_number));
  const sign = invoice.type === 'creditNote' ? -1 : 1;
  const rates: Json[] = Object.values(invoice.recapitulation_vats);
  expect(sumBy(invoice.items, 'price_with_vat') + inCents(invoice.total_rest)).toBe(inCents(invoice.total_with_vat));
  expect(sumBy(invoice.items, 'price_without_vat')).toBe(inCents(invoice.total_without_vat));
  expect(sumBy(rates, 'total')).toBe(inCents(invoice.recapitulation_vats_total.total));
  for (const rate of rates) expect(inCents(rate.base) + inCents(rate.vat)).toBe(inCents(rate.total));
  if (order === null) return;
  expect(inCents(invoice.total_with_vat)).toBe(sign * inCents(order.order_total));
  expect(invoice).toMatchObject({ currency_id: order.currency_id, case_number: order.case_number });
}

function checkProduct(product: Json, stock: Stock): void {
  for (const { category_id: category, code } of product.categories) {
    expect(stock.find('Categories', category)?.['code']).toBe(code);
  }
  expect(plain(stock.find('Availabilities', product.availability_id)).type).toBe(product.availability_type);
  const languages = stock.all('Languages').map((one) => one['language_id']);
  const pricelists = stock.all('Pricelists').map((one) => one['name']);
  expect(product.prices.map((one: Thing) => one['language'])).toEqual(languages);
  expect(product.descriptions.map((one: Thing) => one['language'])).toEqual(languages);
  for (const price of [...product.prices, ...product.variants.flatMap((variant: Json) => variant.prices)]) {
    expect(price.pricelists.map((one: Thing) => one['name'])).toEqual(pricelists);
    for (const { price_with_vat: withVat, price_without_vat: without } of price.pricelists) {
      // 6.86 with 12 % is 6.125 without: a half that binary fractions miss.
      expect(inCents(without)).toBe(Math.round(inCents(withVat) / (1 + price.vat / 100) + 1e-6));
    }
  }
}

function checkShop(stock: Stock): void {
  for (const order of stock.all('Orders')) checkOrder(plain(order), stock);
  for (const invoice of stock.all('Invoices')) checkInvoice(plain(invoice), stock);
  for (const product of stock.all('Products')) checkProduct(plain(product), stock);
  for (const category of stock.all('Categories')) {
    if (category['parent_id'] !== null) expect(stock.find('Categories', Number(category['parent_id']))).not.toBeNull();
  }
  for (const customer of stock.all('Customers')) {
    expect(stock.find('Languages', String(customer['language']))).not.toBeNull();
  }
}

function openShop(seed: string): { readonly stock: Stock; readonly trade: Trade } {
  let now = Date.UTC(2026, 2, 28, 20);
  const stock = createStock({ seed, shopName: 'demoshop', now: () => (now += 61_000) });
  return { stock, trade: createTrade({ stock, random: createRandom(seed), send: () => [] }) };
}

describe('a shop hangs together', () => {
  it.each(['a', 'b', 'c', 'd', 'e'])('when it opens (seed %s)', (seed) => {
    checkShop(openShop(seed).stock);
  });

  // Languages and price lists stay few: a shop writes in its first eight and five of them.
  const happening = fc.record({
    event: fc.constantFrom(...EVENTS.filter(({ name }) => !/^(Languages|Pricelists)\.create/.test(name))),
    count: fc.integer({ min: 1, max: 3 }),
  });
  it('after anything that may happen', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(happening, { maxLength: 25 }), (seed, story) => {
        const { stock, trade } = openShop(seed);
        for (const { event, count } of story) trade.happen(event, count);
        checkShop(stock);
      }),
      { numRuns: 20 },
    );
  });

  const removal = fc.record({
    entity: fc.constantFrom('Orders', 'Products', 'Customers', 'Shipments', 'Payments', 'Invoices', 'Labels'),
    id: fc.integer({ min: 1, max: 12 }),
  });
  it('after anything of it is taken away', () => {
    fc.assert(
      fc.property(fc.array(removal, { maxLength: 15 }), (story) => {
        const { stock, trade } = openShop('gone');
        for (const { entity, id } of story) {
          if (!isEntityName(entity)) continue;
          const field = KINDS[entity].idField;
          const thing = stock.all(entity)[id % 7];
          if (thing !== undefined) trade.remove(entity, [String(plain(thing)[field])]);
        }
        checkShop(stock);
      }),
      { numRuns: 20 },
    );
  });

  it('after anything is written into it, however strange', () => {
    const field = fc.constantFrom(
      ...Object.values(documented).flatMap((lines) => lines.map((line) => line.split(/[. ]/)[0] ?? '')),
    );
    const fields = fc.dictionary(field, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 });
    const writing = fc.record({
      event: fc.constantFrom(...EVENTS),
      fields,
      records: fc.array(fields, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(writing, { minLength: 1, maxLength: 4 }), (story) => {
        const { stock, trade } = openShop('strange');
        for (const { event, fields: written, records } of story) {
          if (!isEntityName(event.entity)) continue;
          const [thing] = trade.create(event.entity, [written]);
          const id = String(plain(thing)[KINDS[event.entity].idField]);
          trade.change(event.entity, [{ id, fields: written }]);
          trade.emit(event, { [event.lists[0].key]: records });
          trade.happen(event, 2);
        }
        for (const entity of Object.keys(KINDS)) if (isEntityName(entity)) stock.all(entity);
        const saved = plain(stock.save());
        const again = createStock({ seed: 'strange', shopName: 'demoshop', now: () => 0, saved });
        for (const entity of Object.keys(KINDS)) if (isEntityName(entity)) again.all(entity);
      }),
      { numRuns: 25 },
    );
  });
});

/**
 * Invoices, credit notes and receipts. Each belongs to an order of the shop and shows its customer, lines and sums; a
 * credit note shows them below zero. Kept of one: number, type and order. Numbers are invented: no real one was found.
 */
import type { Kind, Surroundings } from './kind.ts';
import { languageOf } from './languages.ts';
import { cents } from './money.ts';
import { listOf, boolOf, complete, numberOf, textOf, thingOf, type Thing } from './thing.ts';

/** So many of the first orders have one when the shop opens. */
const AT_FIRST = 4;
const BEFORE_FIRST = 2_600_000;
const DUE_AFTER_DAYS = 14;

export const INVOICES: Kind = {
  entity: 'Invoices',
  idField: 'invoice_number',
  drawsOn: ['Orders', 'Languages', 'Customers', 'Products', 'Shipments', 'Payments'],
  idAfter: (last) => String(Math.max(BEFORE_FIRST, last) + 1),
  opensWith: (shop) =>
    shop.oldest('Orders', AT_FIRST).map(({ order_number }, index) => ({
      invoice_number: String(BEFORE_FIRST + 1 + index),
      order_number,
    })),
  pin(known, shop) {
    const order = textOf(known['order_number']) ?? textOf(orderWithout(shop)?.['order_number']);
    return { type: 'invoice', ...known, order_number: order };
  },
  whole: makeWhole,
  consequences({ type, order_number, invoice_number }) {
    if (type !== 'invoice' || textOf(order_number) === null) return [];
    return [{ entity: 'Orders', id: order_number, fields: { invoice_number } }];
  },
  begin: (shop) => ({ order_number: textOf(orderWithout(shop)?.['order_number']) }),
  live: (known) => ({ paid_yn: true, note: textOf(known['note']) ?? 'Děkujeme za nákup' }),
};

/** The order that is to have an invoice next: one that was paid, or else any. */
function orderWithout(shop: Surroundings): Thing | null {
  const isOpen = (order: Thing): boolean => textOf(order['invoice_number']) === null;
  const isPaid = (order: Thing): boolean => isOpen(order) && textOf(order['paid_date']) !== null;
  return shop.findBy('Orders', isPaid) ?? shop.findBy('Orders', isOpen) ?? shop.oldest('Orders', 1)[0] ?? null;
}

function makeWhole(known: Thing, shop: Surroundings): Thing {
  const kept = shop.find('Orders', known['order_number']);
  const order = kept === null ? {} : shop.whole('Orders', kept);
  const number = textOf(known['invoice_number']) ?? '';
  const sign = known['type'] === 'creditNote' ? -1 : 1;
  const items = itemsOf(order).map((item) => signed(item, sign));
  const day = (textOf(known['creation_time']) ?? '').slice(0, 10);
  const language = languageOf(order['language_id'], shop);
  const documented = {
    invoice_number: number,
    related_invoice_number: sign < 0 ? (order['invoice_number'] ?? null) : null,
    type: 'invoice',
    order_number: null,
    external_order_number: order['external_order_number'] ?? null,
    case_number: order['case_number'] ?? null,
    language_id: language.id,
    currency_id: language.currency,
    date_of_issuance: day,
    date_of_vat_revenue_recognition: day,
    date_of_expiration: daysAfter(day, DUE_AFTER_DAYS),
    creation_time: null,
    variable_symbol: order['variable_symbol'] ?? '',
    specific_symbol: '',
    payment: thingOf(order['payment'])['name'] ?? '',
    paid_yn: textOf(order['paid_date']) !== null,
    paid_date: order['paid_date'] ?? null,
    oss_yn: false,
    oss_country_id: null,
    total_rest: cents(sign * (numberOf(order['order_total_rest']) ?? 0)),
    total_with_vat: cents(sign * (numberOf(order['order_total']) ?? 0)),
    total_without_vat: totalOf(items, 'price_without_vat'),
    note: null,
    invoice_pdf_url: `https://${shop.shopName}.admin.example.com/api/v2/invoices/${encodeURIComponent(number)}/pdf`,
    supplier: supplierOf(shop),
    customer: customerOf(thingOf(order['customer'])),
    items,
    eet: null,
    recapitulation_currency_id: language.currency,
    recapitulation_currency_rate: 1,
    recapitulation_vats: recapitulate(items),
    recapitulation_vats_total: sumUp(items),
  };
  return complete(documented, known);
}

function daysAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : new Date(at + days * 24 * 3_600_000).toISOString().slice(0, 10);
}

function supplierOf({ shopName }: Surroundings): Thing {
  return {
    email: `info@${shopName}.example.cz`,
    phone: '+420 700000000',
    name: 'Vzorový obchod s.r.o.',
    street: 'Ukázková 1',
    city: 'Beroun',
    zip: '26601',
    country_id: 'cz',
    company_yn: true,
    // The description's own spelling, surely meant as vat_payer_yn.
    var_payer_yn: true,
    ico: '00000000',
    dic: 'CZ00000000',
    account_number: '0000000000/0000',
    iban: 'CZ0000000000000000000000',
    swift: 'XXXXCZXX',
    web: `https://${shopName}.example.cz`,
  };
}

function customerOf(customer: Thing): Thing {
  const name = [customer['firstname_invoice'], customer['surname_invoice']].map(textOf).filter((part) => part !== null);
  return {
    email: customer['email'] ?? null,
    phone: customer['phone'] ?? null,
    name: textOf(customer['company']) ?? (name.length === 0 ? null : name.join(' ')),
    street: customer['street_invoice'] ?? null,
    city: customer['city_invoice'] ?? null,
    zip: customer['zip_invoice'] ?? null,
    country_id: customer['country_id_invoice'] ?? null,
    company_yn: boolOf(customer['company_yn']) ?? false,
    ico: customer['ico'] ?? null,
    dic: customer['dic'] ?? null,
  };
}

function itemsOf(order: Thing): readonly Thing[] {
  const products = (listOf(order['products']) ?? []).map((line) => itemOf(line, 'product', line['title']));
  const discounts = ['discount_voucher', 'quantity_discount', 'loyalty_points'].flatMap((name) =>
    (listOf(thingOf(order[name])['discounts']) ?? []).map((off) => signed(itemOf(off, 'discount', 'Sleva'), -1)),
  );
  const [shipment, payment] = [thingOf(order['shipment']), thingOf(order['payment'])];
  const carriage = [itemOf(shipment, 'shipment', shipment['name']), itemOf(payment, 'payment', payment['name'])];
  return products.length === 0 ? [] : [...products, ...discounts, ...carriage];
}

function itemOf(line: Thing, type: string, name: unknown): Thing {
  return {
    code: line['code'] ?? null,
    name: textOf(name) ?? '',
    description: '',
    quantity: numberOf(line['quantity']) ?? 1,
    unit: textOf(line['unit']) ?? 'ks',
    vat: numberOf(line['vat']) ?? 0,
    price_per_unit_with_vat: numberOf(line['price_per_unit_with_vat'] ?? line['price_with_vat']) ?? 0,
    price_per_unit_without_vat: numberOf(line['price_per_unit_without_vat'] ?? line['price_without_vat']) ?? 0,
    price_with_vat: numberOf(line['price_with_vat']) ?? 0,
    price_without_vat: numberOf(line['price_without_vat']) ?? 0,
    recycling_fee: numberOf(line['recycling_fee']) ?? 0,
    type,
  };
}

const SIGNED = [
  'price_per_unit_with_vat',
  'price_per_unit_without_vat',
  'price_with_vat',
  'price_without_vat',
] as const;

function signed(item: Thing, sign: number): Thing {
  if (sign > 0) return item;
  return { ...item, ...Object.fromEntries(SIGNED.map((field) => [field, cents(-(numberOf(item[field]) ?? 0))])) };
}

function totalOf(items: readonly Thing[], field: string): number {
  return cents(items.reduce((sum, item) => sum + (numberOf(item[field]) ?? 0), 0));
}

function sumUp(items: readonly Thing[]): Thing {
  const [base, total] = [totalOf(items, 'price_without_vat'), totalOf(items, 'price_with_vat')];
  return { base, vat: cents(total - base), total };
}

/** By rate of VAT. Documented as an array whose keys are the rates: in JSON that is an object (inferred). */
function recapitulate(items: readonly Thing[]): Thing {
  const rates = [...new Set(items.map((item) => numberOf(item['vat']) ?? 0))].toSorted((a, b) => a - b);
  return Object.fromEntries(rates.map((vat) => [String(vat), sumUp(items.filter((item) => item['vat'] === vat))]));
}

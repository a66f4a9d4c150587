/**
 * Invoices, credit notes and receipts. Each belongs to an order of the shop and shows its customer, lines and sums; a
 * credit note shows them below zero. Kept of one: number, type and order. Numbers are invented: no real one was found.
 */
import { DAY, type Millis } from '../../core/instant.ts';
import type { Random } from '../../core/random.ts';
import { itemsOf, recapitulate, sumUp } from './invoice-items.ts';
import type { Kind, Surroundings } from './kind.ts';
import { languageOf } from './languages.ts';
import { cents } from './money.ts';
import { CANCELLED } from './order-statuses.ts';
import { boolOf, complete, numberOf, textOf, thingOf, type Thing } from './thing.ts';

/** What there is when the shop opens: the place of the order among the first ones, and the type. */
const AT_FIRST = [
  { place: 0, type: 'invoice' },
  { place: 1, type: 'invoice' },
  { place: 3, type: 'receipt' },
  { place: 1, type: 'creditNote' },
] as const;
/** So many of the documents that happen. */
const CREDIT_NOTE = 0.1;
const BEFORE_FIRST = 2_600_000;
const DUE_AFTER: Millis = 14 * DAY;

export const INVOICES: Kind = {
  entity: 'Invoices',
  idField: 'invoice_number',
  drawsOn: ['Orders', 'Languages', 'Customers', 'Products', 'Shipments', 'Payments'],
  idAfter: (last) => String(Math.max(BEFORE_FIRST, last) + 1),
  opensWith: (shop) => {
    const orders = shop.oldest('Orders', 4);
    return AT_FIRST.map(({ place, type }, index) => ({
      invoice_number: String(BEFORE_FIRST + 1 + index),
      type,
      order_number: orders[place]?.['order_number'],
    }));
  },
  pin(known, shop) {
    const order = textOf(known['order_number']) ?? textOf(orderWithout(shop)?.['order_number']);
    return { type: 'invoice', ...known, order_number: order };
  },
  whole: makeWhole,
  // The order says which invoice is its own.
  consequences({ type, order_number, invoice_number }, isGone) {
    if (type !== 'invoice' || textOf(order_number) === null) return [];
    return [{ entity: 'Orders', id: order_number, fields: { invoice_number: isGone ? null : invoice_number } }];
  },
  begin,
  live: (known) => ({ paid_yn: true, note: textOf(known['note']) ?? 'Děkujeme za nákup' }),
};

/** Mostly an invoice; now and then a credit note to one, of a cancelled order if there is any. */
function begin(shop: Surroundings, random: Random): Thing {
  const isInvoiced = (order: Thing): boolean => textOf(order['invoice_number']) !== null;
  const isOff = (order: Thing): boolean => isInvoiced(order) && order['status_id'] === CANCELLED;
  const invoiced = shop.findBy('Orders', isOff) ?? shop.findBy('Orders', isInvoiced);
  const isCredit = random.chance(CREDIT_NOTE) && invoiced !== null;
  const order = isCredit ? invoiced : orderWithout(shop);
  return { type: isCredit ? 'creditNote' : 'invoice', order_number: textOf(order?.['order_number']) };
}

/** The order that is to have an invoice next: one that was paid, or else any. */
function orderWithout(shop: Surroundings): Thing | null {
  const isOpen = (order: Thing): boolean => textOf(order['invoice_number']) === null;
  const isPaid = (order: Thing): boolean => isOpen(order) && textOf(order['paid_date']) !== null;
  return shop.findBy('Orders', isPaid) ?? shop.findBy('Orders', isOpen) ?? shop.oldest('Orders', 1)[0] ?? null;
}

/** All fields of the API description, in its order, as they are where nothing else is known. */
const INVOICE: Thing = {
  invoice_number: '',
  related_invoice_number: null,
  type: 'invoice',
  order_number: null,
  external_order_number: null,
  case_number: null,
  language_id: 'cs',
  currency_id: 'CZK',
  date_of_issuance: '',
  date_of_vat_revenue_recognition: '',
  date_of_expiration: '',
  creation_time: null,
  variable_symbol: '',
  specific_symbol: '',
  payment: '',
  paid_yn: false,
  paid_date: null,
  oss_yn: false,
  oss_country_id: null,
  total_rest: 0,
  total_with_vat: 0,
  total_without_vat: 0,
  note: null,
  invoice_pdf_url: '',
  supplier: {},
  customer: {},
  items: [],
  eet: null,
  recapitulation_currency_id: 'CZK',
  recapitulation_currency_rate: 1,
  recapitulation_vats: {},
  recapitulation_vats_total: {},
};

function makeWhole(known: Thing, shop: Surroundings): Thing {
  const kept = shop.find('Orders', known['order_number']);
  const order = kept === null ? {} : shop.whole('Orders', kept);
  const sign = known['type'] === 'creditNote' ? -1 : 1;
  const { id, currency } = languageOf(order['language_id'], shop);
  const number = encodeURIComponent(textOf(known['invoice_number']) ?? '');
  const usual = {
    ...INVOICE,
    ...ofOrder(order),
    ...sumsOf(order, sign),
    ...datesOf(textOf(known['creation_time']) ?? ''),
    related_invoice_number: sign < 0 ? (order['invoice_number'] ?? null) : null,
    language_id: id,
    currency_id: currency,
    recapitulation_currency_id: currency,
    invoice_pdf_url: `https://${shop.shopName}.admin.example.com/api/v2/invoices/${number}/pdf`,
    ...(known['type'] === 'receipt' ? { eet: EET } : {}),
    supplier: { ...SUPPLIER, email: `info@${shop.shopName}.example.cz`, web: `https://${shop.shopName}.example.cz` },
    customer: customerOf(thingOf(order['customer'])),
  };
  return complete(usual, known);
}

function ofOrder(order: Thing): Thing {
  return {
    external_order_number: order['external_order_number'] ?? null,
    case_number: order['case_number'] ?? null,
    variable_symbol: order['variable_symbol'] ?? '',
    payment: thingOf(order['payment'])['name'] ?? '',
    paid_yn: textOf(order['paid_date']) !== null,
    paid_date: order['paid_date'] ?? null,
  };
}

function sumsOf(order: Thing, sign: 1 | -1): Thing {
  const items = itemsOf(order, sign);
  return {
    total_rest: cents(sign * (numberOf(order['order_total_rest']) ?? 0)),
    total_with_vat: cents(sign * (numberOf(order['order_total']) ?? 0)),
    total_without_vat: sumUp(items)['base'],
    items,
    recapitulation_vats: recapitulate(items),
    recapitulation_vats_total: sumUp(items),
  };
}

function datesOf(time: string): Thing {
  const day = time.slice(0, 10);
  const at = Date.parse(`${day}T00:00:00Z`);
  const due = Number.isNaN(at) ? day : new Date(at + DUE_AFTER).toISOString().slice(0, 10);
  return { date_of_issuance: day, date_of_vat_revenue_recognition: day, date_of_expiration: due };
}

/** Only receipts have it (documented). The register of sales was abolished in 2023: nothing is sent. */
const EET: Thing = {
  send_yn: false,
  production_yn: false,
  id_provoz: '11',
  id_pokl: '1',
  rezim: 'common',
  bkp: '',
  fik: '',
  pkp: '',
};

const SUPPLIER: Thing = {
  email: null,
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
  web: null,
};

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

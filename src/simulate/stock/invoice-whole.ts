/**
 * The whole of an invoice. In: its kept form and, through it, the whole order. Out: all documented fields, with the
 * customer, the items and the sums of the order; on a credit note they are below zero.
 */
import { DAY, type Millis } from '../../core/instant.ts';
import { itemsOf, recapitulate, sumUp } from './invoice-items.ts';
import type { Surroundings } from './kind.ts';
import { languageOf } from './languages.ts';
import { cents } from './money.ts';
import { boolOf, complete, numberOf, textOf, thingOf, type Thing } from './thing.ts';

const DUE_AFTER: Millis = 14 * DAY;

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

export function wholeInvoice(known: Thing, shop: Surroundings): Thing {
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

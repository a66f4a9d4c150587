/**
 * The customer on an order. A customer of the shop whose e-mail address is the order's is linked to it (documented);
 * of a link only the id and the address are kept, the rest is looked up.
 */
import type { Random } from '../../core/random.ts';
import type { Surroundings } from './kind.ts';
import { pricelistOf } from './pricelists.ts';
import { boolOf, complete, isThing, listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';

export interface OrderCustomer {
  readonly fields: Thing;
  /** Null for somebody the shop does not know. */
  readonly language: unknown;
}

/** So many of the oldest customers buy on. */
const REGULARS = 40;

export function pinOrderCustomer(written: Thing, shop: Surroundings, random: Random): OrderCustomer {
  const known = findCustomer(written, shop, random);
  if (known === null) return { fields: { customer_id: null, ...written }, language: null };
  const { language, pricelist } = shop.whole('Customers', known);
  const email = thingOf(known['login'])['email'];
  const link = { customer_id: known['customer_id'], email, pricelist_name: pricelist };
  return { fields: { ...link, ...written, customer_id: known['customer_id'] }, language };
}

function findCustomer(written: Thing, shop: Surroundings, random: Random): Thing | null {
  const email = textOf(written['email'])?.toLowerCase() ?? null;
  const id = numberOf(written['customer_id']);
  if (id !== null) return shop.find('Customers', id);
  if (email !== null) {
    const isTheirs = (known: Thing): boolean => textOf(thingOf(known['login'])['email'])?.toLowerCase() === email;
    return shop.findBy('Customers', isTheirs);
  }
  const regulars = shop.oldest('Customers', REGULARS);
  return regulars[random.int(0, Math.max(0, regulars.length - 1))] ?? null;
}

/** All fields of the API description, in its order, as they are where nothing else is known. */
const CUSTOMER: Thing = {
  email: null,
  phone: null,
  code: null,
  customer_id: null,
  customer_pricelist_id: null,
  pricelist_name: null,
  pricelist_percent: null,
  firstname_invoice: null,
  surname_invoice: null,
  street_invoice: null,
  city_invoice: null,
  state_invoice: null,
  zip_invoice: null,
  country_id_invoice: null,
  postal_yn: false,
  firstname_postal: null,
  surname_postal: null,
  street_postal: null,
  city_postal: null,
  state_postal: null,
  zip_postal: null,
  country_id_postal: null,
  company_postal: null,
  company_yn: false,
  company: null,
  ico: null,
  dic: null,
  vat_payer_yn: false,
  customer_note: null,
  agreements: [{ name: 'Obchodní podmínky', valid_to: null, status: true }],
};

export function wholeOrderCustomer(known: Thing, shop: Surroundings): Thing {
  const link = shop.find('Customers', known['customer_id']);
  const linked = link === null ? {} : ofCustomer(shop.whole('Customers', link));
  const { id, name, percent } = pricelistOf(known['pricelist_name'], shop);
  const pricelist = {
    customer_pricelist_id: id,
    pricelist_name: name,
    pricelist_percent: percent === 0 ? null : percent,
  };
  const whole = complete({ ...CUSTOMER, ...linked, ...pricelist }, known);
  return { ...whole, customer_id: link?.['customer_id'] ?? null };
}

function ofCustomer(customer: Thing): Thing {
  const addresses = thingOf(customer['addresses']);
  const billing = thingOf(addresses['billing']);
  const [postal] = listOf(addresses['postal']) ?? [];
  return {
    email: thingOf(customer['login'])['email'],
    phone: thingOf(customer['communication'])['phone'],
    code: customer['code'],
    firstname_invoice: customer['firstname'],
    surname_invoice: customer['surname'],
    street_invoice: billing['street'],
    city_invoice: billing['city'],
    zip_invoice: billing['zip_code'],
    country_id_invoice: billing['country_id'],
    ...(postal === undefined ? {} : postalOf(postal)),
    ...(isThing(customer['company']) ? companyOf(customer['company']) : {}),
  };
}

function postalOf(address: Thing): Thing {
  return {
    postal_yn: true,
    firstname_postal: address['firstname'],
    surname_postal: address['surname'],
    street_postal: address['street'],
    city_postal: address['city'],
    zip_postal: address['zip_code'],
    country_id_postal: address['country_id'],
    company_postal: address['company_name'],
  };
}

function companyOf(company: Thing): Thing {
  return {
    company_yn: true,
    company: company['name'],
    ico: company['company_number'],
    dic: company['vat_number'],
    vat_payer_yn: boolOf(company['vat_payer_yn']) ?? false,
  };
}

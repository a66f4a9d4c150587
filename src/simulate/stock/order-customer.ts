/**
 * The customer on an order. A customer of the shop whose e-mail address is the order's is linked to it (documented);
 * of a link only the id and the address are kept, the rest is looked up.
 */
import type { Random } from '../../core/random.ts';
import type { Surroundings } from './kind.ts';
import { pricelistOf } from './pricelists.ts';
import { boolOf, complete, listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';

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

export function wholeOrderCustomer(known: Thing, shop: Surroundings): Thing {
  const link = shop.find('Customers', known['customer_id']);
  const customer = link === null ? {} : shop.whole('Customers', link);
  const billing = thingOf(thingOf(customer['addresses'])['billing']);
  const [postal] = listOf(thingOf(customer['addresses'])['postal']) ?? [];
  const company = thingOf(customer['company']);
  const pricelist = pricelistOf(known['pricelist_name'], shop);
  const documented = {
    email: thingOf(customer['login'])['email'] ?? null,
    phone: thingOf(customer['communication'])['phone'] ?? null,
    code: customer['code'] ?? null,
    customer_id: null,
    customer_pricelist_id: pricelist.id,
    pricelist_name: pricelist.name,
    pricelist_percent: pricelist.percent === 0 ? null : pricelist.percent,
    firstname_invoice: customer['firstname'] ?? null,
    surname_invoice: customer['surname'] ?? null,
    street_invoice: billing['street'] ?? null,
    city_invoice: billing['city'] ?? null,
    state_invoice: null,
    zip_invoice: billing['zip_code'] ?? null,
    country_id_invoice: billing['country_id'] ?? null,
    postal_yn: postal !== undefined,
    firstname_postal: postal?.['firstname'] ?? null,
    surname_postal: postal?.['surname'] ?? null,
    street_postal: postal?.['street'] ?? null,
    city_postal: postal?.['city'] ?? null,
    state_postal: null,
    zip_postal: postal?.['zip_code'] ?? null,
    country_id_postal: postal?.['country_id'] ?? null,
    company_postal: postal?.['company_name'] ?? null,
    company_yn: company['name'] !== undefined,
    company: company['name'] ?? null,
    ico: company['company_number'] ?? null,
    dic: company['vat_number'] ?? null,
    vat_payer_yn: boolOf(company['vat_payer_yn']) ?? false,
    customer_note: null,
    agreements: [],
  };
  const whole = complete(documented, known);
  return { ...whole, customer_id: customer['customer_id'] ?? null };
}

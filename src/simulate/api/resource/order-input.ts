/**
 * The documented fields of an order that is written, and what must hold between them. Sources: "Vytvoření objednávky"
 * and "Aktualizace objednávek" of the API description.
 */
import { errorMessage, type ErrorMessage } from '../reply.ts';
import { listOf, textOf, thingOf, type Thing } from '../../stock/thing.ts';
import { choice, codes, dates, email, flags, floats, ints, list, object, required, texts } from './input.ts';
import { METAS } from './metas.ts';
import type { InputField } from './input.ts';
import type { Shelves } from './resource.ts';

const CUSTOMER = [
  ...texts('phone', 'firstname_invoice', 'surname_invoice', 'street_invoice', 'city_invoice', 'state_invoice'),
  ...texts('zip_invoice', 'firstname_postal', 'surname_postal', 'street_postal', 'city_postal', 'state_postal'),
  ...texts('zip_postal', 'company_postal', 'company', 'ico', 'dic', 'pricelist_name', 'customer_note'),
  ...codes('country_id_invoice', 'country_id_postal'),
  ...flags('postal_yn', 'company_yn', 'vat_payer_yn'),
  ...ints('pricelist_percent'),
];
const ITEM = [
  ...texts('code', 'code_supplier', 'ean', 'unit', 'invoice_info'),
  ...floats('quantity', 'buy_price', 'recycling_fee'),
  ...ints('weight'),
  list('parameters', texts('name', 'value').map(required)),
];
const PRICED = [...texts('name').map(required), ...floats('price', 'vat').map(required), ...texts('code')];
const COMMON = [
  ...texts('external_order_number', 'status', 'tracking_code', 'internal_note', 'variable_symbol'),
  ...ints('status_id'),
  ...dates('paid_date'),
  ...flags('resolved_yn', 'statistics_yn'),
  object('dimensions', ints('width', 'length', 'height')),
  object('quantity_discount', [...ints('amount').map(required), required(choice('type', 'price', 'percent'))]),
  object('shipment', [...PRICED, ...texts('affiliate_id', 'affiliate_name')]),
  METAS,
];

/** POST. */
export const NEW_ORDER: readonly InputField[] = [
  ...codes('language_id').map(required),
  ...flags('prices_with_vat_yn'),
  ...dates('creation_time'),
  ...COMMON,
  object('payment', [...PRICED, ...flags('eet_yn')]),
  required(object('customer', [required(email('email')), ...CUSTOMER])),
  required(
    list('products', [...texts('title').map(required), ...floats('price_per_unit', 'vat').map(required), ...ITEM]),
  ),
];

/** PUT. `price_per_unit` is required of each product there too (documented). */
export const ORDER_CHANGES: readonly InputField[] = [
  ...texts('order_number').map(required),
  ...COMMON,
  object('payment', PRICED),
  object('customer', [email('email'), ...CUSTOMER]),
  list('products', [...texts('uuid', 'title'), ...floats('price_per_unit').map(required), ...floats('vat'), ...ITEM]),
];

/** What the tables cannot say: the language and the status exist in the shop, a firm has a name. */
export function checkOrder(order: Thing, shop: Shelves): readonly ErrorMessage[] {
  return [...checkLanguage(order, shop), ...checkStatus(order, shop), ...checkFirm(order), ...checkSymbol(order)];
}

function checkLanguage(order: Thing, shop: Shelves): readonly ErrorMessage[] {
  const language = textOf(order['language_id']);
  if (language === null || shop.all('Languages').some((one) => one['language_id'] === language)) return [];
  return [about('language_id', `The shop has no language ${language}`)];
}

/** By id, or by its name in any language (documented). */
function checkStatus(order: Thing, shop: Shelves): readonly ErrorMessage[] {
  const [id, name] = [order['status_id'], textOf(order['status'])];
  const statuses = shop.all('OrderStatuses');
  if (typeof id === 'number' && !statuses.some((one) => one['id'] === id)) {
    return [about('status_id', `The shop has no order status ${id}`)];
  }
  const names = new Set(statuses.flatMap((one) => (listOf(one['descriptions']) ?? []).map((text) => text['name'])));
  return name === null || names.has(name) ? [] : [about('status', `The shop has no order status ${name}`)];
}

function checkFirm(order: Thing): readonly ErrorMessage[] {
  const customer = thingOf(order['customer']);
  const isNameless = customer['company_yn'] === true && textOf(customer['company']) === null;
  return isNameless ? [errorMessage('A firm must have a name', { object: 'customer', property: 'company' })] : [];
}

function checkSymbol(order: Thing): readonly ErrorMessage[] {
  const symbol = textOf(order['variable_symbol']);
  if (symbol === null || /^\d{1,10}$/.test(symbol)) return [];
  return [about('variable_symbol', 'The variable symbol must be at most 10 digits')];
}

function about(property: string, message: string): ErrorMessage {
  return errorMessage(message, { object: 'orders', property });
}

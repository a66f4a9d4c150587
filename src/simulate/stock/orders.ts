/**
 * Orders: a customer of the shop, one to three of its products, a shipment and a payment, and totals that add up.
 * Kept of one: what was written and what must not change with the shop around it - customer, lines with their prices,
 * status. Numbers 9000011, 9000021, 9000031 and case numbers B00001 follow what was seen.
 */
import type { Random } from '../../core/random.ts';
import type { Kind, Surroundings } from './kind.ts';
import { languageOf, type Language } from './languages.ts';
import { CROWNS_FOR_EURO, payable, cents } from './money.ts';
import { pinOrderCustomer, wholeOrderCustomer } from './order-customer.ts';
import { drawDiscounts, pinCarriage, wholeDiscount, wholePayment, wholeShipment } from './order-extras.ts';
import { nextOfOrder } from './order-life.ts';
import { drawLines, linesOf, pinLine, sumOf, weightOf, wholeLine, type Buying } from './order-lines.ts';
import { findStatus, RECEIVED } from './order-statuses.ts';
import { pricelistOf } from './pricelists.ts';
import { boolOf, complete, isThing, listOf, merge, textOf, thingOf, type Thing } from './thing.ts';
import { uuidOf } from './uuid.ts';

/** So many are there when the shop opens. */
const AT_FIRST = 10;

export const ORDERS: Kind = {
  entity: 'Orders',
  idField: 'order_number',
  drawsOn: [
    'Languages',
    'Pricelists',
    'OrderStatuses',
    'Availabilities',
    'Categories',
    'Products',
    'Customers',
    'Shipments',
    'Payments',
  ],
  idAfter: (last) => String(Math.max(9_000_000, Math.floor(last / 10) * 10) + 11),
  opensWith: () => Array.from({ length: AT_FIRST }, (_, index) => ({ order_number: String(9_000_011 + 10 * index) })),
  pin,
  whole: makeWhole,
  revise,
  live: nextOfOrder,
};

function pin(known: Thing, shop: Surroundings, serial: number): Thing {
  const random = shop.randomOf('Orders', known['order_number']);
  const customer = pinOrderCustomer(thingOf(known['customer']), shop, random.fork('customer'));
  const languageId = textOf(known['language_id']) ?? textOf(customer.language);
  const language = languageOf(languageId, shop);
  const includesVat = boolOf(known['prices_with_vat_yn']) ?? true;
  const pricelist = pricelistOf(customer.fields['pricelist_name'], shop);
  const buying: Buying = { shop, language, pricelist, includesVat };
  const carriage = { ...buying, random: random.fork('carriage') };
  const written = linesOf(known);
  return {
    order_id: serial,
    ...known,
    language_id: languageId ?? language.id,
    prices_with_vat_yn: includesVat,
    ...statusFields(known, language, shop),
    customer: customer.fields,
    products: written?.map((line) => pinLine(line, buying)) ?? drawLines(buying, random.fork('lines')),
    ...(written === null ? drawDiscounts(random.fork('discounts'), language) : {}),
    shipment: pinCarriage('Shipments', writtenOf(known['shipment']), carriage),
    payment: pinCarriage('Payments', writtenOf(known['payment']), carriage),
  };
}

function writtenOf(value: unknown): Thing | null {
  return isThing(value) ? value : null;
}

/** Written by id or by name (documented); a new order is received. Both are kept, since an event says both. */
function statusFields(known: Thing, language: Language, shop: Surroundings): Thing {
  const isGiven = known['status_id'] !== undefined || known['status'] !== undefined;
  const status = findStatus(isGiven ? known : { status_id: RECEIVED }, language.id, shop);
  const usual = { status_id: status?.id ?? null, status: status?.name ?? null };
  return complete(usual, known);
}

/** A status written alone decides the other half of it; one that marks an order paid or resolved does so (documented). */
function revise(known: Thing, fields: Thing, shop: Surroundings): Thing {
  const merged = merge(known, fields);
  const hasStatus = fields['status_id'] !== undefined || fields['status'] !== undefined;
  if (!hasStatus) return merged;
  const language = languageOf(merged['language_id'], shop);
  const halves = { status_id: fields['status_id'], status: fields['status'] };
  const status = findStatus(halves, language.id, shop);
  const both = complete({ status_id: status?.id ?? null, status: status?.name ?? null }, halves);
  return {
    ...merged,
    ...both,
    ...(status?.marksPaid === true && textOf(merged['paid_date']) === null
      ? { paid_date: merged['last_update_time'] }
      : {}),
    ...(status?.marksResolved === true && fields['resolved_yn'] === undefined ? { resolved_yn: true } : {}),
  };
}

function makeWhole(known: Thing, shop: Surroundings): Thing {
  const number = textOf(known['order_number']) ?? '';
  const serial = Number(known['order_id']) || 0;
  const language = languageOf(known['language_id'], shop);
  const includesVat = boolOf(known['prices_with_vat_yn']) ?? true;
  const buying: Buying = { shop, language, includesVat, pricelist: pricelistOf(null, shop) };
  const lines = (linesOf(known) ?? []).map((line, index) =>
    wholeLine(line, buying, `${shop.shopName}/${number}/${index}`),
  );
  const shipment = wholeShipment(thingOf(known['shipment']), buying);
  const payment = wholePayment(thingOf(known['payment']), buying);
  const discounts = {
    discount_voucher: wholeDiscount('discount_voucher', known, lines),
    quantity_discount: wholeDiscount('quantity_discount', known, lines),
    loyalty_points: wholeDiscount('loyalty_points', known, lines),
  };
  const total = totalOf([...lines, shipment, payment], Object.values(discounts), language);
  const computed = { ...total, ...discounts, products: lines, shipment, payment };
  const documented = {
    order_number: number,
    order_id: serial,
    case_number: `B${String(serial).padStart(5, '0')}`,
    external_order_number: null,
    uuid: uuidOf(`${shop.shopName}/${number}`),
    language_id: language.id,
    currency_id: language.currency,
    default_currency_rate: language.currency === 'CZK' ? 1 : 1 / CROWNS_FOR_EURO,
    prices_with_vat_yn: includesVat,
    status_id: null,
    status: null,
    paid_date: null,
    tracking_code: null,
    tracking_url: trackingUrl(known, shop),
    statistics_yn: true,
    resolved_yn: false,
    oss_yn: false,
    internal_note: null,
    last_update_time: null,
    creation_time: null,
    variable_symbol: String(serial),
    dimensions: { width: null, length: null, height: null },
    total_weight: weightOf(lines),
    order_total: 0,
    order_total_before_round: 0,
    order_total_rest: 0,
    invoice_number: null,
    origin: 'frontend',
    admin_url: `https://${shop.shopName}.admin.example.com/orders/edit-order/default/${serial}`,
    customer: {},
    products: [],
    discount_voucher: null,
    quantity_discount: null,
    loyalty_points: null,
    shipment: {},
    payment: {},
    attachments: [],
    metas: [],
  };
  return {
    ...complete(documented, known),
    ...computed,
    customer: wholeOrderCustomer(thingOf(known['customer']), shop),
  };
}

/** Documented: the total is with VAT, the rest is what rounding added. */
function totalOf(paid: readonly Thing[], discounts: readonly (Thing | null)[], { currency }: Language): Thing {
  const off = discounts.flatMap((discount) => listOf(discount?.['discounts']) ?? []);
  const before = cents(sumOf(paid, 'price_with_vat') - sumOf(off, 'price_with_vat'));
  const total = payable(before, currency);
  return { order_total: total, order_total_before_round: before, order_total_rest: cents(total - before) };
}

function trackingUrl(known: Thing, shop: Surroundings): string | null {
  const code = textOf(known['tracking_code']);
  const shipment = shop.find('Shipments', thingOf(known['shipment'])['id']);
  const url = shipment === null ? null : textOf(shop.whole('Shipments', shipment)['tracking_url']);
  return code === null || url === null ? null : `${url}${encodeURIComponent(code)}`;
}

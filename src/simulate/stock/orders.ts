/**
 * Orders: a customer of the shop, one to three of its products, a shipment and a payment.
 * Kept of one: what was written and what must not change with the shop around it - customer, lines with their prices,
 * status. Numbers 9000011, 9000021, 9000031 follow what was seen.
 */
import type { Random } from '../../core/random.ts';
import type { Kind, Surroundings } from './kind.ts';
import { languageOf, type Language } from './languages.ts';
import { pinOrderCustomer } from './order-customer.ts';
import { DISCOUNTS, drawDiscounts, pinCarriage } from './order-extras.ts';
import { nextOfOrder, wasPaidBefore } from './order-life.ts';
import { buyingOf, drawLines, pinLine, type Buying } from './order-lines.ts';
import { reviseOrder } from './order-revise.ts';
import { CANCELLED, findStatus, IN_PROGRESS, PAID, READY, RECEIVED, SENT } from './order-statuses.ts';
import { wholeOrder } from './order-whole.ts';
import { complete, isThing, listOf, textOf, thingOf, type Thing } from './thing.ts';

/** The orders that are there when the shop opens, oldest first. Each kind of discount is among them. */
const AT_FIRST: readonly Thing[] = [
  { status_id: SENT },
  { status_id: SENT, discount_voucher: { code: 'SLEVA10', type: 'percent', amount: 10 } },
  { status_id: CANCELLED },
  { status_id: SENT, quantity_discount: { type: 'percent', amount: 5 } },
  { status_id: SENT, loyalty_points: { one_point_for: 1, amount: 2 } },
  { status_id: READY },
  { status_id: IN_PROGRESS },
  { status_id: PAID },
  { status_id: RECEIVED },
  { status_id: RECEIVED },
];
const BEFORE_FIRST = 9_000_001;

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
  idAfter: (last) => String(Math.max(BEFORE_FIRST, Math.floor(last / 10) * 10 + 1) + 10),
  opensWith: () =>
    AT_FIRST.map((fields, index) => ({ order_number: String(BEFORE_FIRST + 10 * (index + 1)), ...fields })),
  pin,
  whole: wholeOrder,
  revise: reviseOrder,
  live: nextOfOrder,
};

function pin(known: Thing, shop: Surroundings, serial: number): Thing {
  const random = shop.randomOf('Orders', known['order_number']);
  const customer = pinOrderCustomer(thingOf(known['customer']), shop, random);
  const language = languageOf(textOf(known['language_id']) ?? customer.language, shop);
  const order = { order_id: serial, language_id: language.id, prices_with_vat_yn: true, ...known };
  const linked = { ...order, ...statusOf(known, language, shop), customer: customer.fields };
  return { ...linked, ...pinBought(known, buyingOf(linked, shop), random) };
}

/** Where nobody wrote lines, the shop thinks the whole purchase up. */
function pinBought(known: Thing, buying: Buying, random: Random): Thing {
  const written = listOf(known['products']);
  // Who writes an order without a shipment gets one without.
  const writtenOf = (field: string): Thing | null =>
    isThing(known[field]) ? known[field] : written === null ? null : {};
  const hasDiscount = DISCOUNTS.some((name) => known[name] !== undefined);
  return {
    ...(written === null ? paidDate(known) : {}),
    ...(written === null && !hasDiscount ? drawDiscounts(random, buying.language) : {}),
    products: written === null ? drawLines(buying, random) : written.map((line) => pinLine(line, buying)),
    shipment: pinCarriage('Shipments', writtenOf('shipment'), { ...buying, random }),
    payment: pinCarriage('Payments', writtenOf('payment'), { ...buying, random }),
  };
}

/** What has come so far has been paid on the way. */
function paidDate(known: Thing): Thing {
  const isPaid = known['paid_date'] === undefined && wasPaidBefore(known);
  return isPaid ? { paid_date: known['creation_time'] } : {};
}

/** Written by id or by name (documented); a new order is received. Both are kept, since an event says both. */
function statusOf(known: Thing, language: Language, shop: Surroundings): Thing {
  const isGiven = known['status_id'] !== undefined || known['status'] !== undefined;
  const status = findStatus(isGiven ? known : { status_id: RECEIVED }, language.id, shop);
  return complete({ status_id: status?.id ?? null, status: status?.name ?? null }, known);
}

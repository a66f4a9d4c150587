/**
 * Invoices, credit notes and receipts. Each belongs to an order of the shop and shows its customer, lines and sums; a
 * credit note shows them below zero. Kept of one: number, type and order. Numbers are invented: no real one was found.
 */
import type { Random } from '../../core/random.ts';
import { wholeInvoice } from './invoice-whole.ts';
import type { Kind, Surroundings } from './kind.ts';
import { CANCELLED } from './order-statuses.ts';
import { textOf, type Thing } from './thing.ts';

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
  whole: wholeInvoice,
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

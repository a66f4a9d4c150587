/**
 * How an order changes. In: its kept form and the fields that were written. Out: the kept form after it. What is written
 * anew is paired anew: goods, shipment and payment by code, the customer by e-mail address, the status by id or name.
 */
import type { Surroundings } from './kind.ts';
import { languageOf } from './languages.ts';
import { pinOrderCustomer } from './order-customer.ts';
import { pinCarriage } from './order-extras.ts';
import { buyingOf, pinLine } from './order-lines.ts';
import { findStatus } from './order-statuses.ts';
import { complete, isThing, listOf, merge, textOf, thingOf, type Thing } from './thing.ts';

/** Lines are replaced by those written; shipment and payment too. */
export function reviseOrder(known: Thing, fields: Thing, shop: Surroundings): Thing {
  const merged = { ...merge(known, fields), ...customerOf(known, fields, shop) };
  const bought = { ...merged, ...boughtOf(merged, fields, shop) };
  return { ...bought, ...statusOf(bought, fields, shop) };
}

function customerOf(known: Thing, { customer: written }: Thing, shop: Surroundings): Thing {
  if (!isThing(written) || textOf(written['email']) === null) return {};
  const customer = { ...merge(thingOf(known['customer']), written), customer_id: null };
  const random = shop.randomOf('Orders', known['order_number']);
  return { customer: pinOrderCustomer(customer, shop, random).fields };
}

function boughtOf(merged: Thing, { products, shipment, payment }: Thing, shop: Surroundings): Thing {
  const buying = buyingOf(merged, shop);
  const carriage = { ...buying, random: shop.randomOf('Orders', merged['order_number']) };
  const lines = listOf(products);
  return {
    ...(lines === null ? {} : { products: lines.map((line) => pinLine(line, buying)) }),
    ...(isThing(shipment) ? { shipment: pinCarriage('Shipments', shipment, carriage) } : {}),
    ...(isThing(payment) ? { payment: pinCarriage('Payments', payment, carriage) } : {}),
  };
}

/** A status written alone decides the other half of it; one that marks an order paid or resolved does so (documented). */
function statusOf(merged: Thing, fields: Thing, shop: Surroundings): Thing {
  const { status_id, status: name } = fields;
  if (status_id === undefined && name === undefined) return {};
  const status = findStatus(fields, languageOf(merged['language_id'], shop).id, shop);
  const isPaidNow = status?.marksPaid === true && textOf(merged['paid_date']) === null;
  const isResolvedNow = status?.marksResolved === true && fields['resolved_yn'] === undefined;
  return {
    ...complete({ status_id: status?.id ?? null, status: status?.name ?? null }, { status_id, status: name }),
    ...(isPaidNow ? { paid_date: merged['last_update_time'] } : {}),
    ...(isResolvedNow ? { resolved_yn: true } : {}),
  };
}

/** The twelve entities, each after those it draws on: in this order the shop is filled when it opens. */
import { AVAILABILITIES } from './availabilities.ts';
import { CATEGORIES } from './categories.ts';
import { CUSTOMERS } from './customers.ts';
import { INVOICES } from './invoices.ts';
import type { Kind } from './kind.ts';
import { LABELS } from './labels.ts';
import { LANGUAGES } from './languages.ts';
import { ORDER_STATUSES } from './order-statuses.ts';
import { ORDERS } from './orders.ts';
import { PAYMENTS } from './payments.ts';
import { PRICELISTS } from './pricelists.ts';
import { PRODUCTS } from './products.ts';
import { SHIPMENTS } from './shipments.ts';
import type { EntityName } from './thing.ts';

export const KINDS: Readonly<Record<EntityName, Kind>> = {
  Languages: LANGUAGES,
  Pricelists: PRICELISTS,
  OrderStatuses: ORDER_STATUSES,
  Availabilities: AVAILABILITIES,
  Labels: LABELS,
  Categories: CATEGORIES,
  Shipments: SHIPMENTS,
  Payments: PAYMENTS,
  Products: PRODUCTS,
  Customers: CUSTOMERS,
  Orders: ORDERS,
  Invoices: INVOICES,
};

export function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(KINDS, name);
}

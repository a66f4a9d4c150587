/** All lists that the simulated shop serves, in the order of the API description. */
import { AVAILABILITIES, CATEGORIES, LABELS, PRODUCTS } from './goods.ts';
import { INVOICES, ORDERS, ORDER_STATUSES } from './orders.ts';
import { CUSTOMERS, GROUPS } from './people.ts';
import type { Resource } from './resource.ts';
import { LANGUAGES, PAYMENTS, PRICELISTS, SHIPMENTS } from './settings.ts';

export const RESOURCES: readonly Resource[] = [
  ORDERS,
  ORDER_STATUSES,
  INVOICES,
  PRODUCTS,
  LABELS,
  AVAILABILITIES,
  CATEGORIES,
  CUSTOMERS,
  GROUPS,
  SHIPMENTS,
  PAYMENTS,
  PRICELISTS,
  LANGUAGES,
];

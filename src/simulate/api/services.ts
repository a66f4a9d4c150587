/**
 * The endpoints of the REST API that the simulated shop serves, as `GET status` names them, and whose events go with
 * them: a user without rights to `orders` has none to the events of orders (documented for orders, "the same applies to
 * other types"). Which names `GET status` uses is not documented: the last part of the endpoint's path (inferred).
 */
export type Privilege = 'deny' | 'readonly' | 'all';

export interface Service {
  readonly name: string;
  /** As the events' names begin; null when no event speaks of it. */
  readonly entity: string | null;
  /** What an unrestricted user may do: `readonly` where only reading is documented. */
  readonly most: Exclude<Privilege, 'deny'>;
}

const service = (name: string, entity: string | null, most: Service['most'] = 'all'): Service => ({
  name,
  entity,
  most,
});

/** In the order of the API description. */
export const SERVICES: readonly Service[] = [
  service('orders', 'Orders'),
  service('order-statuses', 'OrderStatuses'),
  service('invoices', 'Invoices', 'readonly'),
  service('products', 'Products'),
  service('labels', 'Labels'),
  service('availabilities', 'Availabilities'),
  service('categories', 'Categories'),
  service('customers', 'Customers'),
  service('groups', null),
  service('shipments', 'Shipments', 'readonly'),
  service('payments', 'Payments', 'readonly'),
  service('webhooks', null),
  service('config', null, 'readonly'),
  service('pricelists', 'Pricelists'),
  service('languages', 'Languages', 'readonly'),
  service('owner', null, 'readonly'),
  service('status', null, 'readonly'),
];

/** Open to every API user, whatever the rights (documented). */
export const OPEN_SERVICES: ReadonlySet<string> = new Set(['status', 'webhooks']);

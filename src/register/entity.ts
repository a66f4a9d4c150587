/**
 * Where the API has the things that webhooks speak of. In: what is wanted. Out: the path to ask for it, and the one record
 * in the answer, exactly as the shop wrote it. The address of one thing answers with a list too (documented), and an unknown
 * id with an empty one (inferred) or 404, so a record counts only when it has the id.
 * Source: API Blueprint "Upgates API v2"; where the address of one thing is not documented, the list is asked by its id.
 */
import { writtenAt } from '../core/json-place.ts';
import type { Subject } from '../core/subject.ts';
import { fieldsOf } from './fields.ts';

export type EntityWish = Pick<Subject, 'entity' | 'id'>;

interface Place {
  readonly path: (id: string) => string;
  /** The list's key in the answer. */
  readonly key: string;
  readonly idField: string;
}

const below = (path: string, key: string, idField: string): Place => ({
  path: (id) => `/${path}/${encodeURIComponent(id)}`,
  key,
  idField,
});

const askedBy = (name: string, path: string, idField = name): Place => ({
  path: (id) => `/${path}?${name}=${encodeURIComponent(id)}`,
  key: path,
  idField,
});

/** Neither takes an id: the whole list comes, and it is short. */
const wholeList = (path: string, idField: string): Place => ({ path: () => `/${path}`, key: path, idField });

const PLACES: Readonly<Record<string, Place>> = {
  Orders: below('orders', 'orders', 'order_number'),
  OrderStatuses: below('order-statuses', 'order_statuses', 'id'),
  // The address of one product has its code, which may be null.
  Products: askedBy('product_id', 'products'),
  Availabilities: below('availabilities', 'availabilities', 'id'),
  Labels: below('labels', 'labels', 'label_id'),
  Categories: askedBy('category_id', 'categories'),
  Customers: askedBy('customer_id', 'customers'),
  Shipments: below('shipments', 'shipments', 'id'),
  Payments: below('payments', 'payments', 'id'),
  Pricelists: wholeList('pricelists', 'id'),
  Languages: wholeList('languages', 'language_id'),
  Invoices: below('invoices', 'invoices', 'invoice_number'),
};

/** Null for what the API has no list of. */
export function entityPath({ entity, id }: EntityWish): string | null {
  return PLACES[entity]?.path(id) ?? null;
}

export type EntityReading =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'missing' }
  /** No list of what was asked for. */
  | { readonly kind: 'odd' };

/** `json` is what `text` says. */
export function readEntity({ entity, id }: EntityWish, json: unknown, text: string): EntityReading {
  const place = PLACES[entity];
  const list = place === undefined ? null : fieldsOf(json)[place.key];
  if (place === undefined || !Array.isArray(list)) return { kind: 'odd' };
  const index = list.findIndex((item) => idOf(item, place.idField) === id);
  if (index === -1) return { kind: 'missing' };
  const written = writtenAt(text, [place.key, String(index)]);
  return written === null ? { kind: 'odd' } : { kind: 'found', text: written };
}

/** A number here may be a text there: statuses have one in the webhook and the other in the API. */
function idOf(item: unknown, field: string): string | null {
  const id = fieldsOf(item)[field];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

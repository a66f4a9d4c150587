/**
 * The lists of the API that can be asked what has changed since a time. In: an entity and a time. Out: the path of one page
 * (one API call), and the things in its answer, of which nothing is trusted. Entities that no list tells times of cannot be
 * asked for, and what was deleted is in no list.
 * Source: API Blueprint "Upgates API v2", the parameters of each list. That a thing which was only created counts as changed
 * is inferred: products can be asked for in no other way, and the description tells to fetch new orders so.
 */
import { shopDateTime, type Instant } from '../core/instant.ts';
import { fieldsOf, type Fields } from './fields.ts';

export interface ChangedList {
  /** As in the catalogue of events. */
  readonly entity: string;
  /** Below `/api/v2`. */
  readonly path: string;
  /** Its key in the answer. */
  readonly key: string;
  readonly idField: string;
  readonly labelField: string;
  /** Whether it can be asked for what is new alone. */
  readonly tellsNew: boolean;
  /** Whether it can be had with the oldest change first. */
  readonly isSorted: boolean;
}

const listOf = (entity: string, path: string, idField: string): ChangedList => ({
  entity,
  path,
  key: path,
  idField,
  labelField: idField,
  tellsNew: true,
  isSorted: false,
});

export const CHANGED_LISTS: readonly ChangedList[] = [
  { ...listOf('Orders', 'orders', 'order_number'), isSorted: true },
  // Descriptions and prices of fifty products are long, and no event speaks of them: the short form will do.
  { ...listOf('Products', 'products', 'product_id'), path: 'products/simple', labelField: 'code', tellsNew: false },
  { ...listOf('Categories', 'categories', 'category_id'), labelField: 'code' },
  { ...listOf('Customers', 'customers', 'customer_id'), labelField: 'email' },
  listOf('Invoices', 'invoices', 'invoice_number'),
];

export interface ChangedSince {
  readonly list: ChangedList;
  /** A time of the shop. */
  readonly from: Instant;
  /** Only creations are wanted. */
  readonly onlyNew: boolean;
  /** From one. */
  readonly page: number;
}

export function changedPath({ list: { path, tellsNew, isSorted }, from, onlyNew, page }: ChangedSince): string {
  const by = onlyNew && tellsNew ? 'creation_time' : 'last_update_time';
  const order = isSorted ? `&order_by=${by}&order_dir=asc` : '';
  return `/${path}?${by}_from=${encodeURIComponent(shopDateTime(from))}${order}&page=${page}`;
}

/** One thing of a list as it came. */
export interface ListedThing {
  readonly id: string;
  readonly label: string;
  /** The shop's times; null where it gives none. */
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly fields: Fields;
}

export interface ChangedPage {
  readonly things: readonly ListedThing[];
  /** At least one. */
  readonly pages: number;
}

/** More on a page is not documented, and not read. */
const MOST_THINGS = 1000;
const LONGEST_TEXT = 500;

/** Null when it is no such list; things without an id are passed over. */
export function readChangedPage(list: ChangedList, value: unknown): ChangedPage | null {
  const answer = fieldsOf(value);
  const items = answer[list.key];
  if (!Array.isArray(items)) return null;
  const pages = answer['number_of_pages'];
  const things = items.slice(0, MOST_THINGS).flatMap((item) => readThing(list, fieldsOf(item)) ?? []);
  return { things, pages: typeof pages === 'number' && Number.isSafeInteger(pages) ? Math.max(1, pages) : 1 };
}

function readThing(list: ChangedList, fields: Fields): ListedThing | null {
  const id = scalar(fields[list.idField]);
  if (id === '') return null;
  // What a customer is known by stands in its login.
  const label = scalar(fields[list.labelField] ?? fieldsOf(fields['login'])[list.labelField]);
  return {
    id,
    label: label === '' ? id : label,
    createdAt: readTime(fields['creation_time']),
    updatedAt: readTime(fields['last_update_time']),
    fields,
  };
}

function scalar(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
}

function readTime(value: unknown): Instant | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

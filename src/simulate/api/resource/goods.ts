/** Products with their views, labels, availabilities and categories: how they are listed. */
import type { Meaning, Parameter } from './meaning.ts';
import { filesOf, PRODUCT_PROJECTIONS } from './product-views.ts';
import { equals, flagOf, oneOf, PAGE, pagesOf, parameter, type Resource, type View } from './resource.ts';

/** What all lists of products take. */
const OF_ALL_PRODUCTS: readonly Parameter[] = [
  parameter('code', equals('code')),
  parameter('codes', oneOf('code')),
  parameter('product_id', equals('product_id')),
  parameter('product_ids', oneOf('product_id')),
  parameter('variant_codes', oneOf('variants.code')),
  parameter('last_update_time_from', { kind: 'from', path: 'last_update_time' }),
  parameter('active_yn', flagOf('active_yn')),
  parameter('archived_yn', flagOf('archived_yn')),
  parameter('can_add_to_basket_yn', flagOf('can_add_to_basket_yn')),
  parameter('exclude_from_search_yn', flagOf('exclude_from_search_yn')),
  // "Only products in stock, or products with the other availabilities": so the type of the availability counts.
  parameter('in_stock_yn', { kind: 'flag', isSet: (product) => product['availability_type'] === 'InStock' }),
];
const LANGUAGE = parameter('language', { kind: 'language', lists: ['descriptions', 'prices'] });
const PRICELIST = parameter('pricelist', { kind: 'pricelist' });
const WITH_FILES: Meaning = { kind: 'flag', isSet: (product) => filesOf(product).length > 0 };

const view = (name: keyof typeof PRODUCT_PROJECTIONS, more: readonly Parameter[]): View => ({
  name,
  parameters: [...OF_ALL_PRODUCTS, ...more, PAGE],
  project: PRODUCT_PROJECTIONS[name],
});

export const PRODUCTS: Resource = {
  service: 'products',
  key: 'products',
  entity: 'Products',
  idField: 'code',
  idInPath: 'documented',
  paging: pagesOf(50),
  parameters: [...OF_ALL_PRODUCTS, LANGUAGE, PRICELIST, PAGE],
  views: [
    view('simple', []),
    view('prices', [LANGUAGE, PRICELIST]),
    view('parameters', [LANGUAGE]),
    view('labels', [LANGUAGE]),
    view('files', [LANGUAGE, parameter('with_files_yn', WITH_FILES)]),
    view('related', []),
  ],
  verbs: ['GET', 'POST', 'PUT', 'DELETE'],
  notSimulated: [],
};

export const LABELS: Resource = {
  service: 'labels',
  key: 'labels',
  entity: 'Labels',
  idField: 'label_id',
  idInPath: 'documented',
  paging: pagesOf(50),
  parameters: [
    parameter('id', equals('label_id')),
    parameter('ids', oneOf('label_id')),
    parameter('type', { kind: 'choice', path: 'type', values: ['action', 'new', 'sale', 'custom'] }),
    PAGE,
  ],
  verbs: ['GET'],
  notSimulated: ['POST', 'DELETE'],
};

/** In pages (documented), but the answer's counters are missing in the description: as in the other lists (inferred). */
export const AVAILABILITIES: Resource = {
  service: 'availabilities',
  key: 'availabilities',
  entity: 'Availabilities',
  idField: 'id',
  idInPath: 'documented',
  paging: pagesOf(50),
  parameters: [
    parameter('id', equals('id')),
    parameter('ids', oneOf('id')),
    PAGE,
    parameter('type', { kind: 'choice', path: 'type', values: ['OnRequest', 'NotAvailable', 'InStock', 'Custom'] }),
  ],
  verbs: ['GET'],
  notSimulated: ['POST', 'PUT'],
};

export const CATEGORIES: Resource = {
  service: 'categories',
  key: 'categories',
  entity: 'Categories',
  idField: 'category_id',
  idInPath: 'inferred',
  paging: pagesOf(100),
  parameters: [
    parameter('creation_time_from', { kind: 'from', path: 'creation_time' }),
    parameter('last_update_time_from', { kind: 'from', path: 'last_update_time' }),
    parameter('code', equals('code')),
    parameter('codes', oneOf('code')),
    parameter('category_id', equals('category_id')),
    parameter('ids', oneOf('category_id')),
    parameter('parent_id', equals('parent_id')),
    parameter('active_yn', flagOf('active_yn')),
    parameter('exclude_from_search_yn', flagOf('exclude_from_search_yn')),
    parameter('language', { kind: 'language', lists: ['descriptions'] }),
    PAGE,
  ],
  verbs: ['GET'],
  notSimulated: ['POST', 'PUT', 'DELETE'],
};

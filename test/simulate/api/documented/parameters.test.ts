import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCES } from '../../../../src/simulate/api/resource/resources.ts';
import type { Parameter } from '../../../../src/simulate/api/resource/meaning.ts';
import type { SimulatedShop } from '../../../../src/simulate/shop.ts';
import { callApi } from '../../rest-client.ts';
import { readDocumented } from './read-documented.ts';
import { createRichShop } from './rich-shop.ts';

const documented = await readDocumented();
let shop: SimulatedShop;
beforeAll(async () => {
  shop = await createRichShop();
});
afterAll(async () => await shop.close());

// oxlint-disable-next-line typescript/no-explicit-any
type Item = any;

/** A query, and which of the items of the whole list it must leave; or what else must hold of the answer. */
interface Check {
  readonly query: (items: readonly Item[]) => string;
  readonly keeps: (item: Item, items: readonly Item[]) => boolean;
}

const first = (items: readonly Item[], field: string): string =>
  String(items.map((item) => item[field]).find((value) => value !== null));
const two = (items: readonly Item[], field: string): readonly string[] =>
  [...new Set(items.map((item) => item[field]).filter((value) => value !== null))].slice(0, 2).map(String);
const middle = (items: readonly Item[], field: string): string =>
  items.map((item) => String(item[field])).toSorted((a, b) => Date.parse(a) - Date.parse(b))[items.length >> 1] ?? '';

const same = (name: string, field: string = name): Check => ({
  query: (items) => `${name}=${encodeURIComponent(first(items, field))}`,
  keeps: (item, items) => String(item[field]) === first(items, field),
});
const several = (name: string, field: string): Check => ({
  query: (items) => `${name}=${two(items, field).map(encodeURIComponent).join(';')}`,
  keeps: (item, items) => two(items, field).includes(String(item[field])),
});
const since = (name: string, field: string): Check => ({
  query: (items) => `${name}=${encodeURIComponent(middle(items, field))}`,
  keeps: (item, items) => Date.parse(item[field]) >= Date.parse(middle(items, field)),
});
const flag = (name: string, isSet: (item: Item) => boolean = (item) => item[name]): Check => ({
  query: () => `${name}=1`,
  keeps: (item) => isSet(item),
});
const exactly = (query: string, keeps: (item: Item) => boolean): Check => ({ query: () => query, keeps });

const OF_PRODUCTS: Readonly<Record<string, Check>> = {
  code: same('code'),
  codes: several('codes', 'code'),
  product_id: same('product_id'),
  product_ids: several('product_ids', 'product_id'),
  variant_codes: exactly('variant_codes=RICH-2-S;RICH-1-S', (item) => item.code?.startsWith('RICH-') === true),
  last_update_time_from: since('last_update_time_from', 'last_update_time'),
  active_yn: flag('active_yn'),
  archived_yn: flag('archived_yn'),
  can_add_to_basket_yn: flag('can_add_to_basket_yn'),
  exclude_from_search_yn: flag('exclude_from_search_yn'),
  in_stock_yn: flag('in_stock_yn', (item) => item.availability_type === 'InStock'),
  // All products have all three languages and price lists; that one chooses within them is shown elsewhere.
  language: exactly('language=de', () => false),
  pricelist: exactly('pricelist=Tajn%C3%BD', () => false),
  with_files_yn: flag('with_files_yn', (item) => item.product_id % 5 === 0),
};

const BY_ID = { id: same('id'), ids: several('ids', 'id'), type: same('type') };
const BY_ID_AND_CODE = { ...BY_ID, code: same('code'), codes: several('codes', 'code') };

const CHECKS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  orders: {
    order_number: same('order_number'),
    order_numbers: several('order_numbers', 'order_number'),
    creation_time_from: since('creation_time_from', 'creation_time'),
    creation_time_to: {
      query: (items) => `creation_time_to=${encodeURIComponent(middle(items, 'creation_time'))}`,
      keeps: (item, items) => Date.parse(item.creation_time) <= Date.parse(middle(items, 'creation_time')),
    },
    last_update_time_from: since('last_update_time_from', 'last_update_time'),
    paid_yn: flag('paid_yn', (item) => item.paid_date !== null),
    status: exactly('status=', (item) => item.status === null),
    status_id: same('status_id'),
    status_ids: several('status_ids', 'status_id'),
    language: exactly('language=sk', (item) => item.language_id === 'sk'),
    email: exactly('email=RICH@example.com', (item) => item.customer.email === 'rich@example.com'),
    phone: exactly('phone=421900000002', (item) => item.customer.phone === '+421 900 000 002'),
    external_order_number: same('external_order_number'),
    payment_type: {
      query: (items) => `payment_type=${items[0].payment.type}`,
      keeps: (item, items) => item.payment.type === items[0].payment.type,
    },
    shipment_type: {
      query: (items) => `shipment_type=${items[0].shipment.type}`,
      keeps: (item, items) => item.shipment.type === items[0].shipment.type,
    },
  },
  'order-statuses': BY_ID,
  invoices: {
    invoice_number: same('invoice_number'),
    invoice_numbers: several('invoice_numbers', 'invoice_number'),
    creation_time_from: since('creation_time_from', 'creation_time'),
    // Everything else is of the days before.
    last_update_time_from: {
      query: () => 'last_update_time_from=2026-11-23',
      keeps: (item, items) => item === items[0] || item === items.at(-1),
    },
    paid_yn: flag('paid_yn'),
    type: exactly('type=creditNote', (item) => item.type === 'creditNote'),
  },
  products: OF_PRODUCTS,
  'products/simple': OF_PRODUCTS,
  'products/prices': OF_PRODUCTS,
  'products/parameters': OF_PRODUCTS,
  'products/labels': OF_PRODUCTS,
  'products/files': OF_PRODUCTS,
  'products/related': OF_PRODUCTS,
  labels: { id: same('id', 'label_id'), ids: several('ids', 'label_id'), type: same('type') },
  availabilities: BY_ID,
  categories: {
    creation_time_from: since('creation_time_from', 'creation_time'),
    last_update_time_from: since('last_update_time_from', 'last_update_time'),
    code: same('code'),
    codes: several('codes', 'code'),
    category_id: same('category_id'),
    ids: several('ids', 'category_id'),
    parent_id: same('parent_id'),
    active_yn: flag('active_yn'),
    exclude_from_search_yn: flag('exclude_from_search_yn'),
    language: exactly('language=de', () => false),
  },
  customers: {
    creation_time_from: since('creation_time_from', 'creation_time'),
    last_update_time_from: since('last_update_time_from', 'last_update_time'),
    code: same('code'),
    customer_id: same('customer_id'),
    ids: several('ids', 'customer_id'),
    active_yn: flag('active_yn', (item) => item.login.active_yn),
    blocked_yn: flag('blocked_yn', (item) => item.login.blocked_yn),
    language: same('language'),
    pricelist: same('pricelist'),
    email: exactly('email=rich%40example.com', (item) => item.login.email === 'rich@example.com'),
    phone: exactly('phone=420600000001', (item) => item.communication.phone === '+420 600 000 001'),
    company_name: exactly('company_name=Rich%20Ltd', (item) => item.company?.name === 'Rich Ltd'),
    company_number: exactly('company_number=1', (item) => item.company?.company_number === '1'),
    company_vat_number: exactly('company_vat_number=CZ1', (item) => item.company?.vat_number === 'CZ1'),
    newsletter_accept: exactly('newsletter_accept=excluded', (item) => item.newsletter_accept === 'excluded'),
  },
  groups: { name: same('name'), ids: several('ids', 'id') },
  shipments: BY_ID_AND_CODE,
  payments: BY_ID_AND_CODE,
};

/** Shown by tests of their own, in `read-list.test.ts`. */
const ELSEWHERE = new Set(['page', 'order_by', 'order_dir']);

const MAY_LEAVE_NOTHING = new Set(['language', 'pricelist']);

const lists = RESOURCES.flatMap((resource) => [
  { name: resource.service, key: resource.key, parameters: resource.parameters },
  ...(resource.views ?? []).map(({ name, parameters }) => ({
    name: `${resource.service}/${name}`,
    key: resource.key,
    parameters,
  })),
]);

const isEffective = ({ name }: Parameter): boolean => !ELSEWHERE.has(name);

describe.each(lists)('GET $name', ({ name, key, parameters }) => {
  it('takes exactly the documented parameters, with their values', () => {
    const wanted = documented.get(name)?.parameters ?? {};
    expect(parameters.map((one) => one.name).toSorted()).toEqual(Object.keys(wanted).toSorted());
    for (const { name: own, meaning } of parameters) {
      if (meaning.kind === 'choice') expect([own, meaning.values]).toEqual([own, wanted[own]]);
    }
  });

  const effective = parameters.filter(isEffective).map((one) => one.name);
  it.runIf(effective.length > 0).each(effective)('chooses by %s', async (parameter) => {
    const check = CHECKS[name]?.[parameter];
    if (check === undefined) throw new Error(`no check for ${name} ${parameter}`);
    // Views do not show all that they choose by.
    const whole: readonly Item[] = (await callApi(shop, `GET /${name.split('/')[0]}`)).json[key];
    const { status, json } = await callApi(shop, `GET /${name}?${check.query(whole)}`);
    expect(status).toBe(200);
    const wanted = whole.filter((item) => check.keeps(item, whole)).map(idOf);
    expect(json[key].map(idOf)).toEqual(wanted);
    expect(wanted.length).toBeLessThan(whole.length);
    if (!MAY_LEAVE_NOTHING.has(parameter) || !/products|categories/.test(name))
      expect(wanted.length).toBeGreaterThan(0);
  });
});

function idOf(item: Item): unknown {
  return (
    item.invoice_number ??
    item.order_number ??
    item.product_id ??
    item.category_id ??
    item.customer_id ??
    item.label_id ??
    item.id
  );
}

/** The routes of all lists: reading from their descriptions, with the writers of those that have some. */
import { readList, type Source } from '../resource/read-list.ts';
import { CUSTOMER_GROUPS } from '../resource/people.ts';
import { RESOURCES } from '../resource/resources.ts';
import type { Resource, View } from '../resource/resource.ts';
import type { Handler, Route } from '../route.ts';
import type { Stock } from '../../stock/stock.ts';
import { notSimulated } from './unserved.ts';
import { customerWriters } from './write-customers.ts';
import { orderWriters } from './write-orders.ts';
import { productWriters } from './write-products.ts';
import type { Goods, Writers } from './writers.ts';

/** Views come before the list itself, where their names would be taken for ids. */
export function resourceRoutes(goods: Goods): readonly Route[] {
  return RESOURCES.flatMap((resource) => [
    ...(resource.views ?? []).map((view) => viewRoute(resource, view, goods)),
    listRoute(resource, goods),
  ]);
}

function viewRoute(resource: Resource, view: View, goods: Goods): Route {
  return {
    service: resource.service,
    path: new RegExp(`^/${resource.service}(?:/([^/]+))?/${view.name}/?$`),
    methods: { GET: reader(resource, view, goods) },
  };
}

function listRoute(resource: Resource, goods: Goods): Route {
  return {
    service: resource.service,
    path: new RegExp(`^/${resource.service}(?:/([^/]+))?/?$`),
    methods: {
      GET: reader(resource, null, goods),
      ...writersOf(resource, goods),
      ...notSimulated(resource.notSimulated),
    },
  };
}

function reader(resource: Resource, view: View | null, { stock }: Goods): Handler {
  return async ({ url, id }) => {
    const source = sourceOf(resource, stock);
    return await readList({ resource, view, query: url.searchParams, pathId: id, source, shop: stock });
  };
}

function sourceOf({ entity }: Resource, stock: Stock): Source {
  if (entity === 'Groups') return { kept: CUSTOMER_GROUPS, whole: (group) => group };
  const shop = stock.kept.surroundings();
  return { kept: stock.kept.all(entity), whole: (kept) => shop.whole(entity, kept) };
}

function writersOf({ entity }: Resource, goods: Goods): Writers | null {
  if (entity === 'Orders') return orderWriters(goods);
  if (entity === 'Products') return productWriters(goods);
  return entity === 'Customers' ? customerWriters(goods) : null;
}

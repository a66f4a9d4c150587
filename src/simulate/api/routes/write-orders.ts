/**
 * `POST`, `PUT` and `DELETE` of orders. That e-mails and text messages go out, documents are made and the order is found
 * to be paid is left to the real shop: the fields that ask for it are taken and have no effect.
 */
import { errorMessage, ok, type ErrorMessage, type Reply } from '../reply.ts';
import { readInput, type InputReading } from '../resource/input.ts';
import { withMetas } from '../resource/metas.ts';
import { checkOrder, NEW_ORDER, ORDER_CHANGES } from '../resource/order-input.ts';
import { idsIn } from '../resource/query-texts.ts';
import { checked, MOST_BYTES, readItems, removeAll, settle } from '../resource/write.ts';
import type { RestCall } from '../route.ts';
import { boolOf, listOf, textOf, type Thing } from '../../stock/thing.ts';
import type { Goods, Writers } from './writers.ts';

export function orderWriters(goods: Goods): Writers {
  return {
    POST: async (call) => await createOrders(call, goods),
    PUT: async (call) => await changeOrders(call, goods),
    DELETE: (call) => removeOrders(call, goods),
  };
}

async function createOrders(call: RestCall, { stock, trade }: Goods): Promise<Reply> {
  const reading = readItems(await call.body(MOST_BYTES), 'orders');
  if (reading.kind === 'refused') return reading.reply;
  const readings = reading.items.map((item) => readInput(NEW_ORDER, item, 'orders'));
  const orders = checked(readings, (order) => checkOrder(order, stock));
  const settled = settle(orders, (good) => trade.create('Orders', good.map(newOrder)));
  return ok({
    orders: settled.map(({ fields, thing, messages }) => ({
      external_order_number: fields['external_order_number'] ?? null,
      order_number: thing?.['order_number'] ?? null,
      order_url: thing?.['admin_url'] ?? null,
      created_yn: thing !== null,
      messages,
    })),
  });
}

/** Documented origin of what comes through the API. */
function newOrder(written: Thing): Thing {
  const products = (listOf(written['products']) ?? []).map((item) => ({ quantity: 1, ...item }));
  return withMetas({ ...written, products, origin: 'api' }, null);
}

async function changeOrders(call: RestCall, { stock, trade }: Goods): Promise<Reply> {
  const reading = readItems(await call.body(MOST_BYTES), 'orders');
  if (reading.kind === 'refused') return reading.reply;
  const find = (order: Thing): Thing | null => stock.find('Orders', textOf(order['order_number']) ?? '');
  const readings = reading.items.map((item) => readInput(ORDER_CHANGES, item, 'orders'));
  const changes: readonly InputReading[] = checked(readings, (order) => {
    const before = find(order);
    return before === null ? [noSuchOrder(order)] : [...checkOrder(order, stock), ...checkItems(order, before)];
  });
  const deleteMissing = boolOf(reading.body['delete_missing_products_yn']) ?? false;
  const settled = settle(changes, (good) => {
    const wanted = good.map((order) => ({
      id: textOf(order['order_number']) ?? '',
      fields: changedOrder(order, find(order) ?? {}, deleteMissing),
    }));
    return trade.change('Orders', wanted);
  });
  return ok({
    orders: settled.map(({ fields, thing, messages }) => ({
      order_number: fields['order_number'] ?? null,
      order_url: thing?.['admin_url'] ?? null,
      updated_yn: thing !== null,
      messages,
    })),
  });
}

function noSuchOrder(order: Thing): ErrorMessage {
  const number = textOf(order['order_number']) ?? '';
  return errorMessage(`There is no order ${number}`, { object: 'orders', property: 'order_number' });
}

/** An item is found by its `uuid`; without one it is new (documented). An unknown one is refused (inferred). */
function checkItems(order: Thing, before: Thing): readonly ErrorMessage[] {
  const known = new Set((listOf(before['products']) ?? []).map((item) => item['uuid']));
  const strange = (listOf(order['products']) ?? []).find(
    (item) => item['uuid'] !== undefined && !known.has(item['uuid']),
  );
  if (strange === undefined) return [];
  const message = `The order has no product with the uuid ${textOf(strange['uuid']) ?? ''}`;
  return [errorMessage(message, { object: 'products', property: 'uuid' })];
}

function changedOrder(written: Thing, before: Thing, deleteMissing: boolean): Thing {
  const { order_number: _number, products, ...rest } = withMetas(written, before);
  if (!Array.isArray(products)) return rest;
  return { ...rest, products: mergeItems(listOf(before['products']) ?? [], listOf(products) ?? [], deleteMissing) };
}

function mergeItems(before: readonly Thing[], written: readonly Thing[], deleteMissing: boolean): readonly Thing[] {
  const kept = before.flatMap((item) => {
    const change = written.find((one) => one['uuid'] === item['uuid']);
    if (change === undefined) return deleteMissing ? [] : [item];
    return [{ ...item, ...change }];
  });
  const added = written.filter((one) => one['uuid'] === undefined).map((item) => ({ quantity: 1, ...item }));
  return [...kept, ...added];
}

function removeOrders({ url, id }: RestCall, { stock, trade }: Goods): Reply {
  const numbers = idsIn(url.searchParams, ['order_number', 'order_numbers'], id);
  const deletions = numbers.map((number) => ({
    found: stock.find('Orders', number),
    names: { order_number: number },
    subject: `order ${number}`,
  }));
  return removeAll('orders', deletions, (things) =>
    trade.remove(
      'Orders',
      things.flatMap((order) => textOf(order['order_number']) ?? []),
    ),
  );
}

import { describe, expect, it } from 'vitest';
import { EVENTS, findEvent, MAX_RECORDS } from '../../src/core/events.ts';
import { isCatalogued } from '../../src/core/pattern.ts';

/**
 * The catalogue written out by hand, once more and in another form: event, array key, fields with types, standing.
 * Types: s string, i int, b bool, t datetime; `?` may be null or empty.
 */
const CATALOGUE = `
  Orders.create          orders          order_number:s creation_time:t status_id:i status:s?                       documented
  Orders.update          orders          order_number:s last_update_time:t status_id:i status:s?                    documented
  Orders.delete          orders          order_number:s deletion_time:t                                             documented
  OrderStatuses.create   statuses        order_status_id:s creation_time:t                                          documented
  OrderStatuses.update   statuses        order_status_id:s last_update_time:t                                       documented
  OrderStatuses.delete   statuses        order_status_id:s deletion_time:t                                          documented
  Products.create        products        product_id:i code:s? creation_time:t                                       documented
  Products.update        products        product_id:i code:s? last_update_time:t                                    documented
  Products.delete        products        product_id:i code:s? deletion_time:t                                       documented
  Products.delete        variants        variant_id:i code:s? deletion_time:t                                       documented
  Availabilities.create  availabilities  availability_id:i creation_time:t                                          inferred
  Availabilities.update  availabilities  availability_id:i last_update_time:t                                       inferred
  Availabilities.delete  availabilities  availability_id:i deletion_time:t                                          inferred
  Labels.create          labels          label_id:i creation_time:t                                                 inferred
  Labels.update          labels          label_id:i last_update_time:t                                              inferred
  Labels.delete          labels          label_id:i deletion_time:t                                                 inferred
  Categories.create      categories      category_id:i code:s? creation_time:t                                      documented
  Categories.update      categories      category_id:i code:s? last_update_time:t                                   documented
  Categories.delete      categories      category_id:i code:s? deletion_time:t                                      documented
  Customers.create       customers       customer_id:i email:s code:s? creation_time:t active_yn:b blocked_yn:b     documented
  Customers.update       customers       customer_id:i email:s code:s? last_update_time:t                           documented
  Customers.delete       customers       customer_id:i email:s code:s? deletion_time:t                              documented
  Shipments.create       shipments       shipment_id:i creation_time:t                                              inferred
  Shipments.update       shipments       shipment_id:i last_update_time:t                                           inferred
  Shipments.delete       shipments       shipment_id:i deletion_time:t                                              inferred
  Payments.create        payments        payment_id:i creation_time:t                                               inferred
  Payments.update        payments        payment_id:i last_update_time:t                                            inferred
  Payments.delete        payments        payment_id:i deletion_time:t                                               inferred
  Pricelists.create      pricelists      pricelist_id:i creation_time:t                                             inferred
  Pricelists.update      pricelists      pricelist_id:i last_update_time:t                                          inferred
  Pricelists.delete      pricelists      pricelist_id:i deletion_time:t                                             inferred
  Languages.create       languages       language_id:s creation_time:t                                              inferred
  Languages.update       languages       language_id:s last_update_time:t                                           inferred
  Languages.delete       languages       language_id:s deletion_time:t                                              inferred
  Invoices.create        invoices        invoice_number:s type:s creation_time:t                                    documented
  Invoices.update        invoices        invoice_number:s type:s last_update_time:t                                 documented
  Invoices.delete        invoices        invoice_number:s type:s deletion_time:t                                    documented`;

function written(): readonly string[] {
  return CATALOGUE.trim()
    .split('\n')
    .map((line) => line.trim().replaceAll(/ +/g, ' '));
}

function built(): readonly string[] {
  const letters = { string: 's', int: 'i', bool: 'b', datetime: 't' };
  return EVENTS.flatMap((event) =>
    event.lists.map((list) => {
      const fields = list.fields.map((field) => `${field.name}:${letters[field.type]}${field.nullable ? '?' : ''}`);
      return [event.name, list.key, ...fields, event.standing].join(' ');
    }),
  );
}

it('is the catalogue of the pages, in the order of the menu', () => {
  expect(built()).toEqual(written());
});

it('has 36 events: twelve groups of three actions', () => {
  expect(EVENTS.length).toBe(36);
  expect(new Set(EVENTS.map((event) => event.name)).size).toBe(36);
  expect(new Set(EVENTS.map((event) => event.entity)).size).toBe(12);
  expect(EVENTS.every((event) => event.name === `${event.entity}.${event.action}`)).toBe(true);
});

it('half of them stand on a page, half are inferred', () => {
  expect(EVENTS.filter((event) => event.standing === 'documented').length).toBe(18);
});

it('the name of the shop stands last on the pages of order statuses and documents only', () => {
  const last = EVENTS.filter((event) => event.projectName === 'last').map((event) => event.entity);
  expect([...new Set(last)]).toEqual(['OrderStatuses', 'Invoices']);
});

describe('every list', () => {
  const lists = EVENTS.flatMap((event) => event.lists.map((list) => ({ event, list })));

  it.each(lists.map(({ event, list }) => [event.name, list.key, list] as const))('%s %s', (name, _key, list) => {
    const names = list.fields.map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toBe(list.idField);
    expect(names).toContain(list.labelField);
    expect(list.fields.filter((field) => field.type === 'datetime').map((field) => field.name)).toEqual([
      list.timeField,
    ]);
    expect(list.timeField).toBe(
      { create: 'creation_time', update: 'last_update_time', delete: 'deletion_time' }[name.split('.')[1] ?? ''],
    );
    expect(list.fields.find((field) => field.name === list.idField)?.nullable).toBe(false);
  });
});

it('is found by its exact name', () => {
  expect(findEvent('Orders.create')?.lists[0].key).toBe('orders');
  expect(findEvent('orders.create')).toBeUndefined();
  expect(findEvent('toString')).toBeUndefined();
  expect(EVENTS.every((event) => isCatalogued(event.name))).toBe(true);
});

it('knows the most that one call holds', () => {
  expect(MAX_RECORDS).toBe(5000);
});

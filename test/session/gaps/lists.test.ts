import { expect, it } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import { blindText, listsFor } from '../../../src/session/gaps/lists.ts';

const told = (...events: readonly string[]): object => {
  const { wanted, blind } = listsFor(events);
  return { lists: wanted.map(({ list, onlyNew }) => `${list.path}${onlyNew ? ' new' : ''}`), blind };
};

it('a list for each thing whose creation or change was to come, and its price is as many calls', () => {
  expect(told('Orders.create', 'Orders.update', 'Orders.delete')).toEqual({
    lists: ['orders'],
    blind: ['Orders.delete'],
  });
  expect(told('Orders.create', 'Customers.update')).toEqual({ lists: ['orders new', 'customers'], blind: [] });
  expect(told('Products.delete')).toEqual({ lists: [], blind: ['Products.delete'] });
});

it('what no list tells is named, events of no catalogue too', () => {
  expect(told('Labels.update', 'Carts.create')).toEqual({ lists: [], blind: ['Labels.update', 'Carts.create'] });
  const { wanted, blind } = listsFor(EVENTS.map(({ name }) => name));
  expect(wanted).toHaveLength(5);
  expect(blind).toHaveLength(5 + 7 * 3);
  expect(blindText(['Labels.update'])).toContain('No list of the shop tells of Labels.update');
  expect(blindText([])).toBe('');
});

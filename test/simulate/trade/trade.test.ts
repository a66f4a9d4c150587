import { describe, expect, it } from 'vitest';
import type { RecordLists } from '../../../src/core/envelope.ts';
import { EVENTS, findEvent, type EventDefinition } from '../../../src/core/events.ts';
import { createRandom } from '../../../src/core/random.ts';
import { isEntityName, KINDS } from '../../../src/simulate/stock/kinds.ts';
import { createStock, type Stock } from '../../../src/simulate/stock/stock.ts';
import { createTrade, type Trade } from '../../../src/simulate/trade/trade.ts';

interface Told {
  readonly event: string;
  readonly lists: RecordLists;
}

function open(): { readonly stock: Stock; readonly trade: Trade; readonly told: Told[] } {
  const told: Told[] = [];
  const stock = createStock({ seed: 'trade', shopName: 'demoshop', now: () => Date.UTC(2026, 10, 23, 9, 15, 42) });
  const send = (event: EventDefinition, lists: RecordLists): readonly string[] => {
    told.push({ event: event.name, lists });
    return [`d${told.length}`];
  };
  return { stock, trade: createTrade({ stock, random: createRandom('trade'), send }), told };
}

function eventNamed(name: string): EventDefinition {
  const event = findEvent(name);
  if (event === undefined) throw new Error(`no event ${name}`);
  return event;
}

const counts = ({ lists }: Told): number[] => Object.values(lists).map((records) => records.length);

describe('trade', () => {
  it('tells of all things of one request in one event, and of a creation no update', () => {
    const { trade, told, stock } = open();
    const created = trade.create('Orders', [{ external_order_number: 'A' }, { external_order_number: 'B' }]);
    expect(told).toEqual([
      {
        event: 'Orders.create',
        lists: {
          orders: created.map((order) => ({
            order_number: order['order_number'],
            creation_time: '2026-11-23T10:15:42+01:00',
            status_id: 1,
            status: order['status'],
          })),
        },
      },
    ]);
    for (const order of created) expect(stock.find('Orders', String(order['order_number']))).toEqual(order);
  });

  it('tells of changes only where there was something', () => {
    const { trade, told } = open();
    const changed = trade.change('Orders', [
      { id: '9000011', fields: { status_id: 2 } },
      { id: '1', fields: { status_id: 2 } },
    ]);
    expect(changed).toMatchObject([{ status_id: 2 }, null]);
    expect(told).toMatchObject([
      { event: 'Orders.update', lists: { orders: [{ order_number: '9000011', status_id: 2 }] } },
    ]);
    expect(trade.change('Orders', [{ id: '1', fields: {} }])).toEqual([null]);
    expect(trade.remove('Customers', [4711])).toEqual([null]);
    expect(told).toHaveLength(1);
  });

  it('tells of the variants of removed products beside them', () => {
    const { trade, told, stock } = open();
    const [withSizes, without] = [10, 1].map((id) => stock.find('Products', id));
    expect(trade.remove('Products', [10, 1])).toEqual([withSizes, without]);
    expect(told.map(counts)).toEqual([[2, 4]]);
    expect(told[0]?.lists['variants']?.[0]).toEqual({
      variant_id: 1001,
      code: expect.stringMatching(/-S$/),
      deletion_time: '2026-11-23T10:15:42+01:00',
    });
    expect(stock.find('Products', 10)).toBeNull();
  });

  it('removes the categories below a removed one, and tells of all', () => {
    const { trade, told, stock } = open();
    const [child] = trade.create('Categories', [{ parent_id: 2 }]);
    trade.remove('Categories', [2]);
    expect(told.at(-1)?.lists['categories']?.map((record) => record['category_id'])).toEqual([
      2,
      child?.['category_id'],
    ]);
    expect(stock.all('Categories')).toHaveLength(4);
    expect(stock.find('Products', 10)?.['categories']).toEqual([]);
  });

  it('sends exactly the records of an emission; the shop then holds what they speak of', () => {
    const { trade, told, stock } = open();
    const lists = {
      orders: [{ order_number: '2604411', status_id: 5, status: 'Hotovo', strange: true }, { nothing: 1 }],
    };
    expect(trade.emit(eventNamed('Orders.update'), lists)).toEqual(['d1']);
    expect(told).toEqual([{ event: 'Orders.update', lists }]);
    expect(stock.find('Orders', '2604411')).toMatchObject({ status_id: 5, status: 'Hotovo' });
    trade.emit(eventNamed('Orders.delete'), { orders: [{ order_number: '2604411' }] });
    expect(stock.find('Orders', '2604411')).toBeNull();
  });
});

describe('what happens by itself', () => {
  it.each(EVENTS.map((event) => [event.name, event] as const))(
    '%s happens to as many things as asked for',
    (_name, event) => {
      const { trade, told, stock } = open();
      const { entity, action } = event;
      if (!isEntityName(entity)) throw new Error(entity);
      const before = stock.all(entity);
      expect(trade.happen(event, 30)).toEqual(['d1']);
      const [list] = event.lists;
      const records = told[0]?.lists[list.key] ?? [];
      expect(new Set(records.map((record) => record[list.idField])).size).toBe(30);
      for (const record of records) {
        const held = stock.find(entity, record[list.idField] as string);
        if (action === 'delete') expect(held).toBeNull();
        else expect(held).not.toBeNull();
      }
      // What the shop opened with stays.
      for (const thing of before) expect(stock.find(entity, thing[KINDS[entity].idField] as string)).not.toBeNull();
      const shown = stock.all(entity);
      expect(shown).toHaveLength(
        { create: before.length + 30, update: Math.max(30, before.length), delete: before.length }[action],
      );
    },
  );

  it('lets orders live: received, paid, in progress, ready, sent; now and then cancelled', () => {
    const { trade, told, stock } = open();
    const update = eventNamed('Orders.update');
    const lives = new Map<unknown, unknown[]>();
    for (let turn = 0; turn < 60; turn += 1) {
      trade.happen(eventNamed('Orders.create'), 1);
      for (let times = 0; times < 5; times += 1) trade.happen(update, 1);
    }
    for (const { lists } of told) {
      for (const { order_number: number, status_id: status } of lists['orders'] ?? []) {
        const life = lives.get(number) ?? [];
        if (life.at(-1) !== status) lives.set(number, [...life, status]);
      }
    }
    const endings = [...lives.values()].map((life) => life.at(-1));
    expect([...lives.values()].map(String)).toContain('1,5,6,7,3');
    expect(endings).toContain(2);
    for (const life of lives.values()) expect(life.slice(0, -1)).not.toContain(2);
    const sent = stock.all('Orders').find((order) => order['status_id'] === 3 && order['tracking_code'] !== null);
    expect(sent).toMatchObject({ paid_date: expect.any(String), resolved_yn: true });
  });

  it('writes the invoice of an order that was paid', () => {
    const { trade, told, stock } = open();
    trade.happen(eventNamed('Invoices.create'), 1);
    const number = String(told[0]?.lists['invoices']?.[0]?.['invoice_number']);
    const order = stock.find('Orders', String(stock.find('Invoices', number)?.['order_number']));
    expect(order).toMatchObject({ invoice_number: number, paid_date: expect.any(String) });
  });

  it('draws from its own randomness: what is emitted does not shift it', () => {
    const run = (emits: boolean): unknown[] => {
      const { trade, told } = open();
      const random = createRandom('traffic');
      for (let turn = 0; turn < 20; turn += 1) {
        if (emits) trade.happen(eventNamed('Labels.update'), 1);
        trade.happenBy(random, eventNamed('Orders.update'), 1);
      }
      return told.filter(({ event }) => event === 'Orders.update');
    };
    expect(run(true)).toEqual(run(false));
  });
});

import { describe, expect, it } from 'vitest';
import { EVENTS, type EventDefinition } from '../../src/core/events.ts';
import { buildBody } from '../../src/core/envelope.ts';
import { createRandom } from '../../src/core/random.ts';
import { validateBody } from '../../src/fixture/validate.ts';
import { createStock } from '../../src/simulate/stock/stock.ts';
import { completeRecords, type CompletedFrom, type RecordsInput } from '../../src/testing/records.ts';

const AT = Date.parse('2026-11-23T10:00:00Z');

function shopAt(): CompletedFrom {
  const stock = createStock({ seed: 'records', shopName: 'demoshop', now: () => AT });
  return { stock, random: createRandom('records'), at: AT };
}

function named(name: string): EventDefinition {
  const event = EVENTS.find((one) => one.name === name);
  if (event === undefined) throw new Error(name);
  return event;
}

describe('completeRecords', () => {
  it.each(EVENTS.map((event) => [event.name, event] as const))(
    'makes whole records of %s out of nothing',
    (_, event) => {
      const lists = completeRecords(event, [{}, {}], shopAt());
      expect(lists[event.lists[0].key]).toHaveLength(2);
      expect(validateBody(event, buildBody(event, { projectName: 'demoshop', lists }))).toEqual([]);
    },
  );

  it.each(EVENTS.map((event) => [event.name, event] as const))('tells the things of %s apart', (_, event) => {
    const [list] = event.lists;
    const ids = completeRecords(event, [{}, {}, {}], shopAt())[list.key]?.map((record) => record[list.idField]);
    expect(new Set(ids).size).toBe(3);
  });

  it('keeps what is given, in the order of the catalogue, and adds what is not in it', () => {
    const { orders } = completeRecords(
      named('Orders.create'),
      [{ extra: 1, status_id: 7, order_number: 'A1' }],
      shopAt(),
    );
    expect(Object.keys(orders?.[0] ?? {})).toEqual(['order_number', 'creation_time', 'status_id', 'status', 'extra']);
    expect(orders?.[0]).toMatchObject({ order_number: 'A1', status_id: 7, extra: 1 });
  });

  it('knows of a thing what the shop holds, and gives it the time of now', () => {
    const from = shopAt();
    const [product] = from.stock.all('Products');
    const id = product?.['product_id'];
    const { products } = completeRecords(named('Products.update'), [{ product_id: id }], from);
    expect(products).toEqual([
      { product_id: id, code: product?.['code'], last_update_time: '2026-11-23T11:00:00+01:00' },
    ]);
  });

  it('takes lists by their keys', () => {
    const given = { products: [{ product_id: 1 }], variants: [{ variant_id: 2 }, { variant_id: 3 }] };
    const lists = completeRecords(named('Products.delete'), given, shopAt());
    expect(lists).toMatchObject(given);
    expect(lists['variants']?.[1]).toEqual({
      variant_id: 3,
      code: expect.any(String),
      deletion_time: '2026-11-23T11:00:00+01:00',
    });
  });

  it('takes an empty list for one', () => {
    expect(completeRecords(named('Orders.create'), [], shopAt())).toEqual({ orders: [] });
  });

  it.each<[unknown, string]>([
    [{ order: [] }, 'There is no list order in the records of Orders.create.'],
    [{ orders: {} }, 'orders is no list'],
    [[{}, 'B'], 'orders[1] is no object'],
    [7, 'There is no list'],
    [null, 'There is no list'],
  ])('refuses %j', (given, sentence) => {
    expect(() => completeRecords(named('Orders.create'), given as RecordsInput, shopAt())).toThrow(sentence);
  });
});

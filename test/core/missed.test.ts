import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/core/instant.ts';
import { findMissed, isChangedWithin, type ChangedThing, type Missed, type SeenRecord } from '../../src/core/missed.ts';

const FROM = 100 * MINUTE;
const UNTIL = 120 * MINUTE;
const SPANS = [{ from: FROM, until: UNTIL }];
const IN = 110 * MINUTE;
const BEFORE = 10 * MINUTE;
const AFTER = 130 * MINUTE;
const ORDERS = ['Orders.create', 'Orders.update', 'Orders.delete'];

const order = (id: string, createdAt: number | null, updatedAt: number | null): ChangedThing => ({
  entity: 'Orders',
  id,
  label: id,
  createdAt,
  updatedAt,
  recordFor: ({ name }) => ({ of: name, id }),
});

const product = (...times: Parameters<typeof order>): ChangedThing => ({ ...order(...times), entity: 'Products' });

const seen = (action: SeenRecord['action'], id: string, at: number | null): SeenRecord => ({
  entity: 'Orders',
  action,
  id,
  at,
});

const names = (missed: readonly Missed[]): readonly string[] => missed.map(({ event, id }) => `${event.name} ${id}`);

function missedOf(
  things: readonly ChangedThing[],
  known: readonly SeenRecord[] = [],
  events = ORDERS,
): readonly string[] {
  return names(findMissed({ things, seen: known, spans: SPANS, events }));
}

describe('one order', () => {
  it.each<[string, ChangedThing, readonly SeenRecord[], readonly string[]]>([
    ['new, and nobody told', order('1', IN, IN), [], ['Orders.create 1']],
    ['new, changed the same second by the shop itself', order('1', IN, IN + SECOND), [], ['Orders.create 1']],
    ['new, and told', order('1', IN, IN), [seen('create', '1', IN)], []],
    ['new, and told of another order', order('1', IN, IN), [seen('create', '2', IN)], ['Orders.create 1']],
    [
      'new, and told of a product with its id',
      order('1', IN, IN),
      [{ ...seen('create', '1', IN), entity: 'Products' }],
      ['Orders.create 1'],
    ],
    ['new and changed later, nothing told', order('1', IN, IN + MINUTE), [], ['Orders.create 1', 'Orders.update 1']],
    [
      'new and changed later, only the creation told',
      order('1', IN, IN + MINUTE),
      [seen('create', '1', IN)],
      ['Orders.update 1'],
    ],
    [
      'new and changed after the gap, the change told',
      order('1', IN, AFTER),
      [seen('update', '1', AFTER)],
      ['Orders.create 1'],
    ],
    [
      'new and changed after the gap, nothing told: the change may be on its way',
      order('1', IN, AFTER),
      [],
      ['Orders.create 1'],
    ],
    ['old and changed', order('1', BEFORE, IN), [], ['Orders.update 1']],
    ['old and changed, told', order('1', BEFORE, IN), [seen('update', '1', IN)], []],
    [
      'old and changed twice, the first told',
      order('1', BEFORE, IN),
      [seen('update', '1', IN - MINUTE)],
      ['Orders.update 1'],
    ],
    ['old and changed, a later state told', order('1', BEFORE, IN), [seen('update', '1', AFTER)], []],
    ['old and changed, told without a time', order('1', BEFORE, IN), [seen('update', '1', null)], ['Orders.update 1']],
    ['old and changed before', order('1', BEFORE, FROM - SECOND), [], []],
    ['old and changed since', order('1', BEFORE, AFTER), [], []],
    ['changed at the very edges', order('1', BEFORE, UNTIL), [], ['Orders.update 1']],
    ['without times', order('1', null, null), [], []],
    ['whose change has no time, but which is old', order('1', BEFORE, null), [], ['Orders.update 1']],
    ['whose change has no time, but was told', order('1', BEFORE, null), [seen('update', '1', IN)], []],
    ['whose change has no time, and which is new', order('1', IN, null), [], ['Orders.create 1']],
  ])('%s', (...[, thing, known, expected]) => {
    expect(missedOf([thing], known)).toEqual(expected);
  });
});

describe('of the events that were to come', () => {
  it('only those are missed', () => {
    const things = [order('1', IN, IN + MINUTE)];
    expect(missedOf(things, [], ['Orders.create'])).toEqual(['Orders.create 1']);
    expect(missedOf(things, [], ['Orders.update'])).toEqual(['Orders.update 1']);
    expect(missedOf(things, [], ['Orders.delete', 'Products.create'])).toEqual([]);
    expect(missedOf(things, [], ['Carts.create'])).toEqual([]);
  });

  it('an order that is only new is no update, whatever was to come', () => {
    expect(missedOf([order('1', IN, IN)], [], ['Orders.update'])).toEqual([]);
  });
});

it('creations come before updates, then by the catalogue, then by time', () => {
  const things = [
    product('p', IN, IN + 3 * MINUTE),
    order('2', IN + MINUTE, IN + MINUTE),
    order('1', IN, IN + 2 * MINUTE),
    order('0', BEFORE, IN),
  ];
  expect(missedOf(things, [], [...ORDERS, 'Products.create', 'Products.update'])).toEqual([
    'Orders.create 1',
    'Orders.create 2',
    'Products.create p',
    'Orders.update 0',
    'Orders.update 1',
    'Products.update p',
  ]);
});

it('says when each has happened, and what a call would have said', () => {
  const [create, update] = findMissed({
    things: [order('1', IN, IN + MINUTE)],
    seen: [],
    spans: SPANS,
    events: ORDERS,
  });
  expect(create).toMatchObject({ at: IN, record: { of: 'Orders.create' } });
  expect(update).toMatchObject({ at: IN + MINUTE, record: { of: 'Orders.update' } });
});

it('several spans are looked at, and what lies between them is not', () => {
  const spans = [
    { from: 0, until: 10 },
    { from: 20_000, until: 30_000 },
  ];
  const things = [order('1', 5, 5), order('2', 15_000, 15_000), order('3', 25_000, 25_000)];
  expect(names(findMissed({ things, seen: [], spans, events: ORDERS }))).toEqual([
    'Orders.create 1',
    'Orders.create 3',
  ]);
  expect(things.map((thing) => isChangedWithin(thing, spans))).toEqual([true, false, true]);
  expect(isChangedWithin(order('4', 15_000, null), spans)).toBe(true);
});

describe('whatever has happened', () => {
  /** Orders of which some calls came here. */
  const world = fc.array(
    fc.record({
      created: fc.integer({ min: 90, max: 130 }),
      changedAfter: fc.integer({ min: 0, max: 30 }),
      isCreationHere: fc.boolean(),
      isChangeHere: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  it('what has come is never missed, and all that has not come in the gap is', () => {
    fc.assert(
      fc.property(world, (orders) => {
        const things = orders.map(({ created, changedAfter }, id) =>
          order(String(id), created * MINUTE, (created + changedAfter) * MINUTE),
        );
        const known = orders.flatMap(({ created, changedAfter, isCreationHere, isChangeHere }, id) => [
          ...(isCreationHere ? [seen('create', String(id), created * MINUTE)] : []),
          ...(isChangeHere && changedAfter > 0 ? [seen('update', String(id), (created + changedAfter) * MINUTE)] : []),
        ]);
        const isIn = (minute: number): boolean => minute >= 100 && minute <= 120;
        const expected = [
          ...orders.flatMap((one, id) => (isIn(one.created) && !one.isCreationHere ? [`Orders.create ${id}`] : [])),
          ...orders.flatMap(({ created, changedAfter, isChangeHere }, id) =>
            changedAfter > 0 && isIn(created + changedAfter) && !isChangeHere ? [`Orders.update ${id}`] : [],
          ),
        ];
        expect(new Set(missedOf(things, known))).toEqual(new Set(expected));
      }),
      { numRuns: 500 },
    );
  });
});

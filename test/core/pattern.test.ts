import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/core/events.ts';
import {
  distanceBetween,
  isCatalogued,
  matchesPattern,
  nearestNames,
  readOneEvent,
  readPattern,
} from '../../src/core/pattern.ts';

const anyEvent = fc.constantFrom(...EVENTS.map((event) => event.name));

/** The same text with the case of each letter thrown anew. */
function inAnyCase(text: string): fc.Arbitrary<string> {
  return fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => Array.from(text, (letter, i) => (upper[i] ? letter.toUpperCase() : letter.toLowerCase())).join(''));
}

/** Events of a pattern; fails the test when it is none. */
function eventsOf(text: string): readonly string[] {
  const reading = readPattern(text);
  if (reading.kind === 'unknown') throw new Error(`${text} was not understood`);
  return reading.events;
}

describe('a full name', () => {
  it('is brought into the spelling of the catalogue, whatever the case', () => {
    fc.assert(
      fc.property(
        anyEvent.chain((name) => fc.tuple(fc.constant(name), inAnyCase(name))),
        ([name, typed]) => {
          expect(readPattern(` ${typed} `)).toEqual({
            kind: 'pattern',
            pattern: name,
            events: [name],
            isWildcard: false,
            isCatalogued: true,
          });
        },
      ),
    );
  });

  it('that the catalogue lacks is used as given, with its action in small letters', () => {
    expect(readPattern('Carts.CREATE')).toEqual({
      kind: 'pattern',
      pattern: 'Carts.create',
      events: ['Carts.create'],
      isWildcard: false,
      isCatalogued: false,
    });
  });

  it.each(['Orders', 'Orders.created', 'Orders.', '.create', '', 'Orders create', 'Orders.create.x', '1.create'])(
    '%j is no name',
    (text) => {
      expect(readPattern(text).kind).toBe('unknown');
    },
  );
});

describe('a wildcard', () => {
  it('of an entity, an action, or everything', () => {
    expect(eventsOf('Orders.*')).toEqual(['Orders.create', 'Orders.update', 'Orders.delete']);
    expect(eventsOf('*.delete').length).toBe(12);
    expect(eventsOf('*').length).toBe(36);
    expect(eventsOf('Order*.create')).toEqual(['Orders.create', 'OrderStatuses.create']);
  });

  it('is spelled like the catalogue where it names an entity', () => {
    expect(readPattern('oRDERsTATUSES.*')).toMatchObject({ pattern: 'OrderStatuses.*', isWildcard: true });
    expect(readPattern('*.DELETE')).toMatchObject({ pattern: '*.delete' });
    expect(readPattern('order*')).toMatchObject({ pattern: 'order*' });
  });

  it('that fits nothing is unknown, with the nearest names', () => {
    expect(readPattern('Ordrs.*')).toMatchObject({ kind: 'unknown', text: 'Ordrs.*' });
  });

  it('stands for exactly the events that it matches', () => {
    const anyPattern = anyEvent.chain((name) =>
      fc.tuple(fc.nat(name.length), fc.nat(name.length)).map(([a, b]) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        return `${name.slice(0, from)}*${name.slice(to)}`;
      }),
    );
    fc.assert(
      fc.property(anyPattern, (pattern) => {
        const fitting = EVENTS.map((event) => event.name).filter((name) => matchesPattern(name, pattern));
        expect(eventsOf(pattern)).toEqual(fitting);
        expect(fitting.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('matching', () => {
  it('ignores case and takes no other letter for a sign', () => {
    expect(matchesPattern('Orders.create', 'orders.CREATE')).toBe(true);
    expect(matchesPattern('OrdersXcreate', 'Orders.create')).toBe(false);
    expect(matchesPattern('Orders.create', 'Order.create')).toBe(false);
    expect(matchesPattern('Orders.create', 'Orders.creat?')).toBe(false);
    expect(matchesPattern('Orders.create', 'rders.create')).toBe(false);
    expect(matchesPattern('Carts.create', '*.create')).toBe(true);
  });

  it('any text is a pattern that can be tried', () => {
    fc.assert(fc.property(anyEvent, fc.string(), (name, text) => typeof matchesPattern(name, text) === 'boolean'));
  });
});

describe('the nearest names', () => {
  it.each([
    ['Order.create', 'Orders.create'],
    ['Prodcuts.update', 'Products.update'],
    ['Invoice.delete', 'Invoices.delete'],
    ['customers.updated', 'Customers.update'],
    ['order_statuses.create', 'OrderStatuses.create'],
  ])('%s: %s', (typed, meant) => {
    expect(nearestNames(typed)[0]).toBe(meant);
    expect(nearestNames(typed).length).toBe(3);
  });

  it('are given with what was not understood', () => {
    expect(readPattern('Orders.creat')).toMatchObject({
      kind: 'unknown',
      nearest: expect.arrayContaining(['Orders.create']) as unknown,
    });
  });

  it('are measured as Levenshtein did', () => {
    expect([distanceBetween('kitten', 'sitting'), distanceBetween('', 'abc'), distanceBetween('abc', '')]).toEqual([
      3, 3, 3,
    ]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(distanceBetween(a, a)).toBe(0);
        expect(distanceBetween(a, b)).toBe(distanceBetween(b, a));
      }),
    );
  });

  it('cost little however long the text is', () => {
    expect(distanceBetween('a'.repeat(1_000_000), 'b')).toBe(64);
  });
});

it('knows what is in the catalogue', () => {
  expect([isCatalogued('Orders.create'), isCatalogued('orders.create'), isCatalogued('Carts.create')]).toEqual([
    true,
    false,
    false,
  ]);
});

describe('one event', () => {
  it('is a full name, in the spelling of the catalogue or its own', () => {
    expect(readOneEvent(' orders.create ')).toEqual({ kind: 'event', event: 'Orders.create' });
    expect(readOneEvent('Carts.create')).toEqual({ kind: 'event', event: 'Carts.create' });
  });

  it('is no pattern and nothing unknown, and says so', () => {
    expect(readOneEvent('Orders.*')).toMatchObject({
      kind: 'none',
      sentence: 'Name one event, such as Orders.create.',
    });
    expect(readOneEvent('Orders.crate')).toMatchObject({
      kind: 'none',
      sentence: 'There is no event Orders.crate.',
      hint: expect.stringContaining('Orders.create') as string,
    });
    expect(readOneEvent('')).toMatchObject({ kind: 'none' });
  });
});

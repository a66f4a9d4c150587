import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBody, readEnvelope, recordKeys, splitRecords, type RecordLists } from '../../src/core/envelope.ts';
import { EVENTS, findEvent, type EventDefinition } from '../../src/core/events.ts';

function event(name: string): EventDefinition {
  const found = findEvent(name);
  if (found === undefined) throw new Error(`${name} is not in the catalogue`);
  return found;
}

const anyText = fc.string({ unit: 'binary' });
const anyValue = fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null));

/** Records with the fields of the catalogue and any values. */
function anyLists(of: EventDefinition): fc.Arbitrary<RecordLists> {
  return fc.record(
    Object.fromEntries(
      of.lists.map((list) => [
        list.key,
        fc.array(fc.record(Object.fromEntries(list.fields.map(({ name }) => [name, anyValue]))), { maxLength: 4 }),
      ]),
    ),
  );
}

const anyCall = fc
  .constantFrom(...EVENTS)
  .chain((of) => fc.record({ of: fc.constant(of), lists: anyLists(of), projectName: anyText }));

describe('writing and reading', () => {
  it('a body read back says what was written, in both styles', () => {
    fc.assert(
      fc.property(anyCall, fc.boolean(), ({ of, lists, projectName }, escaped) => {
        const text = buildBody(of, { projectName, lists }, { escaped });
        expect(readEnvelope(text)).toEqual({ kind: 'envelope', envelope: { projectName, lists } });
      }),
    );
  });

  it("PHP's way of escaping parses back to the same value and is pure ASCII without a bare slash", () => {
    fc.assert(
      fc.property(anyCall, ({ of, lists, projectName }) => {
        const escaped = buildBody(of, { projectName, lists }, { escaped: true });
        expect(JSON.parse(escaped)).toEqual(JSON.parse(buildBody(of, { projectName, lists }, { escaped: false })));
        expect(escaped).toMatch(/^[ -\u007f]*$/);
        expect(escaped.replaceAll('\\\\', '')).not.toMatch(/(?<!\\)\//);
      }),
    );
  });

  it('looks like the pages: name first or last, Czech letters and slashes escaped', () => {
    const orders = { orders: [{ order_number: '9000011', status_id: 1, status: 'Přijatá / nová' }] };
    expect(buildBody(event('Orders.update'), { projectName: 'demoshop', lists: orders })).toBe(
      String.raw`{"project_name":"demoshop","orders":[{"order_number":"9000011","status_id":1,"status":"P\u0159ijat\u00e1 \/ nov\u00e1"}]}`,
    );
    const statuses = { statuses: [{ order_status_id: '3' }] };
    expect(buildBody(event('OrderStatuses.create'), { projectName: 'demoshop', lists: statuses })).toBe(
      '{"statuses":[{"order_status_id":"3"}],"project_name":"demoshop"}',
    );
  });

  it('both arrays of Products.delete are written, also an empty one', () => {
    const lists = { variants: [{ variant_id: 112 }] };
    expect(buildBody(event('Products.delete'), { projectName: 's', lists })).toBe(
      '{"project_name":"s","products":[],"variants":[{"variant_id":112}]}',
    );
  });
});

describe('what cannot be read is said, never thrown', () => {
  it.each(['', '{', 'null', '[]', '"text"', '5', '\u0000'])('%j', (text) => {
    expect(readEnvelope(text).kind).toBe('unreadable');
  });

  it('any text at all', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), fc.constantFrom('Orders.create', 'Nobody.knows'), (text, name) => {
        readEnvelope(text);
        recordKeys(name, text);
      }),
    );
  });

  it('keeps odd records and unknown keys out', () => {
    expect(readEnvelope('{"project_name":7,"orders":[1,null,[],{"order_number":"1"}],"extra":{}}')).toEqual({
      kind: 'envelope',
      envelope: { projectName: null, lists: { orders: [{ order_number: '1' }] } },
    });
  });
});

describe('at most 5000 records a call', () => {
  const numbered = (count: number): { order_number: string }[] =>
    Array.from({ length: count }, (_, index) => ({ order_number: String(index) }));

  it('12,000 records are 5000, 5000 and 2000', () => {
    const calls = splitRecords(event('Orders.create'), { orders: numbered(12_000) });
    expect(calls.map((call) => call['orders']?.length)).toEqual([5000, 5000, 2000]);
    expect(calls.flatMap((call) => call['orders'] ?? [])).toEqual(numbered(12_000));
  });

  it('5000 are one call, 5001 are two, none is one empty call', () => {
    const sizes = (count: number): (number | undefined)[] =>
      splitRecords(event('Orders.create'), { orders: numbered(count) }).map((call) => call['orders']?.length);
    expect([sizes(5000), sizes(5001), sizes(0)]).toEqual([[5000], [5000, 1], [0]]);
  });

  it('counts products and variants together, products first', () => {
    const lists = { products: numbered(3), variants: numbered(4) };
    const calls = splitRecords(event('Products.delete'), lists, 5);
    expect(calls.map((call) => [call['products']?.length, call['variants']?.length])).toEqual([
      [3, 2],
      [0, 2],
    ]);
  });

  it('loses nothing and keeps the order, whatever the size', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 12 }), (products, variants, max) => {
        const lists = { products: numbered(products), variants: numbered(variants) };
        const calls = splitRecords(event('Products.delete'), lists, max);
        expect(calls.flatMap((call) => call['products'] ?? [])).toEqual(lists.products);
        expect(calls.flatMap((call) => call['variants'] ?? [])).toEqual(lists.variants);
        expect(calls.every((call) => Object.values(call).flat().length <= max)).toBe(true);
      }),
    );
  });
});

describe('keys of a call', () => {
  const keysOf = (name: string, value: unknown): ReturnType<typeof recordKeys> =>
    recordKeys(name, JSON.stringify(value));

  it('one record: what people know it by', () => {
    expect(keysOf('Orders.create', { orders: [{ order_number: '9000211' }] }).label).toBe('9000211');
    expect(keysOf('Products.update', { products: [{ product_id: 36, code: 'TRICKO-01' }] }).label).toBe('TRICKO-01');
    expect(keysOf('Customers.create', { customers: [{ customer_id: 1, email: 'jana@example.cz' }] }).label).toBe(
      'jana@example.cz',
    );
  });

  it('the id where the code is null or empty', () => {
    expect(keysOf('Products.update', { products: [{ product_id: 36, code: null }] }).label).toBe('36');
    expect(keysOf('Products.update', { products: [{ product_id: 36, code: '' }] }).label).toBe('36');
  });

  it('is cut where nobody would read on, between letters', () => {
    const long = (code: string): string => keysOf('Products.update', { products: [{ product_id: 36, code }] }).label;
    expect(long('🎉'.repeat(100_000))).toBe(`${'🎉'.repeat(200)}…`);
    expect(long('x'.repeat(200))).toBe('x'.repeat(200));
  });

  it('many records: the first and how many more, over both arrays', () => {
    const body = { products: [{ product_id: 1, code: 'A' }], variants: [{ variant_id: 2 }, { variant_id: 3 }] };
    expect(keysOf('Products.delete', body)).toEqual({
      label: 'A +2',
      count: 3,
      identity: 'products:1\nvariants:2\nvariants:3',
    });
  });

  it('a product and a variant of the same id are not the same', () => {
    const product = keysOf('Products.delete', { products: [{ product_id: 5 }] }).identity;
    expect(keysOf('Products.delete', { variants: [{ variant_id: 5 }] }).identity).not.toBe(product);
  });

  it('the identity leaves out what may change between repeats', () => {
    const at = (time: string): unknown => ({ orders: [{ order_number: '1', last_update_time: time, status: time }] });
    expect(keysOf('Orders.update', at('a')).identity).toBe(keysOf('Orders.update', at('b')).identity);
  });

  it('an event we do not know: the first scalar of each record', () => {
    expect(keysOf('Carts.create', { carts: [{ nested: {}, cart_id: 7 }, { cart_id: 8 }] })).toEqual({
      label: '7 +1',
      count: 2,
      identity: '7\n8',
    });
  });

  it('nothing to name: empty', () => {
    for (const text of ['', 'null', '{}', '{"orders":[]}', '{"products":[{"product_id":1}]}']) {
      expect(recordKeys('Orders.create', text)).toEqual({ label: '', count: 0, identity: '' });
    }
  });
});

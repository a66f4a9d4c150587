import { describe, expect, it } from 'vitest';
import { buildBody } from '../../src/core/envelope.ts';
import { EVENTS } from '../../src/core/events.ts';
import { nameSubject, nounOf, subjectsOf, whyNoSubject } from '../../src/core/subject.ts';

describe('what a call speaks of', () => {
  it('is told for every event that makes or changes something, and for no other', () => {
    for (const event of EVENTS) {
      const [list] = event.lists;
      const lists = { [list.key]: [{ [list.idField]: '36', [list.labelField]: 'X-1' }] };
      const body = buildBody(event, { projectName: 'demoshop', lists });
      const reading = subjectsOf(event.name, body);
      expect(reading.kind, event.name).toBe(event.action === 'delete' ? 'none' : 'subjects');
      expect(whyNoSubject(event.name) === null, event.name).toBe(event.action !== 'delete');
      expect(nounOf(event.entity), event.name).not.toBe('record');
    }
  });

  it('has a number or a text for an id, and the name that people use', () => {
    const body = JSON.stringify({ products: [{ product_id: 36, code: 'TRICKO-01' }, { product_id: '37' }] });
    expect(subjectsOf('Products.update', body)).toEqual({
      kind: 'subjects',
      subjects: [
        { entity: 'Products', id: '36', label: 'TRICKO-01' },
        { entity: 'Products', id: '37', label: '37' },
      ],
    });
    expect(nameSubject({ entity: 'Products', id: '36', label: 'TRICKO-01' })).toBe('product TRICKO-01 (id 36)');
    expect(nameSubject({ entity: 'Orders', id: '9000211', label: '9000211' })).toBe('order 9000211');
  });

  it('is each thing once, in the order of the call', () => {
    const orders = ['2', '1', '2'].map((number) => ({ order_number: number }));
    const reading = subjectsOf('Orders.update', JSON.stringify({ orders }));
    expect(reading).toMatchObject({ subjects: [{ id: '2' }, { id: '1' }] });
  });

  it.each([
    ['Orders.delete', '{}', 'Orders.delete says that the shop no longer has it: there is nothing to ask for.'],
    ['Carts.create', '{}', 'What this event speaks of is not known, so there is nothing to ask the shop for.'],
    ['Orders.create', '{"orders":[]}', 'The body names no order.'],
    ['Orders.create', '{"orders":[{"order_number":null}]}', 'The body names no order.'],
    ['Orders.create', '{"orders":', 'What the call speaks of cannot be told: the body is not valid JSON.'],
  ])('%s %s: nothing, and why', (event, body, why) => {
    expect(subjectsOf(event, body)).toEqual({ kind: 'none', why });
  });

  it.each(['..', '.', '../webhooks', 'a?b', 'a#b', 'a\\b', 'a\u0000', '', '9'.repeat(101)])(
    'is not %j: that could lead somewhere else than to a record',
    (id) => {
      expect(subjectsOf('Orders.create', JSON.stringify({ orders: [{ order_number: id }] }))).toMatchObject({
        kind: 'none',
      });
    },
  );

  it('is not looked for in what no shop sends', () => {
    const body = `{"orders":[{"order_number":"1"}],"x":"${'x'.repeat(4_000_000)}"}`;
    expect(subjectsOf('Orders.create', body)).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('too long') as string,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { createEntityOrder } from '../../src/simulate/order.ts';

const create = { step: 1, subjects: ['orders:1'] };
const sameStep = { step: 1, subjects: ['orders:1'] };
const update = { step: 2, subjects: ['orders:1', 'orders:2'] };
const other = { step: 3, subjects: ['orders:3'] };

describe('the order of an entity', () => {
  it('lets later deliveries about the same record wait while an earlier one is busy', () => {
    const order = createEntityOrder();
    order.enter(create);
    order.enter(update);
    expect([create, sameStep, update, other].map((ticket) => order.isHeldUp(ticket))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    order.leave(create);
    expect(order.isHeldUp(update)).toBe(false);
  });

  it('never lets an earlier delivery wait for a later one', () => {
    const order = createEntityOrder();
    order.enter(update);
    expect(order.isHeldUp(create)).toBe(false);
  });
});

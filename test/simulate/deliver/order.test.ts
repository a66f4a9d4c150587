import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntityOrder, type EntityOrder, type Ticket } from '../../../src/simulate/deliver/order.ts';

const create = { step: 1, subjects: ['orders:1'] };
const sameStep = { step: 1, subjects: ['orders:1'] };
const update = { step: 2, subjects: ['orders:1', 'orders:2'] };
const other = { step: 3, subjects: ['orders:3'] };

function calledBy(order: EntityOrder<Ticket>): readonly Ticket[] {
  const all: Ticket[] = [];
  for (let next = order.called(); next !== null; next = order.called()) all.push(next);
  return all;
}

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
    expect(order.called()).toBeNull();
    order.leave(create);
    expect(calledBy(order)).toEqual([update]);
    expect(order.isHeldUp(update)).toBe(false);
  });

  it('never lets an earlier delivery wait for a later one', () => {
    const order = createEntityOrder();
    order.enter(update);
    expect(order.isHeldUp(create)).toBe(false);
  });

  it('calls those behind one that was called and does not go', () => {
    const order = createEntityOrder();
    const [last, blocker] = [
      { step: 3, subjects: ['orders:1'] },
      { step: 0, subjects: ['orders:2'] },
    ];
    order.enter(create);
    for (const ticket of [update, last]) expect(order.isHeldUp(ticket)).toBe(true);
    order.enter(blocker);
    order.leave(create);
    expect(order.called()).toBe(update);
    // Held up by another record now: nobody is busy with the first.
    expect(order.isHeldUp(update)).toBe(true);
    expect(calledBy(order)).toEqual([last]);
    order.leave(last);
    order.leave(blocker);
    expect(calledBy(order)).toEqual([update]);
    order.leave(update);
    expect(calledBy(order)).toEqual([]);
  });

  it('strands nobody: whoever waits has somebody busy before it, or has been called', () => {
    const anyTicket = fc.record({
      step: fc.nat(9),
      subjects: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    });
    const anyTurn = fc.record({ what: fc.constantFrom('try', 'try', 'leave'), who: fc.nat(99) });
    fc.assert(
      fc.property(
        fc.array(anyTicket, { minLength: 1, maxLength: 12 }),
        fc.array(anyTurn, { maxLength: 60 }),
        (tickets, turns) => {
          const order = createEntityOrder<Ticket>();
          const [busy, held] = [new Set<Ticket>(), new Set<Ticket>()];
          const attempt = (ticket: Ticket): void => {
            held.delete(ticket);
            if (order.isHeldUp(ticket)) held.add(ticket);
            else {
              order.enter(ticket);
              busy.add(ticket);
            }
          };
          for (const { what, who } of turns) {
            const ticket = tickets[who % tickets.length];
            if (ticket === undefined) continue;
            if (what === 'try' && !busy.has(ticket)) attempt(ticket);
            if (what === 'leave') {
              busy.delete(ticket);
              held.delete(ticket);
              order.leave(ticket);
            }
            for (const called of calledBy(order)) if (held.has(called)) attempt(called);
            for (const called of calledBy(order)) if (held.has(called)) attempt(called);
            const isInTheWay = (mine: Ticket) => (one: Ticket) =>
              one.step < mine.step && one.subjects.some((subject) => mine.subjects.includes(subject));
            const stranded = [...held].filter((mine) => ![...busy].some(isInTheWay(mine)));
            expect(stranded).toEqual([]);
          }
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/core/events.ts';
import { createRandom } from '../../src/core/random.ts';
import { createTrafficPlan, type PlannedEvent } from '../../src/simulate/traffic-plan.ts';

const all = new Set(EVENTS.map((event) => event.name));

function plan(seed: string, subscribed: ReadonlySet<string>, count: number): PlannedEvent[] {
  const traffic = createTrafficPlan(createRandom(seed));
  return Array.from({ length: count }, (_, index) => traffic.next(subscribed, index * 1000)).filter(
    (one) => one !== null,
  );
}

describe('the plan of the traffic', () => {
  it('is the same for the same seed and another for another', () => {
    expect(plan('a', all, 200)).toEqual(plan('a', all, 200));
    expect(plan('a', all, 200)).not.toEqual(plan('b', all, 200));
  });

  it('begins with a new order and speaks mostly of orders', () => {
    const events = plan('a', all, 400).map((one) => one.event);
    expect(events[0]?.name).toBe('Orders.create');
    expect(events.filter((event) => event.entity === 'Orders').length).toBeGreaterThan(200);
    expect(new Set(events.map((event) => event.entity)).size).toBeGreaterThan(6);
  });

  it('changes only orders that were created before, and none that were deleted', () => {
    const alive = new Set<unknown>();
    for (const { event, lists } of plan('story', all, 500).filter((one) => one.event.entity === 'Orders')) {
      const number = lists['orders']?.[0]?.['order_number'];
      if (event.action === 'create') alive.add(number);
      else expect(alive.has(number)).toBe(true);
      if (event.action === 'delete') alive.delete(number);
    }
    expect(alive.size).toBeGreaterThan(0);
  });

  it('plans only what somebody receives', () => {
    const names = plan('a', new Set(['Labels.update', 'Orders.delete']), 50).map((one) => one.event.name);
    expect(new Set(names)).toEqual(new Set(['Labels.update', 'Orders.delete']));
    expect(plan('a', new Set(), 5)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { EVENTS, type EventDefinition } from '../../../src/core/events.ts';
import { createRandom } from '../../../src/core/random.ts';
import { createTrafficPlan } from '../../../src/simulate/trade/traffic-plan.ts';

const all = new Set(EVENTS.map((event) => event.name));

function plan(seed: string, subscribed: ReadonlySet<string>, count: number): EventDefinition[] {
  const traffic = createTrafficPlan(createRandom(seed));
  return Array.from({ length: count }, () => traffic.next(subscribed)).filter((one) => one !== null);
}

describe('the plan of the traffic', () => {
  it('is the same for the same seed and another for another', () => {
    expect(plan('a', all, 200)).toEqual(plan('a', all, 200));
    expect(plan('a', all, 200)).not.toEqual(plan('b', all, 200));
  });

  it('begins with a new order and speaks mostly of orders', () => {
    const events = plan('a', all, 400);
    expect(events[0]?.name).toBe('Orders.create');
    expect(events.filter((event) => event.entity === 'Orders').length).toBeGreaterThan(200);
    expect(new Set(events.map((event) => event.entity)).size).toBeGreaterThan(6);
  });

  it('begins every entity with something new', () => {
    const first = new Map<string, string>();
    for (const { entity, action } of plan('story', all, 500)) if (!first.has(entity)) first.set(entity, action);
    expect(first.size).toBeGreaterThan(6);
    expect(new Set(first.values())).toEqual(new Set(['create']));
  });

  it('plans only what somebody receives', () => {
    const names = plan('a', new Set(['Labels.update', 'Orders.delete']), 50).map((event) => event.name);
    expect(new Set(names)).toEqual(new Set(['Labels.update', 'Orders.delete']));
    expect(plan('a', new Set(), 5)).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { createTraffic, type Traffic } from '../../../src/simulate/trade/traffic.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function trafficTo(subscribed: ReadonlySet<string>): { traffic: Traffic; emitted: string[] } {
  const emitted: string[] = [];
  const traffic = createTraffic({
    random: createRandom('traffic'),
    subscribed: () => subscribed,
    happen: (event) => emitted.push(event.name),
  });
  return { traffic, emitted };
}

describe('traffic', () => {
  it('begins within two seconds and keeps its rate', () => {
    const { traffic, emitted } = trafficTo(new Set(['Orders.create']));
    traffic.start(12);
    vi.advanceTimersByTime(2000);
    expect(emitted).toHaveLength(1);
    vi.advanceTimersByTime(10 * 60_000);
    expect(emitted.length).toBeGreaterThan(100);
    expect(emitted.length).toBeLessThan(140);
    traffic.stop();
  });

  it('does not keep a new subscriber waiting', () => {
    const subscribed = new Set<string>();
    const { traffic, emitted } = trafficTo(subscribed);
    traffic.start(1);
    vi.advanceTimersByTime(5 * 60_000);
    subscribed.add('Orders.update');
    vi.advanceTimersByTime(2000);
    expect(emitted).toEqual(['Orders.update']);
    traffic.stop();
  });

  it('is none at 0, and leaves no timer', () => {
    const { traffic, emitted } = trafficTo(new Set(['Orders.create']));
    traffic.start(0);
    expect(vi.getTimerCount()).toBe(0);
    traffic.start(60);
    traffic.start(0);
    vi.advanceTimersByTime(60_000);
    expect(emitted).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchClock } from '../../src/tunnel/clock-watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function watch(): { readonly jumps: number[]; readonly stop: () => void } {
  const jumps: number[] = [];
  const stop = watchClock({ now: Date.now, tick: 1000, jump: 5000, onJump: (by) => jumps.push(by) });
  return { jumps, stop };
}

describe('a clock that is watched', () => {
  it('says nothing while time passes, or on a busy machine', () => {
    const { jumps, stop } = watch();
    vi.advanceTimersByTime(10_000);
    vi.setSystemTime(Date.now() + 5000);
    vi.advanceTimersByTime(2000);
    stop();
    expect(jumps).toEqual([]);
  });

  it('tells a jump once, by how much, at the next tick', () => {
    const { jumps, stop } = watch();
    vi.advanceTimersByTime(3000);
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(1000);
    expect(jumps).toEqual([60_000]);
    vi.advanceTimersByTime(5000);
    stop();
    expect(jumps).toEqual([60_000]);
  });

  it('does not take a clock set back for a sleep, and is over when stopped', () => {
    const { jumps, stop } = watch();
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(3000);
    stop();
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(3000);
    expect(jumps).toEqual([]);
  });
});

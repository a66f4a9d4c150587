import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/core/instant.ts';
import { createShopClock } from '../../../src/simulate/clock/clock.ts';

const start = Date.UTC(2026, 10, 23, 9);
const now = (): number => Date.now();

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the shop clock', () => {
  it('follows the real time at speed 1', () => {
    const clock = createShopClock({ speed: 1, now });
    const wake = vi.fn();
    clock.wakeAt(start + 5 * MINUTE, wake);
    vi.advanceTimersByTime(5 * MINUTE - 1);
    expect(wake).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(wake).toHaveBeenCalledTimes(1);
    expect(clock.now()).toBe(start + 5 * MINUTE);
    clock.close();
  });

  it('runs N times as fast, and says when in real time', () => {
    const clock = createShopClock({ speed: 300, now });
    const wake = vi.fn();
    clock.wakeAt(start + 5 * MINUTE, wake);
    expect(clock.wallTimeOf(start + 5 * MINUTE)).toBe(start + SECOND);
    vi.advanceTimersByTime(SECOND);
    expect(wake).toHaveBeenCalledTimes(1);
    expect(clock.now()).toBe(start + 5 * MINUTE);
    clock.close();
  });

  it('lets waits pass at once under max, in order, one step every 20 ms', () => {
    const clock = createShopClock({ speed: 'max', now });
    const woken: string[] = [];
    clock.wakeAt(start + 12 * HOUR, () => woken.push('late'));
    clock.wakeAt(start + 5 * MINUTE, () => woken.push('early'));
    expect(clock.wallTimeOf(start + 5 * MINUTE)).toBeNull();
    vi.advanceTimersByTime(19);
    expect(woken).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(woken).toEqual(['early', 'late']);
    expect(clock.now()).toBe(start + 12 * HOUR);
    clock.close();
  });

  it('is no busy loop under max when a wake asks for the next', () => {
    const clock = createShopClock({ speed: 'max', now });
    let woken = 0;
    const again = (): void => {
      woken += 1;
      clock.wakeAt(clock.now() + 5 * MINUTE, again);
    };
    clock.wakeAt(start + 5 * MINUTE, again);
    vi.advanceTimersByTime(200);
    expect(woken).toBe(10);
    clock.close();
  });

  it('stands still while it wakes, so that what happens then happens on time', () => {
    const clock = createShopClock({ speed: 300, now });
    const seen: number[] = [];
    clock.wakeAt(start + 5 * MINUTE, () => {
      vi.setSystemTime(start + HOUR);
      seen.push(clock.now());
    });
    vi.advanceTimersByTime(SECOND);
    expect(seen).toEqual([start + 5 * MINUTE]);
    clock.close();
  });

  it('ends at most a hundred waits a step under max', () => {
    const clock = createShopClock({ speed: 'max', now });
    const wake = vi.fn();
    for (let minute = 1; minute <= 250; minute += 1) clock.wakeAt(start + minute * MINUTE, wake);
    const woken = [20, 20, 20].map((pause) => {
      vi.advanceTimersByTime(pause);
      return wake.mock.calls.length;
    });
    expect(woken).toEqual([100, 200, 250]);
    clock.close();
  });

  it.each([300, 'max'] as const)('never passes what an attempt in flight may bring, at speed %s', (speed) => {
    const clock = createShopClock({ speed, now });
    const wake = vi.fn();
    const release = clock.hold(start + 5 * MINUTE);
    clock.wakeAt(start + 12 * HOUR, wake);
    vi.advanceTimersByTime(HOUR);
    expect(wake).not.toHaveBeenCalled();
    expect(clock.now()).toBeLessThanOrEqual(start + 5 * MINUTE);
    release();
    vi.advanceTimersByTime(HOUR);
    expect(wake).toHaveBeenCalledTimes(1);
    clock.close();
  });

  it('arms waits under way anew when the speed changes', () => {
    const clock = createShopClock({ speed: 1, now });
    const wake = vi.fn();
    clock.wakeAt(start + HOUR, wake);
    vi.advanceTimersByTime(MINUTE);
    clock.setSpeed(59 * 60);
    expect(clock.now()).toBe(start + MINUTE);
    vi.advanceTimersByTime(SECOND);
    expect(wake).toHaveBeenCalledTimes(1);
    clock.setSpeed(1);
    vi.advanceTimersByTime(SECOND);
    expect(clock.now()).toBe(start + HOUR + SECOND);
    clock.close();
  });

  it('neither wakes nor moves for what was cancelled', () => {
    const clock = createShopClock({ speed: 'max', now });
    const wake = vi.fn();
    clock.wakeAt(start + HOUR, wake)();
    vi.advanceTimersByTime(SECOND);
    expect(wake).not.toHaveBeenCalled();
    expect(clock.now()).toBe(start + SECOND);
    clock.close();
  });

  it('waits longer than one timer can hold', () => {
    const clock = createShopClock({ speed: 1, now });
    const wake = vi.fn();
    clock.wakeAt(start + 30 * 24 * HOUR, wake);
    vi.advanceTimersByTime(30 * 24 * HOUR - 1);
    expect(wake).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(wake).toHaveBeenCalledTimes(1);
    clock.close();
  });

  it('leaves no timer when closed', () => {
    const clock = createShopClock({ speed: 1, now });
    clock.wakeAt(start + HOUR, vi.fn());
    clock.close();
    clock.wakeAt(start + HOUR, vi.fn());
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([1, 300, 'max'] as const)('steps to what is due next, and no further, at speed %s', (speed) => {
    const clock = createShopClock({ speed, now });
    const woken: number[] = [];
    const wake = (): void => void woken.push(clock.now());
    clock.wakeAt(start + MINUTE, vi.fn())();
    clock.wakeAt(start + 5 * MINUTE, wake);
    clock.wakeAt(start + 7 * MINUTE, wake);
    expect(clock.step()).toBe('stepped');
    expect(woken).toEqual([start + 5 * MINUTE]);
    expect(clock.now()).toBe(start + 5 * MINUTE);
    expect(clock.wallTimeOf(start + 7 * MINUTE)).toBe(speed === 'max' ? null : start + (2 * MINUTE) / speed);
    expect(clock.step()).toBe('stepped');
    expect(clock.step()).toBe('nothing');
    expect(woken).toEqual([start + 5 * MINUTE, start + 7 * MINUTE]);
    expect(clock.now()).toBe(start + 7 * MINUTE);
    clock.close();
  });

  it.each([1, 300])('after a step the rest comes when it says, at speed %s', (speed) => {
    const clock = createShopClock({ speed, now });
    const wake = vi.fn();
    clock.wakeAt(start + 5 * MINUTE, vi.fn());
    clock.wakeAt(start + 7 * MINUTE, wake);
    clock.step();
    vi.advanceTimersByTime((2 * MINUTE) / speed - 1);
    expect(wake).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(wake).toHaveBeenCalledTimes(1);
    clock.close();
  });

  it.each([1, 300, 'max'] as const)('does not step over what an attempt in flight may bring, at speed %s', (speed) => {
    const clock = createShopClock({ speed, now });
    const wake = vi.fn();
    clock.wakeAt(start + 6 * MINUTE, wake);
    const release = clock.hold(start + 5 * MINUTE);
    expect(clock.step()).toBe('in-flight');
    expect(clock.now()).toBe(start);
    release();
    expect(clock.step()).toBe('stepped');
    expect(wake).toHaveBeenCalledTimes(1);
    clock.close();
  });

  it('stands under manual until it is stepped, and says that no time can be told', () => {
    const clock = createShopClock({ speed: 'manual', now });
    const wake = vi.fn();
    clock.wakeAt(start + 5 * MINUTE, wake);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(HOUR);
    expect(clock.now()).toBe(start);
    expect(clock.wallTimeOf(start + 5 * MINUTE)).toBeNull();
    expect(clock.step()).toBe('stepped');
    expect(wake).toHaveBeenCalledTimes(1);
    expect(clock.now()).toBe(start + 5 * MINUTE);
    clock.close();
  });

  it('wakes under manual what is due already', () => {
    const clock = createShopClock({ speed: 'manual', now });
    const wake = vi.fn();
    clock.wakeAt(start, wake);
    vi.advanceTimersByTime(1);
    expect(wake).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
    clock.close();
  });

  it('stands and runs again as the speed is changed', () => {
    const clock = createShopClock({ speed: 1, now });
    const wake = vi.fn();
    clock.wakeAt(start + HOUR, wake);
    vi.advanceTimersByTime(MINUTE);
    clock.setSpeed('manual');
    vi.advanceTimersByTime(2 * HOUR);
    expect(clock.now()).toBe(start + MINUTE);
    clock.setSpeed(1);
    vi.advanceTimersByTime(59 * MINUTE);
    expect(wake).toHaveBeenCalledTimes(1);
    clock.close();
  });

  it.each([1, 300, 'max', 'manual'] as const)('leaves no timer once nothing waits, at speed %s', (speed) => {
    const clock = createShopClock({ speed, now });
    const cancel = clock.wakeAt(start + HOUR, vi.fn());
    cancel();
    cancel();
    expect(vi.getTimerCount()).toBe(0);
    expect(clock.step()).toBe('nothing');
    clock.close();
  });

  it('says that an attempt is in flight when nothing else waits', () => {
    const clock = createShopClock({ speed: 'manual', now });
    const release = clock.hold(start + 5 * MINUTE);
    expect(clock.step()).toBe('in-flight');
    release();
    expect(clock.step()).toBe('nothing');
    clock.close();
  });
});

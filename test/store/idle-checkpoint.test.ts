import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIdleCheckpoint } from '../../src/store/idle-checkpoint.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('waits until nobody writes, and is not worth it for a few', () => {
  const move = vi.fn<() => void>();
  const { written } = createIdleCheckpoint(move);
  for (let commit = 0; commit < 99; commit += 1) written();
  vi.advanceTimersByTime(10_000);
  expect(move).not.toHaveBeenCalled();
  for (let busy = 0; busy < 20; busy += 1) {
    written();
    vi.advanceTimersByTime(200);
  }
  expect(move).not.toHaveBeenCalled();
  vi.advanceTimersByTime(600);
  expect(move).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(10_000);
  expect([move.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
});

it('begins anew, and leaves no timer behind when it is closed', () => {
  const move = vi.fn<() => void>();
  const { written, close } = createIdleCheckpoint(move);
  for (let commit = 0; commit < 100; commit += 1) written();
  vi.advanceTimersByTime(1000);
  for (let commit = 0; commit < 100; commit += 1) written();
  expect(close()).toBe(true);
  vi.advanceTimersByTime(1000);
  expect([move.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
});

it('knows whether there is anything to move', () => {
  expect(createIdleCheckpoint(() => undefined).close()).toBe(false);
});

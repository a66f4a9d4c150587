import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/instant.ts';
import { createChains, type Chains } from '../../../src/session/calls/chains.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function watch(): { chains: Chains; missed: (readonly string[])[]; due: (minutes: number) => number } {
  const missed: (readonly string[])[] = [];
  const chains = createChains({ now: Date.now, onNotRepeated: (deliveries) => void missed.push(deliveries) });
  const start = Date.now();
  return { chains, missed, due: (minutes) => start + minutes * MINUTE };
}

describe('a chain that waits for a repeat', () => {
  it('is missed when the grace has passed, not before, and only once', () => {
    const { chains, missed, due } = watch();
    chains.expect('a', { dueAt: due(5), grace: MINUTE });
    vi.advanceTimersByTime(6 * MINUTE);
    expect([missed, chains.waiting()]).toEqual([[], 1]);
    vi.advanceTimersByTime(SECOND);
    expect([missed, chains.waiting()]).toEqual([[['a']], 0]);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(missed).toHaveLength(1);
  });

  it('is told together with the others that are overdue', () => {
    const { chains, missed, due } = watch();
    for (const name of ['a', 'b']) chains.expect(name, { dueAt: due(5), grace: MINUTE });
    chains.expect('c', { dueAt: due(9), grace: MINUTE });
    vi.advanceTimersByTime(7 * MINUTE);
    expect(missed).toEqual([['a', 'b']]);
    vi.advanceTimersByTime(4 * MINUTE);
    expect(missed).toEqual([['a', 'b'], ['c']]);
  });

  it('is settled by its repeat, and waits anew after the next wrong answer', () => {
    const { chains, missed, due } = watch();
    chains.expect('a', { dueAt: due(5), grace: MINUTE });
    vi.advanceTimersByTime(5 * MINUTE);
    chains.settle('a');
    chains.expect('a', { dueAt: due(10), grace: MINUTE });
    vi.advanceTimersByTime(5 * MINUTE);
    expect([missed, chains.waiting()]).toEqual([[], 1]);
    chains.settle('a');
    vi.advanceTimersByTime(60 * MINUTE);
    expect([missed, chains.waiting()]).toEqual([[], 0]);
  });

  it('that is due at once has only the grace', () => {
    const { chains, missed } = watch();
    chains.expect('a', { dueAt: null, grace: 5 * SECOND });
    vi.advanceTimersByTime(7 * SECOND);
    expect(missed).toEqual([['a']]);
  });

  it('is found out at the first look after a sleep of the machine', () => {
    const { chains, missed, due } = watch();
    chains.expect('a', { dueAt: due(5), grace: MINUTE });
    vi.setSystemTime(due(60));
    vi.advanceTimersByTime(SECOND);
    expect(missed).toEqual([['a']]);
  });

  it('leaves no timer behind', () => {
    const { chains, due } = watch();
    chains.expect('a', { dueAt: due(5), grace: MINUTE });
    expect(vi.getTimerCount()).toBe(1);
    chains.close();
    expect(vi.getTimerCount()).toBe(0);
    chains.expect('b', { dueAt: due(5), grace: MINUTE });
    chains.settle('b');
    vi.advanceTimersByTime(SECOND);
    expect(vi.getTimerCount()).toBe(0);
  });
});

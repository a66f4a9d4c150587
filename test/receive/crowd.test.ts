import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCrowd, type Crowd, type InFlight } from '../../src/receive/crowd.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

interface Play {
  readonly crowd: Crowd;
  readonly hurried: string[];
  readonly closed: string[];
  /** A call that is answered as soon as it is told to hurry. */
  readonly come: (name: string) => number | null;
  readonly answer: (name: string) => void;
}

function play(connections: number | null): Play {
  const crowd = createCrowd(() => connections);
  const [hurried, closed]: [string[], string[]] = [[], []];
  const calls = new Map<string, InFlight>();
  const answer = (name: string): void => {
    const call = calls.get(name);
    if (call !== undefined) crowd.leave(call);
  };
  const come = (name: string): number | null => {
    const hurry = (): void => {
      hurried.push(name);
      answer(name);
    };
    const call = { hurry, closeAfterwards: () => void closed.push(name) };
    calls.set(name, call);
    return crowd.enter(call);
  };
  return { crowd, hurried, closed, come, answer };
}

describe('a tunnel with room', () => {
  it('hurries nobody, whatever time passes', () => {
    const { come, hurried, closed, crowd } = play(3);
    expect([come('a'), come('b')]).toEqual([null, null]);
    vi.advanceTimersByTime(60_000);
    expect([hurried, closed, crowd.size(), crowd.mayHaveQueue()]).toEqual([[], [], 2, false]);
  });

  it('is one without a limit, too', () => {
    const { come, hurried, crowd } = play(null);
    for (let call = 0; call < 100; call += 1) come(String(call));
    vi.advanceTimersByTime(60_000);
    expect([hurried, crowd.size(), crowd.mayHaveQueue()]).toEqual([[], 100, false]);
  });
});

describe('a full tunnel', () => {
  it('is left to quick handlers for a moment, and its connections are closed behind the answers', () => {
    const { come, answer, hurried, closed } = play(3);
    for (const name of ['a', 'b', 'c']) come(name);
    expect(new Set(closed)).toEqual(new Set(['a', 'b', 'c']));
    vi.advanceTimersByTime(99);
    answer('b');
    vi.advanceTimersByTime(60_000);
    expect(hurried).toEqual([]);
  });

  it('has its oldest hurried, twice as many each time its places are taken again', () => {
    const { come, hurried } = play(8);
    const names = Array.from({ length: 30 }, (_, index) => `c${index}`);
    const waiting = [...names];
    const fill = (count: number): void => waiting.splice(0, count).forEach(come);
    fill(8);
    const steps = [0, 1, 2, 3].map(() => {
      const before = hurried.length;
      vi.advanceTimersByTime(100);
      fill(hurried.length - before);
      return hurried.length - before;
    });
    expect(steps).toEqual([2, 4, 8, 8]);
    expect(hurried).toEqual(names.slice(0, 22));
  });

  it('whose places stay free is full no more', () => {
    const { come, hurried, crowd } = play(4);
    for (const name of ['a', 'b', 'c', 'd']) come(name);
    vi.advanceTimersByTime(100);
    expect(hurried).toEqual(['a', 'b']);
    vi.advanceTimersByTime(300);
    expect(crowd.mayHaveQueue()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(crowd.mayHaveQueue()).toBe(false);
    expect(come('e')).toBeNull();
    vi.advanceTimersByTime(60_000);
    expect(hurried).toEqual(['a', 'b']);
  });

  it('tells since when those who come next may have waited', () => {
    const { come, answer } = play(2);
    const startedAt = performance.now();
    expect([come('a'), come('b')]).toEqual([null, null]);
    vi.advanceTimersByTime(60);
    answer('a');
    expect(come('c')).toBe(startedAt);
    vi.advanceTimersByTime(20);
    answer('b');
    vi.advanceTimersByTime(250);
    expect(come('d')).toBe(startedAt);
  });

  it('leaves no timer behind', () => {
    const { come, answer } = play(1);
    come('a');
    expect(vi.getTimerCount()).toBe(1);
    answer('a');
    vi.advanceTimersByTime(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});

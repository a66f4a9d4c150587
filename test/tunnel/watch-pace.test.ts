import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/core/instant.ts';
import { backOffFor, USUAL_PACE } from '../../src/tunnel/watch-pace.ts';

const backOff = { first: 500, longest: 3000, patience: 10, old: 15_000 };
const even = (): number => 0.5;

describe('back-off', () => {
  it('doubles up to the longest pause, and is longer when the trouble is old', () => {
    const pauses = [1, 2, 3, 4, 10, 11, 5000].map((tries) => backOffFor(tries, backOff, even));
    expect(pauses).toEqual([500, 1000, 2000, 3000, 3000, 15_000, 15_000]);
  });

  it('strays by a quarter, so that not all clients of a dead server come at once', () => {
    expect(backOffFor(4, backOff, () => 0)).toBe(2250);
    expect(backOffFor(4, backOff, () => 0.999_999)).toBe(3750);
  });
});

describe('the usual pace', () => {
  it('notices a dead address within 15 s', () => {
    const { interval, deadline, again } = USUAL_PACE;
    expect(interval + deadline + again + deadline).toBeLessThan(15 * SECOND);
  });

  it('finds a server that is back within 5 s, also after a minute', () => {
    let waited = 0;
    for (let tries = 1; waited < 60 * SECOND; tries += 1) {
      const pause = backOffFor(tries, USUAL_PACE.backOff, () => 1);
      expect(pause).toBeLessThan(5 * SECOND);
      waited += pause;
    }
  });
});

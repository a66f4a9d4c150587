import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { createShopClock, type ShopClock, type ShopSpeed } from '../../../src/simulate/clock/clock.ts';

const start = Date.UTC(2026, 10, 23, 9);
const clocks: ShopClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.close();
});

function clockAt(speed: ShopSpeed): ShopClock {
  const clock = createShopClock({ speed, now: () => start });
  clocks.push(clock);
  return clock;
}

/** A chain of attempts five minutes apart, each answered after some turns of the event loop. */
function chain(clock: ShopClock, { first, turns }: { first: number; turns: number }): readonly number[] {
  const sent: number[] = [];
  const attempt = (): void => {
    const sentAt = clock.now();
    sent.push(sentAt - start);
    const release = clock.hold(sentAt + 5 * MINUTE);
    void later(turns).then(() => {
      clock.wakeAt(sentAt + 5 * MINUTE, attempt);
      release();
    });
  };
  clock.wakeAt(start + first, attempt);
  return sent;
}

async function later(turns: number): Promise<void> {
  for (let left = turns; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('advance', () => {
  it.each([1, 300, 'max', 'manual'] as const)(
    'lets all on the way happen at its instant, at speed %s',
    async (speed) => {
      const clock = clockAt(speed);
      const slow = chain(clock, { first: 0, turns: 3 });
      const quick = chain(clock, { first: MINUTE, turns: 0 });
      await clock.advance(20 * MINUTE);
      expect(clock.now() - start).toBe(20 * MINUTE);
      expect(slow.map((at) => at / MINUTE)).toEqual([0, 5, 10, 15, 20]);
      expect(quick.map((at) => at / MINUTE)).toEqual([1, 6, 11, 16]);
    },
  );

  it('waits for what it has brought about: also for an attempt at the very end', async () => {
    const clock = clockAt('manual');
    let isJudged = false;
    clock.wakeAt(start + MINUTE, () => {
      const release = clock.hold(start + 6 * MINUTE);
      void later(5).then(() => {
        isJudged = true;
        release();
      });
    });
    await clock.advance(MINUTE);
    expect(isJudged).toBe(true);
  });

  it('queues advances asked for at once', async () => {
    const clock = clockAt('manual');
    const arrivals: number[] = [];
    chain(clock, { first: 0, turns: 1 });
    const arrive = (): void => void arrivals.push(clock.now() - start);
    await Promise.all([clock.advance(7 * MINUTE).then(arrive), clock.advance(3 * MINUTE).then(arrive)]);
    expect(arrivals).toEqual([7 * MINUTE, 10 * MINUTE]);
  });

  it('arrives even when an instant brings forth attempts without end', async () => {
    const clock = clockAt('manual');
    let isOver = false;
    const react = (): void => {
      const release = clock.hold(clock.now() + 5 * MINUTE);
      void Promise.resolve().then(() => {
        if (!isOver) react();
        release();
      });
    };
    react();
    await clock.advance(12 * MINUTE);
    expect(clock.now()).toBe(start + 12 * MINUTE);
    isOver = true;
  });

  it.each([Number.NaN, -1, Infinity])('refuses %s', async (by) => {
    await expect(clockAt('manual').advance(by)).rejects.toThrow(RangeError);
  });

  it('ends when the clock is closed, with attempts in flight', async () => {
    const clock = clockAt('manual');
    clock.hold(start + 5 * MINUTE);
    const arrived = Promise.all([clock.advance(HOUR), clock.advance(HOUR)]);
    await later(1);
    clock.close();
    await arrived;
    await clock.advance(HOUR);
    expect(clock.now()).toBe(start);
  });

  it('passes on what a wake throws, and the clock goes on', async () => {
    const clock = clockAt('manual');
    clock.wakeAt(start + MINUTE, () => {
      throw new Error('a bug');
    });
    await expect(clock.advance(HOUR)).rejects.toThrow('a bug');
    await clock.advance(HOUR);
    expect(clock.now()).toBe(start + MINUTE + HOUR);
  });

  it('leaves time for others where nothing waits for an answer', async () => {
    const clock = clockAt('manual');
    const again = (): void => void clock.wakeAt(clock.now() + 1, again);
    again();
    const turn = vi.fn();
    setImmediate(turn);
    await clock.advance(5000);
    expect(turn).toHaveBeenCalled();
  });
});

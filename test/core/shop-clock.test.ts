import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../src/core/instant.ts';
import {
  clockSetBy,
  ourTime,
  readShopClock,
  shopTime,
  UNTOLD_CLOCK,
  type ShopClock,
} from '../../src/core/shop-clock.ts';

const NOW = Date.UTC(2026, 10, 23, 10, 20);

const told = (ahead: number): ShopClock => ({ ahead, doubt: 500, isTold: true });

describe('the shop’s clock', () => {
  it.each([[undefined], [''], ['yesterday']])('is not told by the date %s', (date) => {
    expect(readShopClock({ date, sentAt: NOW, answeredAt: NOW })).toBeNull();
  });

  it('is as near as a second and half the way allow', () => {
    fc.assert(
      fc.property(
        fc.record({
          ahead: fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
          way: fc.integer({ min: 0, max: 5000 }),
          part: fc.double({ min: 0, max: 1, noNaN: true }),
          fraction: fc.integer({ min: 0, max: 999 }),
        }),
        ({ ahead, way, part, fraction }) => {
          const sentAt = NOW + fraction;
          const written = sentAt + Math.round(way * part) + ahead;
          const date = new Date(written).toUTCString();
          const clock = readShopClock({ date, sentAt, answeredAt: sentAt + way });
          expect(clock?.isTold).toBe(true);
          expect(Math.abs((clock?.ahead ?? Infinity) - ahead)).toBeLessThanOrEqual((clock?.doubt ?? 0) + 1);
        },
      ),
    );
  });

  it('turns times of the shop into ours and back', () => {
    const clock = told(HOUR);
    expect(ourTime(NOW + HOUR, clock)).toBe(NOW);
    expect(shopTime(NOW, clock)).toBe(NOW + HOUR);
    expect(ourTime(NOW, UNTOLD_CLOCK)).toBe(NOW);
  });
});

describe('our own clock', () => {
  it.each([
    { name: 'was set forwards by an hour', before: told(0), after: told(-HOUR), by: HOUR },
    { name: 'was set backwards', before: told(0), after: told(HOUR), by: -HOUR },
    { name: 'goes as before', before: told(700), after: told(-700), by: 0 },
    { name: 'drifts', before: told(0), after: told(2900), by: 0 },
    { name: 'may have been set, but nobody tells', before: UNTOLD_CLOCK, after: told(-HOUR), by: 0 },
    { name: 'may have been set, and the shop no longer tells', before: told(0), after: UNTOLD_CLOCK, by: 0 },
  ])('$name', ({ before, after, by }) => {
    expect(clockSetBy(before, after)).toBe(by);
  });

  it('is not taken for set within what both tellings leave open', () => {
    const before: ShopClock = { ahead: 0, doubt: 3 * SECOND, isTold: true };
    expect(clockSetBy(before, told(5 * SECOND))).toBe(0);
    expect(clockSetBy(before, told(7 * SECOND))).toBe(-7 * SECOND);
  });
});

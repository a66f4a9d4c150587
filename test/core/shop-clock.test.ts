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
        fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
        fc.integer({ min: 0, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 999 }),
        (ahead, way, part, fraction) => {
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
    ['was set forwards by an hour', told(0), told(-HOUR), HOUR],
    ['was set backwards', told(0), told(HOUR), -HOUR],
    ['goes as before', told(700), told(-700), 0],
    ['drifts', told(0), told(2900), 0],
    ['may have been set, but nobody tells', UNTOLD_CLOCK, told(-HOUR), 0],
    ['may have been set, and the shop no longer tells', told(0), UNTOLD_CLOCK, 0],
  ])('%s', (_, before, after, by) => {
    expect(clockSetBy(before, after)).toBe(by);
  });

  it('is not taken for set within what both tellings leave open', () => {
    const before: ShopClock = { ahead: 0, doubt: 3 * SECOND, isTold: true };
    expect(clockSetBy(before, told(5 * SECOND))).toBe(0);
    expect(clockSetBy(before, told(7 * SECOND))).toBe(-7 * SECOND);
  });
});

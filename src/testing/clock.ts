/**
 * The shop's clock in a test's hands. In: durations as people write them. Out: promises that resolve when everything that
 * came due has been judged.
 */
import { mistake } from '../core/failure.ts';
import { parseDuration, type Millis } from '../core/instant.ts';
import type { ShopClock, ShopSpeed } from '../simulate/clock/clock.ts';

/**
 * How the waits between attempts pass. `manual`: not at all, until `advance` or `step`. `real`: as at the real shop.
 * A number: so many times as fast. `max`: at once.
 */
export type ClockSpeed = 'real' | 'manual' | 'max' | number;

/** The same as an option, also in the form `{speed: 60}`. */
export type ClockOption = ClockSpeed | { readonly speed: number | 'max' };

/** The clock on which the waits between attempts run. The second that a handler has for its answer is always real. */
export interface TestClock {
  /** The shop's time. */
  now(): Date;
  /**
   * Moves the shop's time by `5m`, `12h` (units `ms s m h d`) or by milliseconds. Everything that comes due on the way
   * happens at its instant. Resolves when all of it has been judged. Throws `Failure` for what is no duration.
   *
   * @example
   * await shop.clock.advance('5m'); // one repeat of everything that failed
   */
  advance(by: string | Millis): Promise<void>;
  /** Moves the shop's time to what is due next, and no further. False when nothing waits. */
  step(): Promise<boolean>;
  /** Takes effect at once, for waits under way too. Throws `Failure` for what is no speed. */
  setSpeed(speed: ClockSpeed): void;
}

export interface TestClockOptions {
  readonly clock: ShopClock;
  /** Throws when the shop is closed. */
  readonly assertOpen: () => void;
}

export function createTestClock({ clock, assertOpen }: TestClockOptions): TestClock {
  return {
    now: () => new Date(clock.now()),
    async advance(by) {
      assertOpen();
      await clock.advance(millisOf(by));
    },
    async step() {
      assertOpen();
      // Nothing but what is in flight and what is due now.
      await clock.advance(0);
      if (clock.step() !== 'stepped') return false;
      await clock.advance(0);
      return true;
    },
    setSpeed(speed) {
      assertOpen();
      clock.setSpeed(shopSpeed(speed));
    },
  };
}

/** Throws `Failure` (exit 2) for what is no speed. */
export function shopSpeed(option: ClockOption): ShopSpeed {
  const speed = typeof option === 'object' && option !== null ? option.speed : option;
  if (speed === 'real') return 1;
  if (speed === 'manual' || speed === 'max') return speed;
  if (typeof speed === 'number' && Number.isFinite(speed) && speed > 0) return speed;
  throw mistake(
    'bad-speed',
    `A clock cannot run at ${JSON.stringify(speed)}.`,
    'One of: real, manual, max, or a number above 0.',
  );
}

/** Throws `Failure` (exit 2) for what is no duration. */
export function millisOf(by: string | Millis): Millis {
  const millis = typeof by === 'string' ? parseDuration(by) : by;
  if (millis !== null && Number.isFinite(millis) && millis >= 0) return millis;
  throw mistake(
    'bad-duration',
    `${JSON.stringify(by)} is no duration.`,
    'Such as 250ms, 10s, 5m, 2h, 7d, or milliseconds.',
  );
}

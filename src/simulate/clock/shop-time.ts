/**
 * Where the shop's time is, by its speed, what holds it, and what waits. In: the real time. Out: the shop's, and when in
 * real time the shop's time will be somewhere. Nothing happens here: the clock lets things happen.
 */
import type { Instant } from '../../core/instant.ts';
import type { Schedule } from '../../core/schedule.ts';
import type { Holds } from './holds.ts';

/** `manual`: the time stands until it is stepped or advanced. */
export type ShopSpeed = number | 'max' | 'manual';

export interface ShopTime {
  readonly wall: () => Instant;
  readonly waiting: Pick<Schedule<unknown>, 'nextAt'>;
  readonly holds: Pick<Holds, 'earliest'>;
  speed: ShopSpeed;
  /** The shop's time was `base` when the real time was `since`. */
  base: Instant;
  since: Instant;
  /** While something is woken the time stands: whatever it does happens at the instant it waited for. */
  standsStill: boolean;
  isAdvancing: boolean;
}

function rateOf({ speed }: ShopTime): number {
  if (speed === 'manual') return 0;
  return speed === 'max' ? 1 : speed;
}

/** Where the time would be if nothing held it. */
export function flow(time: ShopTime): Instant {
  return time.base + Math.max(0, time.wall() - time.since) * rateOf(time);
}

export function heldAt(time: ShopTime): Instant {
  return time.speed === 1 ? Infinity : time.holds.earliest();
}

export function timeOf(time: ShopTime): Instant {
  if (time.isAdvancing) return time.base;
  if (time.speed === 1) return flow(time);
  if (time.standsStill) return time.base;
  const limit = Math.min(heldAt(time), time.waiting.nextAt() ?? Infinity);
  return Math.max(time.base, Math.min(flow(time), limit));
}

export function moveTo(time: ShopTime, at: Instant): void {
  time.base = Math.max(time.base, at);
  time.since = time.wall();
}

export function wallTimeOf(time: ShopTime, at: Instant): Instant | null {
  const rate = time.speed === 'max' ? 0 : rateOf(time);
  return rate === 0 ? null : time.wall() + Math.max(0, at - timeOf(time)) / rate;
}

/**
 * The shop's clock, on which the waits between attempts run. In: a speed, and instants at which something is due.
 * Out: calls in the order of those instants. `1` follows the real time; `N` runs N times as fast; `max` lets waits pass
 * at once. The one-second limit of a call does not run on it: the handler is real, so its second is one too.
 *
 * At every speed but 1 the clock never runs past something due or past what an attempt in flight may still bring
 * (`hold`). So a slow machine slows the shop's time down and changes nothing else: twelve hours hold 144 attempts.
 */
import type { Instant, Millis } from '../core/instant.ts';
import { createSchedule, type Schedule } from '../core/schedule.ts';

export type ShopSpeed = number | 'max';

/** What one step by hand came to. */
export type Stepping =
  /** What was due next has been woken. */
  | 'stepped'
  /** Nothing waits. */
  | 'nothing'
  /** What an attempt in flight brings may be due before anything that waits: not known until it has ended. */
  | 'in-flight';

export interface ShopClock {
  /** The shop's time. Never goes back. */
  now(): Instant;
  speed(): ShopSpeed;
  /** Takes effect at once, for waits under way too. */
  setSpeed(speed: ShopSpeed): void;
  /** Moves the shop's time to what is due next and lets that happen, whatever the speed. */
  step(): Stepping;
  /** Calls `wake` when the shop's time has reached `at`; returns how to cancel it. */
  wakeAt(at: Instant, wake: () => void): () => void;
  /** Keeps the clock from passing `until` (except at speed 1) until released: an attempt is in flight. */
  hold(until: Instant): () => void;
  /** When the shop's time will be `at`, in real time; null under `max`, where that cannot be said. */
  wallTimeOf(at: Instant): Instant | null;
  /** Drops everything that waits. */
  close(): void;
}

export interface ShopClockOptions {
  readonly speed: ShopSpeed;
  /** The real time. */
  readonly now: () => Instant;
  /** Real time between two steps under `max`, so that a chain of repeats is no busy loop. */
  readonly pause?: Millis;
}

interface Wake {
  readonly run: () => void;
  cancelled: boolean;
}

interface ClockState {
  readonly wall: () => Instant;
  readonly pause: Millis;
  readonly waiting: Schedule<Wake>;
  readonly holds: Set<{ readonly until: Instant }>;
  speed: ShopSpeed;
  /** The shop's time was `base` when the real time was `since`. */
  base: Instant;
  since: Instant;
  timer: NodeJS.Timeout | null;
  /** While something is woken the time stands: whatever it does happens at the instant it waited for. */
  standsStill: boolean;
  closed: boolean;
}

const DEFAULT_PAUSE: Millis = 20;
/** Waits that end in one step under `max`: some 500 a second in all, so that many failing chains leave time for others. */
const MOST_IN_A_STEP = 10;
/** What a timer can hold; a longer wait is armed again. */
const LONGEST_TIMER: Millis = 2 ** 31 - 1;

export function createShopClock(options: ShopClockOptions): ShopClock {
  const start = options.now();
  const clock: ClockState = {
    wall: options.now,
    pause: options.pause ?? DEFAULT_PAUSE,
    waiting: createSchedule(),
    holds: new Set(),
    speed: options.speed,
    base: start,
    since: start,
    timer: null,
    standsStill: false,
    closed: false,
  };
  return {
    now: () => Math.floor(timeOf(clock)),
    speed: () => clock.speed,
    setSpeed: (speed) => changeSpeed(clock, speed),
    step: () => stepByHand(clock),
    wakeAt: (at, run) => addWake(clock, at, run),
    hold: (until) => addHold(clock, until),
    wallTimeOf: (at) => wallTimeOf(clock, at),
    close() {
      clock.closed = true;
      disarm(clock);
    },
  };
}

function rateOf(clock: ClockState): number {
  return clock.speed === 'max' ? 1 : clock.speed;
}

/** Where the time would be if nothing held it. */
function flow(clock: ClockState): Instant {
  return clock.base + Math.max(0, clock.wall() - clock.since) * rateOf(clock);
}

function heldAt(clock: ClockState): Instant {
  return clock.speed === 1 ? Infinity : earliestHold(clock);
}

function earliestHold({ holds }: ClockState): Instant {
  let earliest = Infinity;
  for (const { until } of holds) earliest = Math.min(earliest, until);
  return earliest;
}

function timeOf(clock: ClockState): Instant {
  if (clock.speed === 1) return flow(clock);
  if (clock.standsStill) return clock.base;
  const limit = Math.min(heldAt(clock), clock.waiting.nextAt() ?? Infinity);
  return Math.max(clock.base, Math.min(flow(clock), limit));
}

function moveTo(clock: ClockState, at: Instant): void {
  clock.base = Math.max(clock.base, at);
  clock.since = clock.wall();
}

function changeSpeed(clock: ClockState, speed: ShopSpeed): void {
  moveTo(clock, timeOf(clock));
  clock.speed = speed;
  disarm(clock);
  arm(clock);
}

function addWake(clock: ClockState, at: Instant, run: () => void): () => void {
  const wake: Wake = { run, cancelled: false };
  moveTo(clock, timeOf(clock));
  clock.waiting.add(at, wake);
  arm(clock);
  return () => {
    wake.cancelled = true;
  };
}

function addHold(clock: ClockState, until: Instant): () => void {
  const hold = { until };
  clock.holds.add(hold);
  return () => {
    moveTo(clock, timeOf(clock));
    clock.holds.delete(hold);
    arm(clock);
  };
}

function wallTimeOf(clock: ClockState, at: Instant): Instant | null {
  if (clock.speed === 'max') return null;
  return clock.wall() + Math.max(0, at - timeOf(clock)) / clock.speed;
}

function disarm(clock: ClockState): void {
  if (clock.timer !== null) clearTimeout(clock.timer);
  clock.timer = null;
}

/** Under `max` a timer under way is left alone: waits that keep coming must not put the step off. */
function arm(clock: ClockState): void {
  const next = clock.waiting.nextAt();
  if (clock.closed || next === null || next > heldAt(clock)) return;
  if (clock.speed === 'max' && clock.timer !== null) return;
  disarm(clock);
  const wait = clock.speed === 'max' ? clock.pause : (next - timeOf(clock)) / clock.speed;
  const delay = Math.min(Math.max(1, Math.ceil(wait)), LONGEST_TIMER);
  clock.timer = setTimeout(() => step(clock), delay);
}

/** Wakes what is due, in order; a step ends, whatever the calls ask for while it runs. */
function step(clock: ClockState): void {
  clock.timer = null;
  const target = clock.speed === 'max' ? Infinity : flow(clock);
  const most = clock.speed === 'max' ? MOST_IN_A_STEP : Infinity;
  for (let left = Math.min(most, clock.waiting.size()); left > 0 && !clock.closed; left -= 1) {
    if (!wakeNext(clock, target)) break;
  }
  if (target !== Infinity && clock.speed !== 1) {
    moveTo(clock, Math.min(target, heldAt(clock), clock.waiting.nextAt() ?? Infinity));
  }
  arm(clock);
}

function wakeNext(clock: ClockState, target: Instant): boolean {
  const next = clock.waiting.nextAt();
  if (next === null || next > target || next > heldAt(clock)) return false;
  const wake = clock.waiting.takeDue(next);
  if (wake === null || wake.cancelled) return true;
  if (clock.speed !== 1) moveTo(clock, next);
  runStandingStill(clock, wake);
  return true;
}

/** Unlike the real time, a hand can wait: also at speed 1 no step passes what an attempt in flight may bring. */
function stepByHand(clock: ClockState): Stepping {
  for (let next = clock.waiting.nextAt(); next !== null && !clock.closed; next = clock.waiting.nextAt()) {
    if (next > earliestHold(clock)) return 'in-flight';
    const wake = clock.waiting.takeDue(next);
    if (wake === null || wake.cancelled) continue;
    moveTo(clock, Math.max(timeOf(clock), next));
    runStandingStill(clock, wake);
    disarm(clock);
    arm(clock);
    return 'stepped';
  }
  return 'nothing';
}

function runStandingStill(clock: ClockState, { run }: Wake): void {
  clock.standsStill = true;
  try {
    run();
  } finally {
    clock.standsStill = false;
  }
}

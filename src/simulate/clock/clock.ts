/**
 * The shop's clock, on which the waits between attempts run. In: a speed, and instants at which something is due.
 * Out: calls in the order of those instants. `1` follows the real time; `N` runs N times as fast; `max` lets waits pass
 * at once; `manual` stands until somebody moves it. The one-second limit of a call does not run on it: the handler is
 * real, so its second is one too.
 *
 * At every speed but 1 the clock never runs past something due or past what an attempt in flight may still bring
 * (`hold`). So a slow machine slows the shop's time down and changes nothing else: twelve hours hold 144 attempts.
 */
import type { Instant, Millis } from '../../core/instant.ts';
import { createSchedule, type Schedule } from '../../core/schedule.ts';
import { walkTo, type Walk } from './advance.ts';
import { createHolds, type Holds } from './holds.ts';
import { flow, heldAt, moveTo, timeOf, wallTimeOf, type ShopSpeed, type ShopTime } from './shop-time.ts';

export type { ShopSpeed } from './shop-time.ts';

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
  /**
   * Moves the shop's time by so much, whatever the speed. Everything due on the way happens at its instant; resolves
   * when all of it has been judged, or the clock is closed. One asked for meanwhile follows. Rejects with `RangeError`
   * for what is no length of time.
   */
  advance(by: Millis): Promise<void>;
  /** Calls `wake` when the shop's time has reached `at`; returns how to cancel it. */
  wakeAt(at: Instant, wake: () => void): () => void;
  /** Keeps the clock from passing `until` (except at speed 1) until released: an attempt is in flight. */
  hold(until: Instant): () => void;
  /** When the shop's time will be `at`, in real time; null under `max` and `manual`, where that cannot be said. */
  wallTimeOf(at: Instant): Instant | null;
  /** Drops everything that waits. */
  close(): void;
}

export interface ShopClockOptions {
  readonly speed: ShopSpeed;
  /** The real time. */
  readonly now: () => Instant;
  /** The shop's time at first; default: the real time. */
  readonly startAt?: Instant;
  /** Real time between two steps under `max`, so that a chain of repeats is no busy loop. */
  readonly pause?: Millis;
  /** False: its timer does not keep the process alive. Default: true. */
  readonly keepsAlive?: boolean;
}

interface ClockState extends ShopTime {
  readonly pause: Millis;
  readonly keepsAlive: boolean;
  readonly waiting: Schedule<() => void>;
  readonly holds: Holds;
  timer: NodeJS.Timeout | null;
  /** What the timer was set for. */
  armedFor: Instant;
  /** The last of the advances that were asked for. */
  advances: Promise<void>;
  closed: boolean;
}

const DEFAULT_PAUSE: Millis = 20;
/** Waits that end in one step under `max`: with the pause more than loopback carries, so that the handler sets the pace. */
const MOST_IN_A_STEP = 100;
/** What a timer can hold; a longer wait is armed again. */
const LONGEST_TIMER: Millis = 2 ** 31 - 1;

export function createShopClock(options: ShopClockOptions): ShopClock {
  const clock: ClockState = {
    wall: options.now,
    pause: options.pause ?? DEFAULT_PAUSE,
    keepsAlive: options.keepsAlive ?? true,
    waiting: createSchedule(),
    holds: createHolds(),
    speed: options.speed,
    base: options.startAt ?? options.now(),
    since: options.now(),
    timer: null,
    armedFor: -Infinity,
    standsStill: false,
    isAdvancing: false,
    advances: Promise.resolve(),
    closed: false,
  };
  return {
    now: () => Math.floor(timeOf(clock)),
    speed: () => clock.speed,
    setSpeed: (speed) => changeSpeed(clock, speed),
    step: () => stepByHand(clock),
    advance: (by) => advance(clock, by),
    wakeAt: (at, run) => addWake(clock, at, run),
    hold: (until) => addHold(clock, until),
    wallTimeOf: (at) => wallTimeOf(clock, at),
    close() {
      clock.closed = true;
      clock.holds.drop();
      disarm(clock);
    },
  };
}

function changeSpeed(clock: ClockState, speed: ShopSpeed): void {
  moveTo(clock, timeOf(clock));
  clock.speed = speed;
  disarm(clock);
  arm(clock);
}

function addWake(clock: ClockState, at: Instant, run: () => void): () => void {
  moveTo(clock, timeOf(clock));
  const remove = clock.waiting.add(at, run);
  arm(clock);
  return () => {
    moveTo(clock, timeOf(clock));
    remove();
    arm(clock);
  };
}

function addHold(clock: ClockState, until: Instant): () => void {
  const remove = clock.holds.add(until);
  return () => {
    moveTo(clock, timeOf(clock));
    remove();
    arm(clock);
  };
}

function disarm(clock: ClockState): void {
  if (clock.timer !== null) clearTimeout(clock.timer);
  clock.timer = null;
}

/** A timer that rings too early finds nothing to do and is set again; one for what no longer waits is taken away. */
function arm(clock: ClockState): void {
  const next = clock.waiting.nextAt();
  if (clock.closed || next === null) return disarm(clock);
  if (clock.isAdvancing || next > heldAt(clock) || isArmed(clock, next)) return;
  const wait = waitFor(clock, next);
  disarm(clock);
  if (wait === null) return;
  clock.armedFor = next;
  clock.timer = setTimeout(() => step(clock), Math.min(Math.max(1, Math.ceil(wait)), LONGEST_TIMER));
  if (!clock.keepsAlive) clock.timer.unref();
}

/** Under `max` a timer under way is left alone: waits that keep coming must not put the step off. */
function isArmed({ timer, armedFor, speed }: ClockState, next: Instant): boolean {
  return timer !== null && (speed === 'max' || armedFor === next);
}

/** In real time; null under `manual`, unless its instant has come already. */
function waitFor(clock: ClockState, next: Instant): Millis | null {
  if (clock.speed === 'max') return clock.pause;
  if (clock.speed === 'manual') return next > clock.base ? null : 0;
  return (next - timeOf(clock)) / clock.speed;
}

/** Wakes what is due, in order; a step ends, whatever the calls ask for while it runs. */
function step(clock: ClockState): void {
  clock.timer = null;
  const target = clock.speed === 'max' ? Infinity : flow(clock);
  const most = clock.speed === 'max' ? MOST_IN_A_STEP : Infinity;
  for (let left = Math.min(most, clock.waiting.size()); left > 0 && !clock.closed; left -= 1) {
    if (!wakeUpTo(clock, target)) break;
  }
  if (target !== Infinity && clock.speed !== 1) {
    moveTo(clock, Math.min(target, heldAt(clock), clock.waiting.nextAt() ?? Infinity));
  }
  arm(clock);
}

function wakeUpTo(clock: ClockState, target: Instant): boolean {
  const next = clock.waiting.nextAt();
  if (next === null || next > target || next > heldAt(clock)) return false;
  if (clock.speed !== 1) moveTo(clock, next);
  wakeNext(clock);
  return true;
}

/** Unlike the real time, a hand can wait: also at speed 1 no step passes what an attempt in flight may bring. */
function stepByHand(clock: ClockState): Stepping {
  const next = clock.waiting.nextAt();
  const isBlocked = (next ?? Infinity) > clock.holds.earliest();
  if (clock.closed || (next === null && !isBlocked)) return 'nothing';
  if (next === null || isBlocked) return 'in-flight';
  moveTo(clock, Math.max(timeOf(clock), next));
  wakeNext(clock);
  disarm(clock);
  arm(clock);
  return 'stepped';
}

function wakeNext(clock: ClockState): void {
  const run = clock.waiting.takeDue(Infinity);
  clock.standsStill = true;
  try {
    run?.();
  } finally {
    clock.standsStill = false;
  }
}

function advance(clock: ClockState, by: Millis): Promise<void> {
  if (!Number.isFinite(by) || by < 0) {
    return Promise.reject(new RangeError(`The shop's time cannot be moved by ${by} ms.`));
  }
  const done = clock.advances.then(() => advanceNow(clock, by));
  clock.advances = done.catch(() => undefined);
  return done;
}

/** While it lasts the time flows at no speed; afterwards it goes on from where this has brought it. */
async function advanceNow(clock: ClockState, by: Millis): Promise<void> {
  const start = timeOf(clock);
  moveTo(clock, start);
  disarm(clock);
  clock.isAdvancing = true;
  try {
    await walkTo(start + by, walkOf(clock));
  } finally {
    moveTo(clock, clock.base);
    clock.isAdvancing = false;
    arm(clock);
  }
}

function walkOf(clock: ClockState): Walk {
  return {
    waiting: clock.waiting,
    holds: clock.holds,
    moveTo: (at) => moveTo(clock, at),
    wakeNext: () => wakeNext(clock),
    isOver: () => clock.closed,
  };
}

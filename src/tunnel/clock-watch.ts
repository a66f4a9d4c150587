/**
 * Notices that this machine slept, or that the program was stopped: timers stand still meanwhile, the wall clock does not.
 * In: the wall clock. Out: told of each jump, a tick after waking at the latest. A clock set forwards by hand looks the same.
 */
import type { Instant, Millis } from '../core/instant.ts';

export interface ClockWatch {
  readonly now: () => Instant;
  readonly tick: Millis;
  /** Jumps up to this long are a busy machine. */
  readonly jump: Millis;
  /** `before`: when the clock was last seen going as it should. */
  readonly onJump: (by: Millis, before: Instant) => void;
}

/** Returns how to stop watching. */
export function watchClock({ now, tick, jump, onJump }: ClockWatch): () => void {
  let before = now();
  const timer = setInterval(() => {
    const at = now();
    const seen = before;
    const by = at - seen - tick;
    before = at;
    if (by > jump) onJump(by, seen);
  }, tick);
  timer.unref();
  return () => clearInterval(timer);
}

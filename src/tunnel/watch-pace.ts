/**
 * How closely a public address is watched, and how soon a dead one is tried again.
 * A dead address must be noticed within 15 s: `interval`, then two round trips that pass their deadline with a pause
 * between them, make 11.5 s at most.
 */
import { MINUTE, SECOND, type Millis } from '../core/instant.ts';

export interface WatchPace {
  /** From one round trip to the next while all is well. */
  readonly interval: Millis;
  /** The same until the budget has its five probes. */
  readonly firstInterval: Millis;
  /** For one round trip. */
  readonly deadline: Millis;
  /** Before a failed round trip is made again: one alone may be a hiccup. */
  readonly again: Millis;
  /** How often the clock is looked at, and how far it must have jumped to count as a sleep. */
  readonly tick: Millis;
  readonly jump: Millis;
  readonly backOff: BackOff;
}

export interface BackOff {
  readonly first: Millis;
  /** The longest pause while the trouble is fresh: a server that comes back is found within it. */
  readonly longest: Millis;
  /** Tries until the trouble is old, and the longest pause from then on. */
  readonly patience: number;
  readonly old: Millis;
}

export const USUAL_PACE: WatchPace = {
  interval: 5 * SECOND,
  firstInterval: SECOND,
  deadline: 3 * SECOND,
  again: SECOND / 2,
  tick: SECOND,
  jump: 5 * SECOND,
  // Six minutes of tries every three seconds or so, then four a minute for as long as it takes.
  backOff: { first: SECOND / 2, longest: 3 * SECOND, patience: 120, old: MINUTE / 4 },
};

/** The pause before try number `tries` (from 1), a quarter up or down by chance: clients of a dead server must not come in step. */
export function backOffFor(tries: number, { first, longest, patience, old }: BackOff, random: () => number): Millis {
  const most = tries > patience ? old : longest;
  const pause = Math.min(most, first * 2 ** Math.min(tries - 1, 30));
  return Math.round(pause * (0.75 + random() / 2));
}

/** What chaos is made of: one action, its name and how often it is chosen. */
import type { Random } from '../../src/core/random.ts';
import type { World } from './world.ts';

export interface Action {
  readonly name: string;
  /** Against the others of its lane. */
  readonly weight: number;
  /** Does it and sets right what must be right for the next one. What it did in words; `skipped` where it cannot be done. */
  readonly act: (world: World, random: Random) => Promise<string>;
}

/** Actions that come one after another; lanes run side by side. */
export interface Lane {
  readonly name: string;
  /** Seconds between two of them. */
  readonly pause: readonly [number, number];
  readonly actions: readonly [Action, ...Action[]];
}

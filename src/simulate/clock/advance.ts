/**
 * The shop's time moved by hand: from instant to instant, each with all that happens at it, up to a target.
 * In: what the clock waits for and what is in flight. Out: wakes, each at its own instant, and the time at the target.
 *
 * The time stands until all that is in flight has ended, so that a run depends on what handlers answer and not on how
 * fast they are. One that makes a new event of each call would keep an instant for ever: after many rounds the time
 * goes on nevertheless, as far as what is in flight lets it. So it arrives, since each attempt has its limit.
 */
import type { Instant } from '../../core/instant.ts';
import type { Schedule } from '../../core/schedule.ts';
import type { Holds } from './holds.ts';

export interface Walk {
  readonly waiting: Pick<Schedule<unknown>, 'nextAt' | 'size'>;
  readonly holds: Holds;
  /** Moves the shop's time; never back. */
  moveTo(at: Instant): void;
  /** Lets the earliest of what waits happen. */
  wakeNext(): void;
  isOver(): boolean;
}

/** Attempts that bring forth attempts at one instant: the parts of a large event, changes of one record, reactions. */
const MOST_ROUNDS = 10_000;
/** Between two looks at the rest of the world, should nothing of what happens wait for it. */
const WAKES_IN_A_TURN = 1000;

/** Resolves when the time has reached `target` and all that was due has ended, or when it is over. */
export async function walkTo(target: Instant, walk: Walk): Promise<void> {
  let wakesLeft = WAKES_IN_A_TURN;
  for (;;) {
    await allEnded(walk);
    if (walk.isOver()) return;
    const limit = Math.min(target, walk.holds.earliest());
    const woken = wakeInstant(walk, limit);
    if (woken === 0) {
      walk.moveTo(limit);
      if (limit === target) return;
    }
    wakesLeft -= woken;
    if (wakesLeft > 0) continue;
    wakesLeft = WAKES_IN_A_TURN;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function allEnded(walk: Walk): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS && walk.holds.size() > 0 && !walk.isOver(); round += 1) {
    await walk.holds.released();
  }
}

/** What waits for the earliest instant up to `limit`, in order; what it adds for the same instant comes in the next turn. */
function wakeInstant(walk: Walk, limit: Instant): number {
  const { waiting } = walk;
  const at = waiting.nextAt();
  if (at === null || at > limit) return 0;
  walk.moveTo(at);
  const most = waiting.size();
  let woken = 0;
  while (woken < most && waiting.nextAt() === at && !walk.isOver()) {
    walk.wakeNext();
    woken += 1;
  }
  return woken;
}

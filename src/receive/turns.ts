/**
 * Who is served first in a burst. Node tells of one new connection in each turn of its event loop, so whatever is done in
 * a turn is waited for by everyone who still stands at the door, and their second is running. Hence: what waits at the
 * door is taken in first, then the work that an answer waits for is done in its order, then the rest, in short pieces.
 */
import type { Millis } from '../core/instant.ts';

export interface Turns {
  /**
   * A connection or bytes came in. Monotonic: the earliest moment at which they may have come. In a burst that is when
   * the door was last seen empty, not when Node got round to telling us.
   */
  cameIn(): Millis;
  /** Work that an answer waits for: at once when there is time, else in its order. */
  first<T>(work: () => T): Promise<T>;
  /** Work that nobody outside waits for. */
  afterwards<T>(work: () => T): Promise<T>;
}

export interface Loop {
  readonly now: () => Millis;
  /** Calls back when everything that is ready now has been told of. */
  readonly afterThisTurn: (look: () => void) => void;
}

const NODE: Loop = { now: () => performance.now(), afterThisTurn: (look) => void setImmediate(look) };

/** Done at once before the rest of a burst has to wait: one call alone never waits for a turn. */
const AT_ONCE: Millis = 5;
/** One piece of work; those at the door wait for as long. */
const PIECE: Millis = 8;
/** A share for the work that nobody waits for, so that a steady stream does not put it off for ever. */
const SHARE_OF_REST: Millis = 4;
/** While the door never stands empty, work is put off for this long. */
const PATIENCE: Millis = 25;

interface State {
  readonly loop: Loop;
  readonly first: (() => void)[];
  readonly rest: (() => void)[];
  isLooking: boolean;
  /** Something came in during this turn. */
  hasTakenIn: boolean;
  /** What comes in now was not there before this moment. */
  emptyAt: Millis;
  workedAt: Millis;
  /** Spent on work done at once since the door was last seen empty. */
  spent: Millis;
}

export function createTurns(loop: Loop = NODE): Turns {
  const none = { isLooking: false, hasTakenIn: false, emptyAt: 0, workedAt: 0, spent: 0 };
  const state: State = { loop, first: [], rest: [], ...none };
  return {
    cameIn() {
      watch(state);
      state.hasTakenIn = true;
      return state.emptyAt;
    },
    first: (work) => inTurn(work, (act) => take(state, { act, queue: state.first, isFree: isFree(state.first) })),
    afterwards: (work) =>
      inTurn(work, (act) => take(state, { act, queue: state.rest, isFree: isFree(state.first, state.rest) })),
  };
}

function inTurn<T>(work: () => T, take: (act: () => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    take(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

function isFree(...queues: readonly (readonly unknown[])[]): boolean {
  return queues.every((queue) => queue.length === 0);
}

interface Piece {
  readonly act: () => void;
  readonly queue: (() => void)[];
  readonly isFree: boolean;
}

function take(state: State, { act, queue, isFree: mayStart }: Piece): void {
  watch(state);
  if (!mayStart || state.spent >= AT_ONCE) return void queue.push(act);
  const startedAt = state.loop.now();
  act();
  state.spent += state.loop.now() - startedAt;
}

function watch(state: State): void {
  if (state.isLooking) return;
  const at = state.loop.now();
  Object.assign(state, { isLooking: true, emptyAt: at, workedAt: at, spent: 0 });
  state.loop.afterThisTurn(() => look(state));
}

/** Once a turn, after all that was ready has been told of. */
function look(state: State): void {
  const { loop, first, rest, hasTakenIn, workedAt } = state;
  const at = loop.now();
  state.hasTakenIn = false;
  if (!hasTakenIn) Object.assign(state, { emptyAt: at, spent: 0 });
  if (!hasTakenIn || at - workedAt >= PATIENCE) {
    work(state, first, PIECE);
    work(state, rest, SHARE_OF_REST);
    state.workedAt = loop.now();
  }
  state.isLooking = hasTakenIn || first.length > 0 || rest.length > 0;
  if (state.isLooking) loop.afterThisTurn(() => look(state));
}

function work({ loop }: State, queue: (() => void)[], time: Millis): void {
  const until = loop.now() + time;
  while (queue.length > 0 && loop.now() < until) queue.shift()?.();
}

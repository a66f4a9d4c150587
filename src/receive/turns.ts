/**
 * Who is served first in a burst. Node tells of one new connection in each turn of its event loop, so whatever is done in
 * a turn is waited for by everyone who still stands at the door, and their second is running. Hence: what waits at the
 * door is taken in first, then the work that an answer waits for is done in its order, then the rest, in short pieces.
 */
import type { Millis } from '../core/instant.ts';

export interface Turns {
  /**
   * A connection or bytes came in. Monotonic: the earliest moment at which they may have come. In a burst that is when
   * the door was last seen empty, not when Node got round to telling us. Only a connection can have others behind it that
   * we have not heard of: bytes on those that are in are all told of in one turn.
   */
  cameIn(what: 'connection' | 'bytes'): Millis;
  /** Work that an answer waits for: at once when there is time, else in its order. */
  first<T>(work: () => T): Promise<T>;
  /** Work that nobody outside waits for. */
  afterwards<T>(work: () => T): Promise<T>;
  /** The longest turn of the last second or two: a timer may be as late. */
  lag(): Millis;
}

export interface Loop {
  readonly now: () => Millis;
  /** Calls back when everything that is ready now has been told of. */
  readonly afterThisTurn: (act: () => void) => void;
}

const NODE: Loop = { now: () => performance.now(), afterThisTurn: (act) => void setImmediate(act) };

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
  /** A connection came in during this turn. */
  hasTakenIn: boolean;
  /** What comes in now was not there before this moment. */
  emptyAt: Millis;
  workedAt: Millis;
  /** Work that nobody waits for was put off during this turn: answers are going out. */
  isAnswering: boolean;
  restedAt: Millis;
  lookedAt: Millis;
  readonly longest: { since: Millis; now: Millis; before: Millis };
  /** Spent on work done at once since the door was last seen empty. */
  spent: Millis;
}

export function createTurns(loop: Loop = NODE): Turns {
  const none = { isLooking: false, hasTakenIn: false, isAnswering: false };
  const times = { emptyAt: 0, workedAt: 0, restedAt: 0, lookedAt: 0, spent: 0 };
  const longest = { since: 0, now: 0, before: 0 };
  const state: State = { loop, first: [], rest: [], ...none, ...times, longest };
  return {
    cameIn(what) {
      watch(state);
      if (what === 'connection') state.hasTakenIn = true;
      return state.emptyAt;
    },
    first: (work) =>
      inTurn(work, (act) => {
        if (!doneAtOnce(state, act, [state.first])) state.first.push(act);
      }),
    afterwards: (work) =>
      inTurn(work, (act) => {
        if (doneAtOnce(state, act, [state.first, state.rest])) return;
        state.isAnswering = true;
        state.rest.push(act);
      }),
    lag: () => recentLag(state),
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

/** Unless others have been waiting, or those who came together have had their share. */
function doneAtOnce(state: State, act: () => void, before: readonly (readonly unknown[])[]): boolean {
  watch(state);
  if (state.spent >= AT_ONCE || before.some((queue) => queue.length > 0)) return false;
  const startedAt = state.loop.now();
  act();
  state.spent += state.loop.now() - startedAt;
  return true;
}

function watch(state: State): void {
  if (state.isLooking) return;
  const at = state.loop.now();
  Object.assign(state, { isLooking: true, emptyAt: at, workedAt: at, restedAt: at, lookedAt: at, spent: 0 });
  state.loop.afterThisTurn(() => look(state));
}

/** Once a turn, after all that was ready has been told of. */
function look(state: State): void {
  const { loop, first, rest, hasTakenIn, isAnswering } = state;
  const at = loop.now();
  noteTurn(state, at);
  Object.assign(state, { hasTakenIn: false, isAnswering: false });
  if (!hasTakenIn) Object.assign(state, { emptyAt: at, spent: 0 });
  if (!hasTakenIn || at - state.workedAt >= PATIENCE) {
    workOff(state, first, PIECE);
    state.workedAt = loop.now();
  }
  const isBusy = hasTakenIn || isAnswering || first.length > 0;
  if (!isBusy || at - state.restedAt >= PATIENCE) {
    workOff(state, rest, SHARE_OF_REST);
    state.restedAt = loop.now();
  }
  state.isLooking = isBusy || rest.length > 0;
  if (state.isLooking) loop.afterThisTurn(() => look(state));
}

function workOff({ loop }: State, queue: (() => void)[], time: Millis): void {
  const until = loop.now() + time;
  while (queue.length > 0 && loop.now() < until) queue.shift()?.();
}

const RECENT: Millis = 1000;

function noteTurn(state: State, at: Millis): void {
  const { longest, lookedAt } = state;
  if (at - longest.since >= RECENT) {
    Object.assign(longest, { since: at, before: at - longest.since < 2 * RECENT ? longest.now : 0, now: 0 });
  }
  longest.now = Math.max(longest.now, at - lookedAt);
  state.lookedAt = at;
}

function recentLag({ loop, longest }: State): Millis {
  return loop.now() - longest.since < 2 * RECENT ? Math.max(longest.now, longest.before) : 0;
}

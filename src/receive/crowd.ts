/**
 * The calls in flight, and what is done when they take all connections of the tunnel: others wait at its other end, where
 * nobody sees them, and their second is running. In: calls that come and go. Out: the oldest are told to hurry, a few at
 * first and twice as many each time, for as long as their places are taken again; and since when a call that comes may
 * have waited.
 */
import type { Millis } from '../core/instant.ts';

/** A call without an answer yet. */
export interface InFlight {
  /** Answer it now. */
  readonly hurry: () => void;
  /**
   * Close its connection behind the answer: a tunnel keeps an idle one for later calls and does not give it to those that
   * wait, who come in over a new one (measured with localtunnel).
   */
  readonly closeAfterwards: () => void;
}

export interface Crowd {
  /** Returns since when the call may have waited at the other end of the tunnel, monotonic; null: it came straight in. */
  enter(call: InFlight): Millis | null;
  /** It is answered, or its caller has gone. Idempotent. */
  leave(call: InFlight): void;
  size(): number;
  /** Whoever comes now may have waited: a round trip measured now is no measure of the way. */
  mayHaveQueue(): boolean;
}

/** How long a full tunnel is left to its handlers: quick ones make room by themselves. */
const PATIENCE: Millis = 100;

const FIRST_FREED = 2;

/** Whoever waits takes a free place within this time: a new connection and a request on it are one and a half ways. */
const REFILL: Millis = 300;

interface State {
  readonly most: () => number | null;
  /** Oldest first. */
  readonly calls: Set<InFlight>;
  readonly hurried: Set<InFlight>;
  /** Since then there may be a queue. */
  fullSince: Millis | null;
  /** Since then a place is free all the same. */
  roomSince: Millis | null;
  nextFreed: number;
  timer: NodeJS.Timeout | null;
}

/** `connections`: how many calls the tunnel carries at once; null: no limit. */
export function createCrowd(connections: () => number | null): Crowd {
  const none = { fullSince: null, roomSince: null, nextFreed: FIRST_FREED, timer: null };
  const state: State = { most: connections, calls: new Set(), hurried: new Set(), ...none };
  return {
    enter: (call) => enter(state, call),
    leave: (call) => leave(state, call),
    size: () => state.calls.size,
    mayHaveQueue: () => mayHaveQueue(state),
  };
}

function enter(state: State, call: InFlight): Millis | null {
  if (!mayHaveQueue(state)) forgetQueue(state);
  const waitedSince = state.fullSince;
  state.calls.add(call);
  if (isFull(state)) full(state);
  if (state.fullSince !== null) call.closeAfterwards();
  return waitedSince;
}

/** A place that nobody takes shows that nobody waits. */
function mayHaveQueue({ fullSince, roomSince }: State): boolean {
  return fullSince !== null && (roomSince === null || performance.now() - roomSince <= REFILL);
}

function leave(state: State, call: InFlight): void {
  state.hurried.delete(call);
  if (!state.calls.delete(call) || state.fullSince === null) return;
  if (!isFull(state)) state.roomSince ??= performance.now();
}

function isFull({ most, calls }: State): boolean {
  const limit = most();
  return limit !== null && calls.size >= limit;
}

function full(state: State): void {
  if (state.fullSince === null) for (const call of state.calls) call.closeAfterwards();
  state.fullSince ??= performance.now();
  state.roomSince = null;
  state.timer ??= setTimeout(() => makeRoom(state), PATIENCE).unref();
}

function forgetQueue(state: State): void {
  Object.assign(state, { fullSince: null, roomSince: null, nextFreed: FIRST_FREED });
}

function makeRoom(state: State): void {
  state.timer = null;
  if (!isFull(state)) return;
  const oldest = [...state.calls].filter((call) => !state.hurried.has(call)).slice(0, state.nextFreed);
  state.nextFreed *= 2;
  for (const call of oldest) {
    state.hurried.add(call);
    call.hurry();
  }
  state.timer ??= setTimeout(() => makeRoom(state), PATIENCE).unref();
}

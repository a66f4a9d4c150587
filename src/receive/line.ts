/**
 * One connection of a caller: when the first byte of each request came, whether a head is being dribbled, who must know
 * when it is gone. In: bytes and requests as Node tells of them. Out: a `Visit` for each request.
 * A connection that is silent between two requests has all the time it wants: a tunnel keeps some in stock.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Millis } from '../core/instant.ts';
import type { Turns } from './turns.ts';

/** One request on a connection. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Monotonic: the earliest moment at which the request's first byte may have come. */
  readonly arrivedAt: Millis;
  /** Calls `left` once when the connection is gone, at once if it is; returns how to call that off. */
  readonly whenGone: (left: () => void) => () => void;
  /** Calls `told` when what follows in this request's body is no HTTP. */
  readonly whenGarbled: (told: () => void) => void;
}

export interface Line {
  readonly socket: Socket;
  /** Null once nothing more is answered here: the connection is about to be closed. */
  visit(request: IncomingMessage, response: ServerResponse): Visit | null;
  /** Since when the head of a request is on its way; null: none is. */
  headSince(): Millis | null;
  /** What came is no HTTP, or too slow; from now on nothing more is served here. */
  garble(): Garbled;
}

export type Garbled =
  /** In the body of a request, whose own answer says so. */
  | { readonly kind: 'in-body' }
  /** Behind requests that are still being answered: the last of them closes the connection. */
  | { readonly kind: 'behind'; readonly last: ServerResponse }
  /** Nobody is being answered here. */
  | { readonly kind: 'alone' }
  /** The connection is about to be closed anyway. */
  | { readonly kind: 'over' };

interface State {
  readonly goneListeners: Set<() => void>;
  /** The request whose body may still be on its way. */
  current: Pick<Visit, 'request' | 'response'> | null;
  tellGarbled: () => void;
  chunkAt: Millis;
  headSince: Millis | null;
  /** Nothing more is served here. */
  isOver: boolean;
}

export function createLine(socket: Socket, turns: Turns): Line {
  const state: State = {
    goneListeners: new Set(),
    current: null,
    tellGarbled: () => undefined,
    chunkAt: turns.cameIn('connection'),
    headSince: null,
    isOver: false,
  };
  // Before Node's own listener, which tells of the requests in it. Node's shortcut past JavaScript is lost: 10 µs a call.
  socket.prependListener('data', (chunk: Buffer) => {
    state.chunkAt = turns.cameIn('bytes');
    const isBetween = state.current === null || state.current.request.complete;
    if (isBetween && !isBlank(chunk)) state.headSince ??= state.chunkAt;
  });
  socket.once('close', () => {
    for (const left of state.goneListeners) left();
    state.goneListeners.clear();
  });
  return {
    socket,
    visit: (request, response) => visit(state, request, response),
    headSince: () => state.headSince,
    garble: () => garble(state),
  };
}

/** Old clients send a line break after a body; it begins no request. */
function isBlank(chunk: Buffer): boolean {
  return chunk.length <= 4 && chunk.every((byte) => byte === 13 || byte === 10);
}

function visit(state: State, request: IncomingMessage, response: ServerResponse): Visit | null {
  const arrivedAt = state.headSince ?? state.chunkAt;
  const isOver = state.isOver || isLast(state.current?.response);
  Object.assign(state, { current: { request, response }, headSince: null, tellGarbled: () => undefined, isOver });
  return isOver ? null : { request, response, arrivedAt, ...watches(state, request.socket) };
}

function watches(state: State, socket: Socket): Pick<Visit, 'whenGone' | 'whenGarbled'> {
  return {
    whenGone(left) {
      if (socket.destroyed) left();
      else state.goneListeners.add(left);
      return () => void state.goneListeners.delete(left);
    },
    whenGarbled: (told) => {
      state.tellGarbled = told;
    },
  };
}

/** After an answer that closes the connection nothing that was sent behind its request is served. */
function isLast(response: ServerResponse | undefined): boolean {
  return response !== undefined && response.headersSent && !response.shouldKeepAlive;
}

function garble(state: State): Garbled {
  const { current, isOver } = state;
  if (isOver || isLast(current?.response)) return { kind: 'over' };
  Object.assign(state, { isOver: true, headSince: null });
  if (current !== null && !current.request.complete) {
    state.tellGarbled();
    return { kind: 'in-body' };
  }
  const isWaiting = current !== null && !current.response.writableFinished;
  return isWaiting ? { kind: 'behind', last: current.response } : { kind: 'alone' };
}

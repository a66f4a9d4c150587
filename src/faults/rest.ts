/**
 * The one way a fault waits: until a moment, until the caller leaves, or until it is hurried, whichever comes first.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Millis } from '../core/instant.ts';

/** Who waits for an answer. The listener's `Visit` is one. */
export interface Caller {
  readonly response: ServerResponse;
  /** Calls `left` once when the connection is gone, at once if it is; returns how to call that off. */
  whenGone(left: () => void): () => void;
}

export type Ending = 'over' | 'gone' | 'hurried';

export interface Resting {
  readonly caller: Caller;
  /** Aborted when the answer must leave now. */
  readonly signal: AbortSignal;
}

/** `until` is a moment of the monotonic clock. Never ends `over` before it, and a few milliseconds after it at most. */
export function rest(until: Millis, { caller, signal }: Resting): Promise<Ending> {
  return new Promise((resolve) => {
    let isOver = false;
    let timer: NodeJS.Timeout | undefined;
    let callOff = (): void => undefined;
    const finish = (ending: Ending): void => {
      isOver = true;
      clearTimeout(timer);
      callOff();
      signal.removeEventListener('abort', hurried);
      resolve(ending);
    };
    const hurried = (): void => finish('hurried');
    // Node counts a timer from the beginning of the turn it was set in, so it may ring early: then what is left is waited.
    const look = (): void => {
      const left = until - performance.now();
      if (left <= 0) finish('over');
      else timer = setTimeout(look, Math.max(1, Math.floor(left)));
    };
    signal.addEventListener('abort', hurried, { once: true });
    callOff = caller.whenGone(() => finish('gone'));
    if (signal.aborted) hurried();
    if (!isOver) look();
  });
}

/** The connection when it is this answer's turn on it: a caller may have sent requests one behind the other. Null: gone. */
export function turnOf(caller: Caller): Promise<Socket | null> {
  return new Promise((resolve) => {
    const { response } = caller;
    const { socket } = response;
    if (socket !== null) return resolve(socket.destroyed ? null : socket);
    const callOff = caller.whenGone(() => resolve(null));
    response.once('socket', (ours: Socket) => {
      callOff();
      resolve(ours);
    });
  });
}

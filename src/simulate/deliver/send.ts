/**
 * What one call of the simulated shop is: the seam between the engine, which decides when to send what, and whoever
 * carries it (real sockets in `call.ts`, something quicker in a test).
 */
import type { Millis } from '../../core/instant.ts';
import type { Outcome } from '../../core/outcome.ts';
import { createQueue } from '../../core/queue.ts';

export interface ShopCall {
  /** The webhook's URL as registered; its userinfo is to be sent as Basic credentials. */
  readonly url: string;
  readonly event: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** The shop is closing: drop the call. */
  readonly signal: AbortSignal;
  /** Real time for the whole exchange, to the last byte. */
  readonly limit: Millis;
  /** Real time for the connection alone; null where only the whole counts. */
  readonly connectLimit: Millis | null;
}

/** Carries one call and says what happened. Never rejects: trouble is an outcome. */
export type Send = (call: ShopCall) => Promise<Outcome>;

/**
 * Keeps at most `most` calls under way and lets the others queue: hundreds of chains that come due together must not
 * run out of file descriptors. The limits of a call run only once it is under way.
 */
export function atMost(most: number, send: Send): Send {
  let underWay = 0;
  const queue = createQueue<() => void>();
  return async (call) => {
    if (underWay >= most) await new Promise<void>((resolve) => queue.push(resolve));
    else underWay += 1;
    try {
      return await send(call);
    } finally {
      // The place is handed on, so that nobody slips in between.
      const next = queue.take();
      if (next === null) underWay -= 1;
      else next();
    }
  };
}

/**
 * A fault at work on one answer: it waits, takes another status, breaks the connection, in this order.
 * In: the caller, what was chosen, the reply of the policy. Out: what left us for the shop.
 */
import { PATIENCE, type Patience } from './connection/way.ts';
import { WAYS } from './connection/ways.ts';
import type { Chosen, FaultConnection } from './fault.ts';
import type { PlainReply } from './reply.ts';
import { rest, turnOf, type Caller } from './rest.ts';
import { withStatus } from './status.ts';

export interface Spoiling {
  readonly caller: Caller;
  readonly chosen: Chosen;
  /** What the policy chose. */
  readonly reply: PlainReply;
  /** Sends an answer whole, in the listener's own way; false when the caller left first. */
  readonly write: (reply: PlainReply) => Promise<boolean>;
  /** Aborted when the answer must leave now: a delay ends at once, `hang` and `drip` close the connection. */
  readonly signal: AbortSignal;
  /** Told when `drip` has put its first byte on the wire: from then on the caller is not waiting for nothing. */
  readonly begun?: (connection: FaultConnection) => void;
  /** Shorter waits, for tests. */
  readonly patience?: Patience;
}

/** What left us; `hang` when the caller left before anything did. The time is the listener's to add. */
export type Left = { readonly status: number } | { readonly connection: FaultConnection };

/** Resolves when the last byte is with the operating system or the caller has gone. */
export async function spoil(spoiling: Spoiling): Promise<Left> {
  const { chosen, write } = spoiling;
  // Whoever left meanwhile is noticed by the next step.
  if (chosen.delay !== null) await rest(performance.now() + chosen.delay, spoiling);
  const reply = withStatus(spoiling.reply, chosen.status);
  if (chosen.connection !== null) return { connection: await breakWith(chosen.connection, { ...spoiling, reply }) };
  return (await write(reply)) ? { status: reply.status } : UNANSWERED;
}

const UNANSWERED: Left = { connection: 'hang' };

async function breakWith(connection: FaultConnection, spoiling: Spoiling): Promise<FaultConnection> {
  const { caller, chosen, reply, signal, begun, patience = PATIENCE } = spoiling;
  const socket = await turnOf(caller);
  if (socket === null) return 'hang';
  return WAYS[connection].perform({
    caller,
    socket,
    reply,
    signal,
    patience,
    status: chosen.status,
    begun: () => begun?.(connection),
  });
}

/**
 * Faults between the simulated shop and the handler. In: one call and which attempt it is. Out: what the shop saw, and what
 * the handler really did. The shop's limit is a real second, and what a fault delays is part of it.
 */
import { recordKeys } from '../../core/envelope.ts';
import type { Millis } from '../../core/instant.ts';
import { outcomeOfAnswer, type Answer, type Outcome } from '../../core/outcome.ts';
import type { Chosen } from '../../faults/fault.ts';
import type { FaultSet } from '../../faults/fault-set.ts';
import { answerUnder } from '../../faults/outcome-under.ts';
import type { Send, ShopCall } from './send.ts';

/** How an attempt went. */
export interface Exchanged {
  /** As the shop saw it. */
  readonly outcome: Outcome;
  /** Null: a fault kept the call from the handler. */
  readonly handler: Outcome | null;
  /** What a fault made of the handler's answer; null where nothing was made of it. */
  readonly answer: Answer | null;
  /** The label of the fault at work; null: none. */
  readonly fault: string | null;
}

/** Carries one attempt, numbered from one. Never rejects. */
export type Exchange = (call: ShopCall, attempt: number) => Promise<Exchanged>;

export function spoiltSend(send: Send, faults: Pick<FaultSet, 'choose' | 'list'>): Exchange {
  return async (call, attempt) => {
    const chosen = faults.list().length === 0 ? null : faults.choose(faultCallOf(call, attempt));
    if (chosen !== null) return await exchangeUnder(chosen, call, send);
    const outcome = await send(call);
    return { outcome, handler: outcome, answer: null, fault: null };
  };
}

/** The key is looked for only when a fault asks. */
function faultCallOf({ event, body }: ShopCall, attempt: number): Parameters<FaultSet['choose']>[0] {
  return {
    event,
    body,
    attempt,
    get key() {
      return recordKeys(event, body.toString('utf8')).label;
    },
  };
}

async function exchangeUnder(chosen: Chosen, call: ShopCall, send: Send): Promise<Exchanged> {
  const startedAt = performance.now();
  const handler = chosen.phase === 'before' ? null : await send(call);
  const answer = answerUnder(chosen, handler, call.limit);
  const fault = chosen.label;
  if (answer === null) return { outcome: handler ?? UNANSWERED, handler, answer, fault };
  const isCut = await pause(startedAt + answer.ms - performance.now(), call.signal);
  const outcome: Outcome = isCut ? { kind: 'caller-gone', ms: answer.ms } : outcomeOfAnswer(answer, answer.ms);
  return { outcome, handler, answer, fault };
}

/** Of a call that the handler never saw there is always an answer in its place. */
const UNANSWERED: Outcome = { kind: 'caller-gone', ms: 0 };

/** Whether the signal ended it. */
async function pause(delay: Millis, signal: AbortSignal): Promise<boolean> {
  if (delay <= 0) return signal.aborted;
  return await new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(signal.aborted);
    };
    const timer = setTimeout(end, delay);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

/**
 * The handler's work, by delivery: so that a slow handler does its work once.
 * Under `rescue` a repeat that comes while the handler still works joins that call; once it has said 200 or 204 after our
 * 503, the next repeat is answered without calling it again, and so is one after that when the shop had no right answer yet.
 */
import type { Millis } from '../../core/instant.ts';
import type { HandlerOutcome, HandlerResult } from '../../core/outcome.ts';

/** One call of the handler, from its start until it settles. */
export interface Work {
  readonly result: Promise<HandlerResult>;
  /** Null until it settles. */
  settled(): HandlerResult | null;
  /** The outcome so far: `pending` with the time it has taken until now. */
  outcome(): HandlerOutcome;
}

export interface Works {
  /** The call that is under way for this delivery. */
  underWay(delivery: string): Work | null;
  start(delivery: string, call: () => Promise<HandlerResult>): Work;
  /** Remembers that the handler has accepted this delivery after we told the shop to repeat. */
  markDone(delivery: string): void;
  isDone(delivery: string): boolean;
  /** The shop will not repeat it. */
  forgetDone(delivery: string): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createWorks(monotonic: () => Millis): Works {
  const underWay = new Map<string, Work>();
  const done = new Set<string>();
  return {
    underWay: (delivery) => underWay.get(delivery) ?? null,
    start(delivery, call) {
      const work = beginWork(call, monotonic);
      underWay.set(delivery, work);
      void work.result.then(() => {
        if (underWay.get(delivery) === work) underWay.delete(delivery);
      });
      return work;
    },
    markDone: (delivery) => void done.add(delivery),
    isDone: (delivery) => done.has(delivery),
    forgetDone: (delivery) => void done.delete(delivery),
    async idle() {
      await Promise.all([...underWay.values()].map((work) => work.result));
    },
  };
}

export function beginWork(call: () => Promise<HandlerResult>, monotonic: () => Millis): Work {
  const startedAt = monotonic();
  let settled: HandlerResult | null = null;
  const result = call().then((value) => {
    settled = value;
    return value;
  });
  return {
    result,
    settled: () => settled,
    outcome: () => settled?.outcome ?? { error: 'pending', ms: monotonic() - startedAt },
  };
}

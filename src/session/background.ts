/**
 * Under `ack` the shop is told 204 at once, so the repeats are ours: a call is made in the background and again at the
 * profile's interval until the handler says 200 or 204, however long it takes. The queue is in the store.
 */
import { isoUtc, type Instant } from '../core/instant.ts';
import type { HandlerResult } from '../core/outcome.ts';
import type { SessionRecord } from '../core/record.ts';
import type { Rules } from '../core/rules.ts';
import type { History } from '../store/history.ts';
import { conclude, rounded, type KnownCall } from './conclude.ts';
import type { Handlers } from './handlers.ts';
import type { KeptCall } from './kept-call.ts';
import type { Pace } from './pace.ts';
import { settledFields, isAccepted } from './settling.ts';
import { beginWork, type Work } from './works.ts';

export interface Background {
  /** Calls the handler now and, until it accepts, again and again. The work returned is the first call's. */
  take(call: KeptCall): Work;
  /** Calls that have not been accepted yet. */
  queued(): number;
  /** Stops repeating; resolves when the calls under way have settled. They stay in the store's queue. */
  close(): Promise<void>;
}

export interface BackgroundOptions {
  readonly history: History;
  readonly handlers: Handlers;
  readonly rules: Rules;
  readonly pace: Pace;
  readonly now: () => Instant;
  readonly monotonic: () => number;
  readonly emit: (record: SessionRecord) => void;
  readonly onChange: () => void;
}

interface Queue {
  readonly options: BackgroundOptions;
  readonly timers: Map<string, NodeJS.Timeout>;
  readonly underWay: Set<Promise<HandlerResult>>;
  closed: boolean;
}

export function createBackground(options: BackgroundOptions): Background {
  const queue: Queue = { options, timers: new Map(), underWay: new Set(), closed: false };
  return {
    take: (call) => firstCall(queue, call),
    queued: () => options.history.queued(),
    async close() {
      queue.closed = true;
      for (const timer of queue.timers.values()) clearTimeout(timer);
      await Promise.all(queue.underWay);
    },
  };
}

/** Its outcome is told by the `handler` line of the shop's own attempt. */
function firstCall(queue: Queue, call: KeptCall): Work {
  const { history, monotonic, now } = queue.options;
  history.enqueue({ delivery: call.delivery, dueAt: now() });
  const work = beginWork(() => watch(queue, queue.options.handlers.call(call)), monotonic);
  void work.result.then((result) => settle(queue, call, result));
  queue.options.onChange();
  return work;
}

function watch(queue: Queue, result: Promise<HandlerResult>): Promise<HandlerResult> {
  queue.underWay.add(result);
  void result.then(() => queue.underWay.delete(result));
  return result;
}

function settle(queue: Queue, call: KeptCall, result: HandlerResult): void {
  const { history, rules, onChange } = queue.options;
  if (isAccepted(result, rules)) history.finishQueued(call.delivery);
  else if (!queue.closed) scheduleRepeat(queue, call);
  onChange();
}

function scheduleRepeat(queue: Queue, call: KeptCall): void {
  const { history, pace, now } = queue.options;
  const dueAt = pace.nextAttemptAt(now()) ?? now();
  history.enqueue({ delivery: call.delivery, dueAt });
  const timer = setTimeout(() => void repeat(queue, call), Math.max(LEAST_PAUSE, dueAt - now()));
  queue.timers.set(call.delivery, timer.unref());
}

/** Under `max` repeats follow at once, but never as a busy loop. */
const LEAST_PAUSE = 20;

async function repeat(queue: Queue, call: KeptCall): Promise<void> {
  const { history, handlers, rules, now, emit } = queue.options;
  queue.timers.delete(call.delivery);
  const at = now();
  const kept = history.received({
    ...call,
    at,
    origin: 'background',
    rules: rules.name,
    link: { kind: 'repeat', delivery: call.delivery, sure: true, notice: null },
    replayOf: null,
  });
  const again: KnownCall = { ...call, id: kept.attempt, number: kept.number, origin: 'background', at, linked: null };
  const result = await watch(queue, handlers.call({ ...call, number: kept.number }));
  const concluded = concludeRepeat(queue.options, again, result);
  history.settled({ ...settledFields(concluded), at: now(), handlerAnswer: result.answer });
  emit({ ...concluded.record, at: isoUtc(at) });
  settle(queue, call, result);
}

function concludeRepeat(
  { rules, pace }: BackgroundOptions,
  call: KnownCall,
  { outcome }: HandlerResult,
): ReturnType<typeof conclude> {
  const nextAttemptAt = (at: Instant): Instant | null => pace.nextAttemptAt(at);
  return conclude(call, { handler: rounded(outcome), answer: null, tunnelMs: 0, rules, fault: null, nextAttemptAt });
}

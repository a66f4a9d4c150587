/**
 * Under `ack` the shop is told 204 at once, so the repeats are ours: a call is made in the background and again at the
 * profile's interval until the handler says 200 or 204, however long it takes. The queue is in the store, so that what one
 * session leaves the next one takes up.
 */
import { Failure } from '../../core/failure.ts';
import { SECOND, isoUtc, type Instant, type Millis } from '../../core/instant.ts';
import type { HandlerResult } from '../../core/outcome.ts';
import type { SessionRecord } from '../../core/record.ts';
import type { Rules } from '../../core/rules.ts';
import type { History } from '../../store/history.ts';
import { settledFields } from '../../store/settled-fields.ts';
import type { Ending } from '../../store/told.ts';
import { isAccepted } from './accepted.ts';
import { conclude, NO_WAY, rounded, type KnownCall } from '../../core/conclude.ts';
import type { Handlers } from './handlers.ts';
import type { KeptCall } from './kept-call.ts';
import type { LaterWrites } from './later-writes.ts';
import type { Pace } from './pace.ts';
import { beginWork, type Work } from './works.ts';

export interface Background {
  /** Calls the handler now and, until it accepts, again and again. The work returned is the first call's. */
  take(call: KeptCall): Work;
  /** Goes on with calls of earlier sessions, in this order: at once, since the handler may be another by now. */
  resume(calls: readonly WaitingCall[]): void;
  /** Resolves when no call is under way. */
  idle(): Promise<void>;
  /** Stops repeating; resolves when the calls under way have settled. They stay in the store's queue. */
  close(): Promise<void>;
}

/** A call that waits for its next attempt. */
export interface WaitingCall {
  readonly delivery: string;
  /** Null: it is not to be had any more. */
  readonly load: () => KeptCall | null;
}

export interface BackgroundOptions {
  readonly history: Pick<History, 'received' | 'enqueue'>;
  readonly later: LaterWrites;
  readonly handlers: Handlers;
  readonly rules: Rules;
  readonly pace: Pace;
  readonly now: () => Instant;
  readonly monotonic: () => Millis;
  readonly emit: (record: SessionRecord) => void;
  readonly log: (text: string) => void;
  readonly onChange: () => void;
}

interface Queue {
  readonly options: BackgroundOptions;
  readonly timers: Map<string, NodeJS.Timeout>;
  readonly underWay: Set<Promise<void>>;
  isClosed: boolean;
}

export function createBackground(options: BackgroundOptions): Background {
  const queue: Queue = { options, timers: new Map(), underWay: new Set(), isClosed: false };
  const idle = async (): Promise<void> => void (await Promise.all(queue.underWay));
  return {
    take: (call) => firstCall(queue, call),
    resume: (calls) => resume(queue, calls),
    idle,
    async close() {
      queue.isClosed = true;
      for (const timer of queue.timers.values()) clearTimeout(timer);
      await idle();
    },
  };
}

/** Whoever waits for the row of the call learns of trouble there. */
const WITH_ITS_CALL: Ending = { committed: () => undefined, undone: () => undefined };

/** Its outcome is told by the `handler` line of the shop's own attempt. Throws when the queue cannot be written. */
function firstCall(queue: Queue, call: KeptCall): Work {
  const { history, handlers, monotonic, now, onChange } = queue.options;
  history.enqueue({ delivery: call.delivery, dueAt: now() }, WITH_ITS_CALL);
  const work = beginWork(() => handlers.call(call), monotonic);
  watch(
    queue,
    work.result.then((result) => settle(queue, call, result)),
  );
  onChange();
  return work;
}

function watch(queue: Queue, story: Promise<void>): void {
  const { underWay } = queue;
  const watched = story.finally(() => underWay.delete(watched));
  underWay.add(watched);
}

function settle(queue: Queue, call: KeptCall, result: HandlerResult): void {
  const { later, rules, onChange } = queue.options;
  if (isAccepted(result, rules)) later.finishQueued(call.delivery);
  else if (!queue.isClosed) scheduleRepeat(queue, call);
  onChange();
}

function scheduleRepeat(queue: Queue, call: KeptCall): void {
  const { later, pace, now } = queue.options;
  const { delivery } = call;
  const dueAt = pace.nextAttemptAt(now()) ?? now();
  later.requeue({ delivery, dueAt });
  wait(queue, { delivery, load: () => call }, Math.max(LEAST_PAUSE, dueAt - now()));
}

/** Under `max` repeats follow at once, but never as a busy loop. */
const LEAST_PAUSE: Millis = 20;

/** One after another: a handler that just came up is not overrun. */
const RESUMED_APART: Millis = 20;

function resume(queue: Queue, calls: readonly WaitingCall[]): void {
  calls.forEach((call, index) => wait(queue, call, index * RESUMED_APART));
}

function wait(queue: Queue, call: WaitingCall, delay: Millis): void {
  if (queue.isClosed) return;
  const timer = setTimeout(() => watch(queue, repeat(queue, call)), delay);
  queue.timers.set(call.delivery, timer.unref());
}

/** A call that the disk does not take is not made, since its outcome would be lost; it is tried again. */
const AGAIN_AFTER: Millis = 5 * SECOND;

async function repeat(queue: Queue, waiting: WaitingCall): Promise<void> {
  const { later, handlers, now, emit, log, onChange } = queue.options;
  queue.timers.delete(waiting.delivery);
  const at = now();
  const call = keepRepeat(queue, waiting, at);
  if (call === 'gone') {
    log(`${waiting.delivery} is in the queue but not in history`);
    later.finishQueued(waiting.delivery);
    return onChange();
  }
  if (call === 'not-kept') return wait(queue, waiting, AGAIN_AFTER);
  const result = await handlers.call(call);
  const { record, nextAttemptAt } = concludeRepeat(queue.options, call, result);
  later.settled({ ...settledFields(record), nextAttemptAt, at: now(), handlerAnswer: result.answer });
  emit({ ...record, at: isoUtc(at) });
  settle(queue, call, result);
}

function keepRepeat(queue: Queue, { load }: WaitingCall, at: Instant): KeptCall | 'gone' | 'not-kept' {
  const { history, rules, log } = queue.options;
  try {
    const call = load();
    if (call === null) return 'gone';
    const { attempt, number } = history.received({
      ...call,
      at,
      origin: 'background',
      rules: rules.name,
      link: { kind: 'repeat', delivery: call.delivery, sure: true, notice: null },
      replayOf: null,
    });
    return { ...call, id: attempt, number, origin: 'background', at, linked: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log(`background call not kept: ${error.message}`);
    return 'not-kept';
  }
}

function concludeRepeat(
  { rules, pace }: BackgroundOptions,
  call: KnownCall,
  { outcome }: HandlerResult,
): ReturnType<typeof conclude> {
  const nextAttemptAt = (at: Instant): Instant | null => pace.nextAttemptAt(at);
  return conclude(call, { handler: rounded(outcome), answer: null, way: NO_WAY, rules, fault: null, nextAttemptAt });
}

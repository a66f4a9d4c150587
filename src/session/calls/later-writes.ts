/**
 * Writes that nobody waits for: what became of a call that is kept already. In: the history. Out: the same writes, none of
 * which can end the session: what the disk does not take now is said once, kept in memory and written when there is room.
 */
import { Failure, trouble } from '../../core/failure.ts';
import { SECOND, type Millis } from '../../core/instant.ts';
import type { History } from '../../store/history.ts';
import type { Ending, HandlerSettled, Settled } from '../../store/told.ts';
import type { Notify } from '../notify.ts';

export interface LaterWrites {
  settled(attempt: Settled): void;
  handlerSettled(attempt: HandlerSettled): void;
  /** Plans the next call of a delivery that is in the queue already. */
  requeue: History['enqueue'];
  finishQueued: History['finishQueued'];
  /** The last try. What is not written then stays `interrupted`, and its background calls are made once more. */
  close(): void;
}

export interface LaterWritesOptions {
  readonly history: Pick<History, 'settled' | 'handlerSettled' | 'enqueue' | 'finishQueued' | 'flush'>;
  readonly notify: Notify;
}

/** A handler's answer may have 1 MB, so memory is what bounds them. */
const MOST_WAITING = 1000;
const AGAIN_AFTER: Millis = SECOND;

/** Without an ending when it is tried again: then it is written by itself. */
type Write = (ending?: Ending) => void;

interface Backlog {
  readonly waiting: Write[];
  readonly notify: Notify;
  timer: NodeJS.Timeout | null;
  isClosed: boolean;
}

export function createLaterWrites({ history, notify }: LaterWritesOptions): LaterWrites {
  const backlog: Backlog = { waiting: [], notify, timer: null, isClosed: false };
  return {
    settled: (attempt) => write(backlog, (ending) => history.settled(attempt, ending)),
    handlerSettled: (attempt) => write(backlog, (ending) => history.handlerSettled(attempt, ending)),
    requeue: (call) => write(backlog, () => history.enqueue(call)),
    finishQueued: (delivery) => write(backlog, () => history.finishQueued(delivery)),
    close() {
      if (backlog.isClosed) return;
      history.flush();
      writeWaiting(backlog);
      backlog.isClosed = true;
      if (backlog.timer !== null) clearInterval(backlog.timer);
    },
  };
}

/** Never out of order: a handler's outcome must not be overwritten by what was known before it. */
function write(backlog: Backlog, act: Write): void {
  if (backlog.isClosed) return;
  if (backlog.waiting.length > 0) return keepWaiting(backlog, act);
  const failed = (failure: Failure): void => {
    if (backlog.waiting.length === 0) tellOf(failure, backlog.notify);
    keepWaiting(backlog, act);
  };
  const failure = tried(() => act({ committed: () => undefined, undone: (error) => failed(asFailure(error)) }));
  if (failure !== null) failed(failure);
}

function tellOf(failure: Failure, notify: Notify): void {
  const text = `What became of a call could not be stored: ${failure.message} It is kept in memory and written when that can be done again.`;
  notify('error', { code: 'store-waiting', text });
}

function keepWaiting(backlog: Backlog, act: Write): void {
  if (backlog.waiting.length < MOST_WAITING) backlog.waiting.push(act);
  backlog.timer ??= setInterval(() => writeWaiting(backlog), AGAIN_AFTER).unref();
}

function writeWaiting(backlog: Backlog): void {
  const { waiting, notify } = backlog;
  for (let act = waiting[0]; act !== undefined; act = waiting[0]) {
    if (tried(act) !== null) return;
    waiting.shift();
  }
  if (backlog.timer === null) return;
  clearInterval(backlog.timer);
  backlog.timer = null;
  notify('info', { code: 'store-well', text: 'History can be written again; nothing is waiting any more.' });
}

/** What the disk said; anything else that is thrown is a bug of ours. */
function tried(act: () => void): Failure | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Undone in the midst of others' work: whatever they met, this one is written again. */
function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return trouble('store-undone', 'the rows of one turn were undone together.', { cause: error });
}

/**
 * Behind the listener: history, handlers and the stages of a call, put together for one session.
 */
import { Failure } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import type { SessionRecord } from '../../core/record.ts';
import type { Stages } from '../../receive/call.ts';
import type { History } from '../../store/history.ts';
import { openOrSetAside } from '../../store/set-aside.ts';
import { DOUBT_MARGIN } from '../../core/verdict.ts';
import { createBackground, type Background } from './background.ts';
import { createChains } from './chains.ts';
import { createCountdowns, type Countdowns } from './countdowns.ts';
import type { Doors } from '../doors.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { createInspection, type Inspection } from './inspection.ts';
import { createIntake } from './intake.ts';
import type { KeptCall } from './kept-call.ts';
import { createLaterWrites } from './later-writes.ts';
import { createMissedRepeats } from './missed-repeats.ts';
import type { Notify } from '../notify.ts';
import { createPace } from './pace.ts';
import { takeUpQueue, type Resumed } from './resume.ts';
import { keepRetention } from './retention.ts';
import type { Shop } from '../shop.ts';
import type { SessionHistory, Starting } from '../starting.ts';
import type { Way } from '../address/way.ts';
import { createWorks } from './works.ts';

export interface Workshop {
  readonly stages: Stages<KeptCall>;
  /** To read, and to write attempts of our own into. */
  readonly history: History;
  readonly countdowns: Countdowns;
  readonly inspection: Inspection;
  /** Tells a record of a call, and what it changed in the faults. */
  readonly emit: (record: SessionRecord) => void;
  /** The session is ready: what earlier ones left in the queue is taken up, and old history goes. */
  open(): void;
  /** Handlers that are at work may finish; resolves when all have, `patience` later at most. */
  finish(patience: Millis): Promise<void>;
}

/** The screen shows what came since the session began; what came before is `history list`. */
function historyOfSession(history: History): SessionHistory {
  const [newest] = history.page({ before: null, limit: 1, filter: null });
  const start = newest?.place ?? 0;
  return {
    page: (request) => history.page({ ...request, after: Math.max(start, request.after ?? 0) }),
    rows: (ids) => history.rows(ids),
    detail: (delivery) => history.detail(delivery),
    previous: (delivery) => history.previous(delivery),
    countAfter: (place, filter) => history.countAfter(Math.max(place, start), filter),
  };
}

export interface WorkshopOptions extends Starting {
  readonly shop: Shop;
  readonly doors: Doors;
  readonly way: Way;
  readonly notify: Notify;
}

/** Opens history and registers what has to be closed. Throws `Failure` (exit 3) when history cannot be opened. */
export function openWorkshop(options: WorkshopOptions): Workshop {
  const { plan, now, emit, log, closers, model, progress, shop, attach, notify } = options;
  const { history, aside } = openOrSetAside({ dir: plan.dataDir, now, session: shop.ledger.head.session });
  if (aside !== null) notify('warning', setAsideNotice(aside));
  attach(historyOfSession(history));
  closers.push('history', () => {
    attach(null);
    history.close();
  });
  const later = createLaterWrites({ history, notify });
  const pace = createPace(plan.rules, () => shop.speed());
  const monotonic = (): number => performance.now();
  const stop = new AbortController();
  const handlers = createHandlers({ ...plan, signal: stop.signal });
  const works = createWorks(monotonic);
  const isOff = (id: number): boolean => model.snapshot().webhooks.some((one) => one.id === id && !one.active);
  const inspection = createInspection({ ...options, ...shop, isFree: shop.isSimulated, isOff });
  const missed = createMissedRepeats({ ...options, history, suspect: () => void inspection.suspect() });
  const chains = createChains({
    now,
    onNotRepeated(deliveries) {
      missed(deliveries);
      showWaiting();
    },
  });
  const queued = createQueueCount(history, log);
  const showWaiting = (): void => model.count({ waiting: chains.waiting(), queued: queued() });
  const { rules } = plan;
  const onChange = showWaiting;
  const background = createBackground({ history, later, handlers, rules, pace, now, monotonic, emit, log, onChange });
  closers.push('handlers', async () => {
    stop.abort();
    await Promise.all([works.idle(), background.close()]);
    later.close();
    showWaiting();
    chains.close();
  });
  const session = shop.ledger.head.session;
  const countdowns = createCountdowns({ shop: shop.simulated, session, history, chains, pace, now, log });
  const tell = (record: SessionRecord): void => {
    countdowns.correct(record);
    emit(record);
    const faults = options.faults.list();
    if (faults.length > 0) model.update({ faults });
    model.count({ waiting: chains.waiting() });
  };
  const kept = { ...history, ...later };
  const stages = createIntake({
    now,
    rules,
    pace,
    faults: options.faults,
    history: kept,
    handlers,
    works,
    chains,
    background,
    webhookOf: (event) => options.doors.webhookOf(event),
    way: () => ({ margin: DOUBT_MARGIN, tunnelMs: options.way.tunnelMs(), breaksSeen: options.way.breaksSeen() }),
    isDoubtful: (at) => options.way.isDoubtful(at),
    emit: tell,
    isFull: () => progress.isFull(),
    onAdmitted: () => progress.admit(),
    onLost: () => progress.lose(),
  });
  let lastCallAt: Instant | null = null;
  return {
    history: kept,
    countdowns,
    inspection,
    emit: tell,
    stages: {
      ...stages,
      keep(arrival, policy, ending) {
        lastCallAt = arrival.at;
        return stages.keep(arrival, policy, ending);
      },
    },
    open() {
      if (plan.resume) resumeQueue({ history, handlers, background, notify, onChange });
      closers.push('retention', keepRetention({ history, now, log, lastCallAt: () => lastCallAt }));
    },
    finish: (patience) => within(Promise.all([works.idle(), background.idle()]), patience),
  };
}

function setAsideNotice(aside: string): { readonly code: string; readonly text: string } {
  const isLog = aside.endsWith('-wal');
  const rest = 'and a new one was begun. "sqlite3 FILE .recover" may save what is in it.';
  const text = isLog
    ? `The log of history was damaged, and the last calls before this session may be missing. It is kept in ${printable(aside)}.`
    : `History was damaged. It is kept as it is in ${printable(aside)}, ${rest}`;
  return { code: 'history-set-aside', text };
}

/** Told with every record: a disk that fails for a moment must not end the session over a number on the screen. */
function createQueueCount(history: Pick<History, 'queued'>, log: (text: string) => void): () => number {
  let last = 0;
  return () => {
    try {
      last = history.queued();
    } catch (error) {
      log(`queue not counted: ${error instanceof Error ? error.message : String(error)}`);
    }
    return last;
  };
}

interface Resuming extends Pick<WorkshopOptions, 'notify'> {
  readonly history: History;
  readonly handlers: Handlers;
  readonly background: Background;
  readonly onChange: () => void;
}

function resumeQueue({ history, handlers, background, notify, onChange }: Resuming): void {
  const resumed = takeUpOrTell(history, handlers, notify);
  if (resumed === null) return;
  const { calls, unhandled } = resumed;
  if (calls.length > 0) {
    const text = `Taken up from earlier sessions: ${countOf(calls.length)} that the shop has been told we have.`;
    notify('info', { code: 'queue-resumed', text });
  }
  if (unhandled > 0) {
    const text = `From earlier sessions ${countOf(unhandled)} wait for a handler; none is set for their events now.`;
    notify('warning', { code: 'queue-unhandled', text });
  }
  background.resume(calls);
  onChange();
}

/** The session is ready by now, and new calls are what it is for. */
function takeUpOrTell(history: History, handlers: Handlers, notify: Notify): Resumed | null {
  try {
    return takeUpQueue(history, handlers);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const text = `The background calls of earlier sessions were not taken up: ${error.message} The next start tries again.`;
    notify('error', { code: 'queue-not-resumed', text });
    return null;
  }
}

function countOf(calls: number): string {
  return `${calls} background ${calls === 1 ? 'call' : 'calls'}`;
}

async function within(work: Promise<unknown>, patience: Millis): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work, enough]);
  clearTimeout(timer);
}

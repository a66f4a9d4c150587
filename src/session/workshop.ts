/**
 * Behind the listener: history, handlers and the stages of a call, put together for one session.
 */
import type { SessionRecord } from '../core/record.ts';
import type { Stages } from '../receive/call.ts';
import { openHistory, type History } from '../store/history.ts';
import { createBackground } from './background.ts';
import { createChains } from './chains.ts';
import type { Doors } from './doors.ts';
import { createHandlers } from './handlers.ts';
import { createIntake } from './intake.ts';
import type { KeptCall } from './kept-call.ts';
import { createPace } from './pace.ts';
import type { Shop } from './shop.ts';
import type { SessionHistory, Starting } from './starting.ts';
import type { Way } from './way.ts';
import { createWorks } from './works.ts';

export interface Workshop {
  readonly stages: Stages<KeptCall>;
}

/** The screen shows what came since the session began; what came before is `history list`. */
function historyOfSession(history: History): SessionHistory {
  const [newest] = history.page({ before: null, limit: 1, filter: null });
  const start = newest?.place ?? 0;
  return {
    page: (request) => history.page(request).filter((row) => row.place > start),
    rows: (ids) => history.rows(ids),
    detail: (delivery) => history.detail(delivery),
    countAfter: (place) => history.countAfter(Math.max(place, start)),
  };
}

export interface WorkshopOptions extends Starting {
  readonly shop: Shop;
  readonly doors: Doors;
  readonly way: Way;
}

/** Opens history and registers what has to be closed. Throws `Failure` (exit 3) when history cannot be opened. */
export function openWorkshop(options: WorkshopOptions): Workshop {
  const { plan, now, emit, closers, model, progress, shop, attach } = options;
  const history = openHistory({ dir: plan.dataDir, now, session: shop.ledger.head.session });
  attach(historyOfSession(history));
  closers.push('history', () => {
    attach(null);
    history.close();
  });
  const pace = createPace(plan.rules, () => shop.speed());
  const monotonic = (): number => performance.now();
  const stop = new AbortController();
  const handlers = createHandlers({ ...plan, signal: stop.signal });
  const works = createWorks(monotonic);
  const chains = createChains({ now, onNotRepeated: (delivery) => notRepeated(delivery) });
  const showWaiting = (): void => model.count({ waiting: chains.waiting(), queued: history.queued() });
  const notRepeated = (delivery: string): void => {
    history.markNotRepeated(delivery);
    showWaiting();
  };
  const background = createBackground({
    history,
    handlers,
    rules: plan.rules,
    pace,
    now,
    monotonic,
    emit,
    onChange: showWaiting,
  });
  closers.push('handlers', async () => {
    showWaiting();
    stop.abort();
    await Promise.all([works.idle(), background.close()]);
    chains.close();
  });
  const stages = createIntake({
    now,
    rules: plan.rules,
    pace,
    history,
    handlers,
    works,
    chains,
    background,
    webhookOf: (event) => options.doors.webhookOf(event),
    tunnelMs: () => options.way.tunnelMs(),
    emit: (record: SessionRecord) => {
      emit(record);
      showWaiting();
    },
    isFull: () => progress.isFull(),
    onAdmitted: () => progress.admit(),
  });
  return { stages };
}

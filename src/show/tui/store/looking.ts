/**
 * Looks for what fits a filter, from the newest down, in slices between which keys and calls have their turn: history may be
 * long, and while it is read no call is answered. In: the filter. Out: the newest that fit, as far as they are known.
 * Another filter is looked for at once; the same one again when something has changed, at the pace of filters.
 */
import type { Instant, Millis } from '../../../core/instant.ts';
import type { SessionView } from '../../../session/view.ts';
import type { DeliveryRow } from '../../../store/row.ts';
import { attempt } from './attempt.ts';
import { LEAST_ROWS, MAX_ROWS } from './feed.ts';
import type { FilterPace } from './filter-pace.ts';

export interface Findings {
  readonly filter: string;
  /** Newest first, up to the bound of the list. */
  readonly rows: readonly DeliveryRow[];
  /** Nothing older fits, or as many are found as the list holds. */
  readonly isWhole: boolean;
}

export interface Looker {
  /** Null: too little is known to show. Begins to look where it is time to. */
  look(filter: string): Findings | null;
  readonly stop: () => void;
}

export interface LookerOptions {
  readonly session: Pick<SessionView, 'query'>;
  readonly now: () => Instant;
  readonly pace: FilterPace;
  /** All is found, of a filter that was not looked for before, or again. Not told of what `look` gives at once. */
  readonly onFound: (what: 'first' | 'again') => void;
  /** It takes a while; there may be more to show. */
  readonly onProgress: () => void;
}

interface Pass {
  readonly filter: string;
  readonly begunAt: Instant;
  rows: readonly DeliveryRow[];
  /** What has a smaller place has not been looked at. */
  before: number;
  /** Places to look at next. */
  stretch: number;
}

/** Such a slice is noticed by nobody. */
const SLICE: Millis = 8;
/** The first, and never fewer: a busy machine must not make every slice smaller than the one before. */
const LEAST_STRETCH = 500;
const MOST_GROWTH = 4;
/** The list before stays in view for so long while too little is found to fill it. */
const PATIENCE: Millis = 150;

export function createLooker(options: LookerOptions): Looker {
  const { now, pace } = options;
  let known: Findings | null = null;
  let pass: Pass | null = null;
  let next: NodeJS.Immediate | null = null;

  const begin = (filter: string): void => {
    pace.begin();
    goOn((pass = { filter, begunAt: now(), rows: [], before: topOf(options), stretch: LEAST_STRETCH }));
  };
  const goOn = (current: Pass): void => {
    if (!pace.timed(() => lookOn(current, options))) {
      next ??= setImmediate(work);
      return;
    }
    known = { filter: current.filter, rows: current.rows, isWhole: true };
    pass = null;
  };
  const work = (): void => {
    next = null;
    if (pass === null) return;
    const { filter, begunAt } = pass;
    const what = known?.filter === filter ? 'again' : 'first';
    goOn(pass);
    if (pass === null) options.onFound(what);
    else if (now() - begunAt > PATIENCE) options.onProgress();
  };
  return {
    look(filter) {
      if ((pass ?? known)?.filter !== filter) {
        pace.forget();
        begin(filter);
      } else if (pass === null && pace.isDue()) begin(filter);
      return known?.filter === filter ? known : partOf(pass, now());
    },
    stop() {
      pass = null;
      if (next !== null) clearImmediate(next);
      next = null;
    },
  };
}

/** Above everything that there is by now. */
function topOf({ session }: LookerOptions): number {
  return (attempt(() => session.query({ before: null, limit: 1, filter: null }), [])[0]?.place ?? 0) + 1;
}

/** True when there is nothing more to look for. */
function lookOn(pass: Pass, { session, now }: LookerOptions): boolean {
  const begunAt = now();
  const { before, filter } = pass;
  const after = Math.max(0, before - pass.stretch - 1);
  const limit = MAX_ROWS - pass.rows.length;
  pass.rows = [...pass.rows, ...attempt(() => session.query({ before, after, limit, filter }), [])];
  pass.before = after + 1;
  const factor = Math.min(MOST_GROWTH, Math.max(1 / MOST_GROWTH, SLICE / (now() - begunAt + 1)));
  pass.stretch = Math.max(LEAST_STRETCH, Math.ceil(pass.stretch * factor));
  return after === 0 || pass.rows.length >= MAX_ROWS;
}

function partOf(pass: Pass | null, at: Instant): Findings | null {
  if (pass === null) return null;
  const { filter, rows, begunAt } = pass;
  const isEnough = rows.length >= LEAST_ROWS || at - begunAt > PATIENCE;
  return isEnough ? { filter, rows, isWhole: false } : null;
}

/**
 * `history list --follow`: what is in history, the oldest of it first, then every attempt as it settles. It may be
 * written by any process, so the file is asked again and again; an attempt that is open is told when it has settled.
 */
import type { ExitCode } from '../core/failure.ts';
import { isoUtc, type Millis } from '../core/instant.ts';
import type { HistorySettings } from '../settings/short-commands.ts';
import { deliveryLine } from '../show/delivery-report.ts';
import { openHistory, type History } from '../store/history.ts';
import type { DeliveryRow } from '../store/row.ts';
import { deliveryJson } from './history-json.ts';
import type { Io } from './io.ts';
import type { Printer } from './printer.ts';
import { hasHistory } from './read-history.ts';
import { rest } from '../replay/rest.ts';

export interface Following {
  readonly settings: HistorySettings;
  readonly io: Io;
  readonly printer: Printer;
  readonly signal: AbortSignal;
}

const BETWEEN_LOOKS: Millis = 200;
const PAGE = 500;

/** Ends when the signal aborts or nobody reads any more. Throws `Failure` (exit 3) for the disk. */
export async function followHistory(following: Following): Promise<ExitCode> {
  const { settings, io, signal } = following;
  const stop = readerGone(io, signal);
  while (!hasHistory(settings) && !stop.aborted) await rest(BETWEEN_LOOKS, stop);
  if (stop.aborted) return 0;
  const history = openHistory({ dir: settings.places.dataDir, now: io.now, session: null });
  try {
    await follow(history, following, stop);
    return 0;
  } finally {
    history.close();
  }
}

async function follow(history: History, following: Following, stop: AbortSignal): Promise<void> {
  const { filter, limit } = following.settings;
  const latest = history.page({ before: null, limit: 1, filter: null }).at(0)?.place ?? 0;
  const before = history.page({ before: latest + 1, limit, filter }).toReversed();
  tell(before.filter(hasSettled), following);
  const news = createNews(history, latest);
  // Open ones among them are told as those that come: when they have settled.
  news.watch(before.filter((row) => !hasSettled(row)));
  while (!stop.aborted) {
    tell(
      news.take().filter((row) => fits(history, row, filter)),
      following,
    );
    await rest(BETWEEN_LOOKS, stop);
  }
}

function tell(rows: readonly DeliveryRow[], { printer, io }: Following): void {
  for (const row of rows) printer.print(deliveryJson(row, isoUtc(io.now())), () => [deliveryLine(row)]);
}

function hasSettled({ state }: DeliveryRow): boolean {
  return state !== 'open';
}

/** Asked only of what has settled: an open attempt fits no filter that speaks of its end. */
function fits(history: History, { id, place }: DeliveryRow, filter: string | null): boolean {
  return filter === null || history.page({ before: place + 1, after: place - 1, limit: 1, filter }).at(0)?.id === id;
}

interface News {
  watch(rows: readonly DeliveryRow[]): void;
  /** What has settled since it was last asked, in the order of its coming. */
  take(): readonly DeliveryRow[];
}

function createNews(history: History, from: number): News {
  let latest = from;
  let open: readonly string[] = [];
  return {
    watch(rows) {
      open = [...open, ...rows.map(({ id }) => id)];
    },
    take() {
      const fresh = rowsAfter(history, latest);
      latest = Math.max(latest, ...fresh.map(({ place }) => place));
      const all = [...new Map([...history.rows(open), ...fresh].map((row) => [row.id, row])).values()];
      open = all.filter((row) => !hasSettled(row)).map(({ id }) => id);
      return all.filter(hasSettled).toSorted((a, b) => a.place - b.place);
    },
  };
}

function rowsAfter(history: History, after: number): readonly DeliveryRow[] {
  const rows: DeliveryRow[] = [];
  for (let before: number | null = null; ; before = rows.at(-1)?.place ?? null) {
    const page: readonly DeliveryRow[] = history.page({ before, after, limit: PAGE, filter: null });
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

/** Aborts with the signal, and when standard output is closed. */
function readerGone({ stdout }: Io, signal: AbortSignal): AbortSignal {
  const gone = new AbortController();
  stdout.once('close', () => gone.abort());
  stdout.once('error', () => gone.abort());
  return AbortSignal.any([signal, gone.signal]);
}

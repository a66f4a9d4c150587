/**
 * `history prune`: removes what is old or too much, says what goes before it goes, and asks first.
 */
import { describeSize } from '../core/advice.ts';
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { readPruneSettings, type PruneSettings } from '../settings/history.ts';
import type { JsonLine } from '../show/json.ts';
import { line } from '../show/present/line.ts';
import { prunableLines } from '../show/prune-report.ts';
import type { History } from '../store/history.ts';
import { openHistory } from '../store/history.ts';
import type { Prunable } from '../store/prunable.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { isConfirmed } from './confirm.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { hasHistory } from './read-history.ts';

interface Pruning {
  readonly settings: PruneSettings;
  readonly io: Io;
  readonly printer: Printer;
}

interface PruneLine extends JsonLine {
  readonly kind: 'prune';
  readonly state: 'would-go' | 'gone';
  readonly deliveries: number;
  readonly bytes: number;
  readonly oldestAt: string | null;
  readonly newestAt: string | null;
}

/** Throws `Failure`: exit 2 without `--yes` where nobody can be asked, 3 for the disk. */
export async function runHistoryPrune(invocation: Invocation): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readPruneSettings(sourcesOf(invocation));
  const printer = createPrinter(settings, io);
  if (!settings.yes && !settings.dryRun && !settings.canAsk) {
    throw mistake(
      'prune-yes',
      'Nobody can be asked here whether to remove it.',
      'Add --yes, or --dry-run to see what would go.',
    );
  }
  if (!hasHistory(settings)) {
    printer.remark([line(`Nothing was captured yet in ${settings.places.dataDir}.`, 'dim')]);
    return 0;
  }
  const history = openHistory({ dir: settings.places.dataDir, now: io.now, session: null });
  try {
    return await prune(history, { settings, io, printer });
  } finally {
    history.close();
  }
}

async function prune(history: History, { settings, io, printer }: Pruning): Promise<ExitCode> {
  const request = { maxAgeMs: settings.olderThan, maxBytes: settings.maxSize, keepSession: null };
  const going = history.prunable(request);
  printer.print(prunableLine(going, io), () => prunableLines(going, settings));
  const isNothing = going.aged === 0 && going.surplus === 0;
  if (isNothing || settings.dryRun) return 0;
  if (!settings.yes && !(await isConfirmed(io, 'Remove it?'))) {
    printer.remark([line('Nothing was removed.', 'dim')]);
    return 0;
  }
  const { deliveries, bytes } = history.prune({ ...request, budgetMs: null });
  const record: PruneLine = { ...prunableLine(going, io), state: 'gone', deliveries, bytes };
  printer.print(record, () => [line(`${deliveries} removed; the file is ${describeSize(bytes)} smaller.`, 'good')]);
  return 0;
}

function prunableLine({ aged, bytes, oldestAt, newestAt }: Prunable, io: Io): PruneLine {
  const timeOf = (at: number | null): string | null => (at === null ? null : isoUtc(at));
  const times = { oldestAt: timeOf(oldestAt), newestAt: timeOf(newestAt) };
  return { kind: 'prune', at: isoUtc(io.now()), state: 'would-go', deliveries: aged, bytes, ...times };
}

/**
 * `history list` and `history show`: what was captured, read without a session.
 */
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { readFilter } from '../filter/read-filter.ts';
import { readFollow } from '../settings/history.ts';
import { readHistorySettings, type HistorySettings } from '../settings/short-commands.ts';
import { deliveryLine, deliveryReport } from '../show/delivery-report.ts';
import { line } from '../show/present/line.ts';
import { findDetail, unknownId } from '../store/find-detail.ts';
import type { History } from '../store/history.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { attemptJson, deliveryJson, fullDeliveryJson } from './history-json.ts';
import type { Io } from './io.ts';
import { followHistory } from './history-follow.ts';
import { createPrinter, type Printer } from './printer.ts';
import { withHistory } from './read-history.ts';
import { untilSignal } from './until-signal.ts';

/** Rows asked for at once, so that a long list needs no memory. */
const PAGE = 500;

/** `delivery` lines, the newest activity first; with `--follow` then those that come. Throws `Failure`: exit 2 for a broken filter, 3 for the disk. */
export async function runHistoryList(invocation: Invocation): Promise<ExitCode> {
  const settings = readHistorySettings(sourcesOf(invocation));
  checkFilter(settings.filter);
  const { io } = invocation;
  const printer = createPrinter(settings, io);
  if (readFollow(sourcesOf(invocation)).follow) {
    return untilSignal((signal) => followHistory({ settings, io, printer, signal }));
  }
  const listed = withHistory(settings, io, (history) => list(history, settings, { printer, io }));
  if (!listed) printer.remark([line(emptyText(settings), 'dim')]);
  return 0;
}

/** Found wrong before the disk is touched. */
function checkFilter(filter: string | null): void {
  const reading = filter === null ? null : readFilter(filter);
  if (reading?.kind === 'broken') throw mistake('filter', reading.message);
}

interface Printing {
  readonly printer: Printer;
  readonly io: Io;
}

function list(history: History, { filter, limit }: HistorySettings, { printer, io }: Printing): number {
  let [listed, before]: [number, number | null] = [0, null];
  while (listed < limit) {
    const rows = history.page({ before, limit: Math.min(PAGE, limit - listed), filter });
    for (const row of rows) printer.print(deliveryJson(row, isoUtc(io.now())), () => [deliveryLine(row)]);
    const last = rows.at(-1);
    if (last === undefined) break;
    listed += rows.length;
    before = last.place;
  }
  return listed;
}

function emptyText({ filter, places }: HistorySettings): string {
  return filter === null ? `Nothing was captured yet in ${places.dataDir}.` : 'No delivery fits the filter.';
}

/** The delivery with everything about it. Throws `Failure`: exit 2 when the id is not found or not unique. */
export async function runHistoryShow(invocation: Invocation): Promise<ExitCode> {
  const { io, operands } = invocation;
  const settings = readHistorySettings(sourcesOf(invocation));
  const printer = createPrinter(settings, io);
  const wanted = operands[0] ?? '';
  const shown = withHistory(settings, io, (history) => {
    const detail = findDetail(history, wanted);
    const at = isoUtc(io.now());
    printer.print(fullDeliveryJson(detail, at), () => deliveryReport(detail));
    for (const attempt of detail.attempts) printer.print(attemptJson(attempt, detail), () => []);
    return true;
  });
  if (shown === null) throw unknownId(wanted);
  return 0;
}

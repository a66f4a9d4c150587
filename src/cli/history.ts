/**
 * `history list` and `history show`: what was captured, read without a session.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mistake, type ExitCode, type Failure } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { printable } from '../core/printable.ts';
import { readFilter } from '../filter/read-filter.ts';
import { readHistorySettings, type HistorySettings } from '../settings/short-commands.ts';
import { deliveryLine, deliveryReport } from '../show/delivery-report.ts';
import { line } from '../show/present/line.ts';
import { HISTORY_FILE, openHistory, type History } from '../store/history.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { attemptJson, deliveryJson, fullDeliveryJson } from './history-json.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';

/** Rows asked for at once, so that a long list needs no memory. */
const PAGE = 500;

/** `delivery` lines, the newest activity first. Throws `Failure`: exit 2 for a broken filter, 3 for the disk. */
export async function runHistoryList(invocation: Invocation): Promise<ExitCode> {
  const settings = readHistorySettings(sourcesOf(invocation));
  checkFilter(settings.filter);
  const printer = createPrinter(settings, invocation.io);
  const listed = withHistory(settings, invocation.io, (history) =>
    list(history, settings, { printer, io: invocation.io }),
  );
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

function findDetail(history: History, text: string): NonNullable<ReturnType<History['detail']>> {
  const finding = history.find(text);
  if (finding.kind === 'ambiguous') {
    const ids = finding.ids.join(', ');
    throw mistake(
      'id-ambiguous',
      `Several deliveries begin with "${printable(text)}": ${ids}.`,
      'Give more of the id.',
    );
  }
  const detail = finding.kind === 'one' ? history.detail(finding.id) : null;
  if (detail !== null) return detail;
  throw unknownId(text);
}

function unknownId(text: string): Failure {
  const sentence = `There is no delivery "${printable(text)}" in history.`;
  return mistake('id-unknown', sentence, 'upgates-dev history list shows the ids.');
}

/** Null when there is no history yet: looking must not make one. */
function withHistory<T>({ places }: HistorySettings, io: Io, work: (history: History) => T): T | null {
  if (!existsSync(join(places.dataDir, HISTORY_FILE))) return null;
  const history = openHistory({ dir: places.dataDir, now: io.now, session: null });
  try {
    return work(history);
  } finally {
    history.close();
  }
}

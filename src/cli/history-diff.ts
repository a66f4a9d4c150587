/**
 * `history diff A B`: two deliveries, or two attempts of one, field by field.
 */
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { readHistorySettings } from '../settings/short-commands.ts';
import { differenceLines, differences, type Compared, type Difference } from '../show/diff-report.ts';
import type { JsonLine } from '../show/json.ts';
import { MOST_DIFFERENCES } from '../show/field-differences.ts';
import { line } from '../show/present/line.ts';
import { findAttempt, findDetail, unknownId } from '../store/find-detail.ts';
import type { History } from '../store/history.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { createPrinter } from './printer.ts';
import { withHistory } from './read-history.ts';

interface DifferenceLine extends JsonLine, Difference {
  readonly kind: 'difference';
}

/** `difference` lines; exit 0 whether or not there are any. Throws `Failure` (exit 2) for ids that are not found. */
export async function runHistoryDiff(invocation: Invocation): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readHistorySettings(sourcesOf(invocation));
  const [first = '', second = '', ...more] = invocation.operands;
  if (more.length > 0) throw mistake('diff-many', 'Two deliveries are compared, not more.');
  const found = withHistory(settings, io, (history) => differences(side(history, first), side(history, second)));
  if (found === null) throw unknownId(first);
  const printer = createPrinter(settings, io);
  const at = isoUtc(io.now());
  for (const difference of found) {
    const record: DifferenceLine = { kind: 'difference', at, ...difference };
    printer.print(record, () => []);
  }
  if (!settings.json) printer.remark(differenceLines(found));
  if (found.length >= MOST_DIFFERENCES) printer.remark([line(`Only the first ${MOST_DIFFERENCES} are told.`, 'dim')]);
  return 0;
}

function side(history: History, id: string): Compared {
  const detail = findDetail(history, id);
  const attempt = findAttempt(detail, id);
  return { event: detail.row.event, body: history.body(detail.row.id, attempt.number) ?? detail.body, attempt };
}

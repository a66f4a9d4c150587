/**
 * `history export json|curl|fixture ID...`: captured deliveries for other programs, for a shell, for a test.
 * No secret leaves the history: what must not be read elsewhere is masked, and said so.
 */
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import type { Masking } from '../fixture/without-secrets.ts';
import { EXPORT_FORMATS, readExportSettings, type ExportFormat, type ExportSettings } from '../settings/history.ts';
import { createJsonOutput, type JsonLine } from '../show/json.ts';
import { findAttempt, findDetail, unknownId } from '../store/find-detail.ts';
import type { History } from '../store/history.ts';
import type { DeliveryDetail } from '../store/row.ts';
import { curlOf, withoutItsSecrets, type Captured } from './captured.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { attemptJson, fullDeliveryJson } from './history-json.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { withHistory } from './read-history.ts';
import { writeBody } from './write-body.ts';

interface Exporting {
  readonly settings: ExportSettings;
  readonly masking: Masking;
  readonly io: Io;
  readonly printer: Printer;
}

/** Throws `Failure`: exit 2 for an id that is not found, or a delivery that went nowhere as `curl`. */
export async function runHistoryExport(invocation: Invocation): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readExportSettings(sourcesOf(invocation));
  const { format, ids } = readWish(invocation.operands, settings.format);
  const masking: Masking = { secrets: settings.secrets, people: settings.mask };
  const exporting = { settings, masking, io, printer: createPrinter(settings, io) };
  const done = withHistory(settings, io, (history) => {
    for (const id of ids) exportOne(format, captured(history, id, masking), exporting);
    return true;
  });
  if (done === null) throw unknownId(ids[0] ?? '');
  return 0;
}

interface Wish {
  readonly format: ExportFormat;
  readonly ids: readonly string[];
}

/** The format stands before or behind the ids, or in `--format`. */
function readWish(operands: readonly string[], given: ExportFormat | null): Wish {
  const formatOf = (text: string | undefined): ExportFormat | undefined =>
    given === null ? EXPORT_FORMATS.find((format) => format === text) : undefined;
  const [first, last] = [formatOf(operands[0]), formatOf(operands.at(-1))];
  const format = given ?? first ?? last;
  const ids = first !== undefined ? operands.slice(1) : operands.slice(0, last === undefined ? undefined : -1);
  const hint = 'Such as upgates-dev history export curl kq3v.';
  if (format === undefined) throw mistake('export-format', 'The format of an export is json, curl or fixture.', hint);
  if (ids.length === 0) throw mistake('export-what', 'Nothing says which delivery is to be exported.', hint);
  if (format !== 'fixture' || ids.length === 1) return { format, ids };
  const save = 'To keep several as files: upgates-dev fixtures save ID...';
  throw mistake('export-many', 'A fixture is the body of one delivery.', save);
}

function captured(history: History, id: string, masking: Masking): Captured {
  const found = findDetail(history, id);
  const attempt = findAttempt(found, id);
  return withoutItsSecrets(
    { ...found, body: history.body(found.row.id, attempt.number) ?? found.body },
    attempt,
    masking,
  );
}

function exportOne(format: ExportFormat, call: Captured, exporting: Exporting): void {
  if (format === 'json') return exportJson(call.detail, exporting);
  const { settings, io, printer } = exporting;
  const text = format === 'curl' ? curlOf(call, settings) : null;
  if (settings.json) {
    const { id } = call.detail.row;
    const content = text ?? call.body.toString('utf8');
    const record: ExportLine = { kind: 'export', at: isoUtc(io.now()), id, format, text: content };
    printer.print(record, () => []);
  } else {
    // Exactly this: it is to be piped into a file or pasted.
    writeBody(io, text === null ? call.body : Buffer.from(`${text}\n`));
  }
  if (call.isMasked) {
    io.stderr.write(`note: secrets were taken out of the body of ${call.detail.row.id}; it is not quite what came.\n`);
  }
}

interface ExportLine extends JsonLine {
  readonly kind: 'export';
  readonly id: string;
  readonly format: ExportFormat;
  readonly text: string;
}

function exportJson(detail: DeliveryDetail, { io }: Exporting): void {
  const at = isoUtc(io.now());
  const output = createJsonOutput(io.stdout);
  output.write(fullDeliveryJson(detail, at));
  for (const attempt of detail.attempts) output.write(attemptJson(attempt, detail));
}

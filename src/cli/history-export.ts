/**
 * `history export json|curl|fixture ID...`: captured deliveries for other programs, for a shell, for a test.
 * No secret leaves the history: what must not be read elsewhere is masked, and said so.
 */
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { maskSecrets, withoutUserinfo } from '../core/masking.ts';
import { printable } from '../core/printable.ts';
import {
  bodyWithoutSecrets,
  headersWithoutSecrets,
  MASKED,
  withoutSecrets,
  type Masking,
} from '../fixture/without-secrets.ts';
import { endToEndHeaders } from '../send/headers.ts';
import { targetFor } from '../send/routes.ts';
import { EXPORT_FORMATS, readExportSettings, type ExportFormat, type ExportSettings } from '../settings/history.ts';
import { curlCommand } from '../show/curl-command.ts';
import { createJsonOutput, type JsonLine } from '../show/json.ts';
import { findAttempt, findDetail, unknownId } from '../store/find-detail.ts';
import type { History } from '../store/history.ts';
import type { AttemptDetail, DeliveryDetail } from '../store/row.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { attemptJson, fullDeliveryJson } from './history-json.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { withHistory } from './read-history.ts';

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

interface Captured {
  readonly detail: DeliveryDetail;
  /** The one that is meant: the latest unless the id says otherwise. */
  readonly attempt: AttemptDetail;
  readonly body: Buffer;
  /** Whether something was masked in the body. */
  readonly isMasked: boolean;
}

function captured(history: History, id: string, masking: Masking): Captured {
  const found = findDetail(history, id);
  const attempt = findAttempt(found, id);
  const raw = Buffer.from(history.body(found.row.id, attempt.number) ?? found.body);
  const body = bodyWithoutSecrets(raw, masking);
  const detail = { ...found, body, attempts: found.attempts.map((one) => maskedAttempt(one, masking)) };
  return { detail, attempt: maskedAttempt(attempt, masking), body, isMasked: !body.equals(raw) };
}

function maskedAttempt(attempt: AttemptDetail, masking: Masking): AttemptDetail {
  const { handlerAnswer, url, hint } = attempt;
  const clean = (text: string): string => withoutSecrets(text, masking);
  return {
    ...attempt,
    url: url === null ? null : maskSecrets(clean(url)).replaceAll('…', MASKED),
    why: clean(attempt.why),
    hint: hint === null ? null : maskSecrets(clean(hint)),
    requestHeaders: headersWithoutSecrets(attempt.requestHeaders, masking),
    handlerAnswer: handlerAnswer && {
      headers: headersWithoutSecrets(handlerAnswer.headers, masking),
      body: bodyWithoutSecrets(handlerAnswer.body, masking),
    },
  };
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
    io.stdout.write(text === null ? call.body : `${text}\n`);
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

/** Of these curl makes its own. */
const OF_CURL: ReadonlySet<string> = new Set(['host', 'authorization']);

function curlOf({ detail, attempt, body }: Captured, { to, targets }: ExportSettings): string {
  const { event, id } = detail.row;
  const url = to?.href ?? attempt.url ?? targetFor(targets, event)?.url.href;
  if (url === undefined) {
    throw mistake('no-handler', printable(`${id} went to no handler.`), 'Say where to: --to 3000/webhooks.');
  }
  const headers = endToEndHeaders(attempt.requestHeaders).filter(([name]) => !OF_CURL.has(name.toLowerCase()));
  // Credentials of the handler are the user's to add, with curl's --user.
  return curlCommand({ url: withoutUserinfo(url), headers, body });
}

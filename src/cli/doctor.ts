/**
 * `upgates-dev doctor`: would a session work here? All checks are made, whatever one of them finds.
 * Exit 0, 1 when a check failed, 2 when it is the settings that no session could start with.
 */
import { Failure, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import type { ApiRecord, ErrorRecord } from '../core/record.ts';
import { examine } from '../session/examine/examine.ts';
import type { Finding, Patient, Standing } from '../session/examine/finding.ts';
import { readDoctorSettings, type DoctorSettings } from '../settings/doctor.ts';
import { countsLine, findingLines } from '../show/doctor-report.ts';
import type { JsonLine } from '../show/json.ts';
import { errorLines } from '../show/words.ts';
import { sourcesOf, type Invocation } from './command.ts';
import type { Io } from './io.ts';
import { tunnelOf } from './listen.ts';
import { createPrinter, type Printer } from './printer.ts';
import { programVersion } from './version.ts';

interface CheckLine extends JsonLine, Finding {
  readonly kind: 'check';
}

interface SummaryLine extends JsonLine, Readonly<Record<Standing, number>> {
  readonly kind: 'summary';
  readonly exit: ExitCode;
}

/** Throws `Failure` (exit 2 or 3) only for a configuration that cannot be read at all. */
export async function runDoctor(invocation: Invocation): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readDoctorSettings(sourcesOf(invocation));
  const printer = createPrinter(settings, io);
  const counts: Record<Standing, number> = { passed: 0, warned: 0, failed: 0, skipped: 0 };
  await examine(patientOf(settings, { io, printer }), (found) => {
    counts[found.status] += 1;
    const check: CheckLine = { kind: 'check', at: isoUtc(io.now()), ...found };
    printer.print(check, () => findingLines(found));
  });
  const exit = exitOf(settings, counts.failed);
  if (settings.listen instanceof Failure && settings.json) tellError(settings.listen, { io, printer });
  const summary: SummaryLine = { kind: 'summary', at: isoUtc(io.now()), ...counts, exit };
  printer.print(summary, () => [countsLine(counts)]);
  return exit;
}

interface Telling {
  readonly io: Io;
  readonly printer: Printer;
}

function patientOf(settings: DoctorSettings, { io, printer }: Telling): Patient {
  const { listen } = settings;
  return {
    settings,
    tunnel: listen instanceof Failure ? null : tunnelOf(listen.reach, io.env),
    node: process.versions.node,
    version: programVersion(),
    now: io.now,
    onCallsLeft(callsLeftHour, callsLeftDay) {
      const record: ApiRecord = { kind: 'api', at: isoUtc(io.now()), callsLeftHour, callsLeftDay };
      // For people the check of the same name says it.
      printer.print(record, () => []);
    },
  };
}

function exitOf({ listen }: DoctorSettings, failed: number): ExitCode {
  if (listen instanceof Failure) return listen.exit;
  return failed > 0 ? 1 : 0;
}

/** As everywhere, a mistake is an `error` line too, and a sentence on standard error. */
function tellError({ code, message, hint, exit }: Failure, { io, printer }: Telling): void {
  const record: ErrorRecord = { kind: 'error', at: isoUtc(io.now()), code, message, hint, exit };
  printer.print(record, () => []);
  printer.remark(errorLines({ message, hint }));
}

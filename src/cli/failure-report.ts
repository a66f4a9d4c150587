/**
 * How a command that failed says so: one clear sentence on standard error, with `--json` also a line on standard output.
 * A bug of ours is exit 70, and its stack is in the log only.
 */
import { Failure, type ExitCode } from '../core/failure.ts';
import { maskSecrets } from '../core/masking.ts';
import { printable } from '../core/printable.ts';
import { isoUtc } from '../core/instant.ts';
import type { EndRecord, ErrorRecord } from '../core/record.ts';
import { createJsonOutput } from '../show/json.ts';
import { createLineWriter } from '../show/line-writer.ts';
import { createPaint } from '../show/paint.ts';
import { errorLines } from '../show/words.ts';
import type { Io } from './io.ts';

export interface FailureReport {
  readonly io: Io;
  readonly json: boolean;
  /** A session that never began still ends its output with an `end` line. */
  readonly withEnd: boolean;
  /** Writes the details into the log and returns where it is; null when it could not be written. */
  readonly log: (error: unknown) => string | null;
}

/** Prints and returns the exit code. */
export function reportFailure(error: unknown, report: FailureReport): ExitCode {
  const failure = error instanceof Failure ? error : asBug(error, report);
  const { io, json, withEnd } = report;
  const paint = createPaint({ glyphs: 'ascii', colour: false });
  const stderr = createLineWriter(io.stderr);
  for (const line of errorLines(failure)) stderr.write(paint(line));
  if (!json) return failure.exit;
  const stdout = createJsonOutput(io.stdout);
  const at = isoUtc(io.now());
  stdout.write(errorRecord(failure, at));
  if (withEnd) stdout.write(endRecord(failure, at));
  return failure.exit;
}

function errorRecord({ code, message, hint, exit }: Failure, at: string): ErrorRecord {
  return { kind: 'error', at, code, message, hint, exit };
}

function endRecord({ exit }: Failure, at: string): EndRecord {
  const nothing = { deliveries: 0, attempts: 0, waiting: 0, queued: 0, webhooksRemoved: 0, webhooksLeft: 0 };
  return { kind: 'end', at, reason: 'error', ...nothing, verdicts: { delivered: 0, repeats: 0, timedOut: 0 }, exit };
}

function asBug(error: unknown, { log }: FailureReport): Failure {
  const what = error instanceof Error ? error.message : String(error);
  const path = log(error);
  const hint = path === null ? 'The log could not be written.' : `The details are in ${path}.`;
  // Whatever was thrown may quote an address or a key.
  const message = `Something went wrong inside upgates-dev: ${printable(maskSecrets(what.split('\n')[0] ?? ''))}`;
  return new Failure({ code: 'internal', exit: 70 }, message, { hint, cause: error });
}

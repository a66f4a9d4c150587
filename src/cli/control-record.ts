/**
 * `upgates-dev control record`: the whole record from the shop of what a delivery speaks of, by way of a running session,
 * which keeps it and looks after the API calls. Prints it for people, or as one `record` line.
 */
import { trouble, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { printable } from '../core/printable.ts';
import { nameSubject } from '../core/subject.ts';
import { parseJson } from '../register/fields.ts';
import { askedRecordOf } from '../session/control/lines.ts';
import type { AskedRecord } from '../session/intention.ts';
import type { JsonLine } from '../show/json.ts';
import { shopRecordLines } from '../show/shop-record-report.ts';
import { askSession, otherVersion } from './control-session.ts';
import { talk, type Run, type Talk } from './control-talk.ts';

export const runControlRecord: Run = (invocation) =>
  talk(invocation, async (talking) => {
    const [id = '', subject = null] = invocation.operands;
    const { anew } = talking.settings;
    const answered = await askSession({ kind: 'ask-record', id, subject, anew }, talking);
    if (answered === null) return 0;
    const asked = askedRecordOf(answered.fields['record']);
    if (asked === null) throw otherVersion();
    return tell(asked, answered.at, talking);
  });

interface RecordLine extends JsonLine {
  readonly kind: 'record';
  readonly delivery: string;
  readonly entity: string;
  readonly id: string;
  readonly label: string;
  /** How many things the delivery speaks of. */
  readonly records: number;
  readonly askedAt: string;
  /** False: it was known, and cost nothing. */
  readonly asked: boolean;
  readonly callsLeft: number | null;
  readonly record: unknown;
}

/** Throws `Failure` (exit 3) for what the shop does not have. */
function tell(asked: AskedRecord, at: string, { printer }: Talk): ExitCode {
  const { delivery, subject, subjects, askedAt, isNew, json, callsLeft } = asked;
  if (json === null) throw missing(asked);
  const line: RecordLine = {
    kind: 'record',
    at,
    delivery,
    ...subject,
    records: subjects,
    askedAt: isoUtc(askedAt),
    asked: isNew,
    callsLeft,
    record: parseJson(json) ?? null,
  };
  printer.print(line, () => shopRecordLines(asked, json));
  return 0;
}

function missing({ subject, askedAt }: AskedRecord): Error {
  const what = printable(nameSubject(subject));
  return trouble('record-missing', `The shop has no ${what}, or no longer: so it said at ${isoUtc(askedAt)}.`, {
    hint: '--anew asks it again.',
  });
}

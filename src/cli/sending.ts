/**
 * What `trigger` and `replay` do alike: parcels out to the handler, lines and a summary out, all of it into history.
 */
import { randomBytes } from 'node:crypto';
import { isoUtc } from '../core/instant.ts';
import type { ExitCode } from '../core/failure.ts';
import { RULES } from '../core/rules.ts';
import type { FaultSet } from '../faults/fault-set.ts';
import type { Parcel } from '../replay/parcel.ts';
import type { SendPace } from '../replay/send-all.ts';
import { sendParcels } from '../replay/send-parcels.ts';
import type { ChangeCounts, SentCounts } from '../replay/tally.ts';
import type { BaseSettings } from '../settings/base.ts';
import type { SendingSettings } from '../settings/sending.ts';
import { recordLines } from '../show/lines.ts';
import type { JsonLine } from '../show/json.ts';
import { sentLines } from '../show/sending-report.ts';
import { createShopClock, type ShopSpeed } from '../simulate/clock/clock.ts';
import { openHistory, type History } from '../store/history.ts';
import type { Io } from './io.ts';
import type { Printer } from './printer.ts';

export interface Sending {
  readonly settings: BaseSettings & SendingSettings;
  readonly io: Io;
  readonly printer: Printer;
  readonly pace: SendPace;
  readonly retries: number;
  readonly speed: ShopSpeed;
  readonly faults: Pick<FaultSet, 'choose'>;
  readonly signal: AbortSignal;
  /** Whether the summary also counts what was fixed, regressed and unchanged. */
  readonly withChanges: boolean;
}

/** Opens history to write into it: a short session of our own. Throws `Failure` (exit 3). */
export function openToWrite({ places }: BaseSettings, { now }: Io): History {
  return openHistory({ dir: places.dataDir, now, session: randomBytes(4).toString('hex') });
}

/** Sends everything, prints each attempt and the summary. Throws `Failure` (exit 3) when history fails. */
export async function sendAndTell(parcels: readonly Parcel[], history: History, sending: Sending): Promise<ExitCode> {
  const { settings, io, printer, faults } = sending;
  const clock = createShopClock({ speed: sending.speed, now: io.now });
  try {
    const tally = await sendParcels(parcels, {
      ...sending,
      history,
      rules: RULES[settings.rules],
      clock,
      calling: { ...settings, faults },
      now: io.now,
      onAttempt: (record) => printer.print(record, () => recordLines(record, { verbose: settings.verbose })),
    });
    const exit = tally.exit();
    printSummary({ ...tally.sent(), ...(sending.withChanges ? tally.changes() : {}), exit }, sending);
    return exit;
  } finally {
    clock.close();
  }
}

type SummaryFields = SentCounts & Partial<ChangeCounts> & { readonly exit: ExitCode };

export interface SummaryLine extends JsonLine, SummaryFields {
  readonly kind: 'summary';
}

export function printSummary(fields: SummaryFields, { io, printer }: Pick<Sending, 'io' | 'printer'>): void {
  const summary: SummaryLine = { kind: 'summary', at: isoUtc(io.now()), ...fields };
  printer.print(summary, () => sentLines(fields));
}

/**
 * What `trigger` and `replay` do alike: parcels out to the handler, lines and a summary out, all of it into history.
 */
import { randomBytes } from 'node:crypto';
import { isoUtc } from '../core/instant.ts';
import type { ExitCode } from '../core/failure.ts';
import { RULES } from '../core/rules.ts';
import type { FaultSet } from '../faults/fault-set.ts';
import { callAsShop } from '../replay/call-as-shop.ts';
import { dispatch } from '../replay/dispatch.ts';
import type { Parcel } from '../replay/parcel.ts';
import { sendAll, type SendPace } from '../replay/send-all.ts';
import { createTally, type ChangeCounts, type SentCounts } from '../replay/tally.ts';
import type { BaseSettings } from '../settings/base.ts';
import type { SendingSettings } from '../settings/sending.ts';
import { recordLines } from '../show/lines.ts';
import type { JsonLine } from '../show/json.ts';
import { sentLines } from '../show/sending-report.ts';
import { createShopClock, type ShopSpeed } from '../simulate/clock.ts';
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
export async function sendParcels(parcels: readonly Parcel[], history: History, sending: Sending): Promise<ExitCode> {
  const { settings, io, printer, pace, signal } = sending;
  const tally = createTally();
  const rules = RULES[settings.rules];
  const clock = createShopClock({ speed: sending.speed, now: io.now });
  try {
    const send = (parcel: Parcel, stop: AbortSignal): Promise<void> =>
      dispatch(parcel, {
        history,
        rules,
        clock,
        retries: sending.retries,
        call: (exchange) => callAsShop(exchange, { ...settings, rules, faults: sending.faults }, stop),
        now: io.now,
        signal: stop,
        onAttempt(record) {
          tally.take(record);
          printer.print(record, () => recordLines(record, { verbose: settings.verbose }));
        },
      });
    await sendAll(parcels, { pace, signal, send });
  } finally {
    clock.close();
  }
  const exit = tally.exit();
  printSummary({ ...tally.sent(), ...(sending.withChanges ? tally.changes() : {}), exit }, sending);
  return exit;
}

type SummaryFields = SentCounts & Partial<ChangeCounts> & { readonly exit: ExitCode };

export interface SummaryLine extends JsonLine, SummaryFields {
  readonly kind: 'summary';
}

export function printSummary(fields: SummaryFields, { io, printer }: Pick<Sending, 'io' | 'printer'>): void {
  const summary: SummaryLine = { kind: 'summary', at: isoUtc(io.now()), ...fields };
  printer.print(summary, () => sentLines(fields));
}

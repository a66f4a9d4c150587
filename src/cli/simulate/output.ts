/**
 * What `simulate` says: the shop is ready, each attempt as the shop sees it, what becomes of webhooks, and what the
 * scenario does. Lines for people, or NDJSON.
 */
import { isoUtc, type Instant } from '../../core/instant.ts';
import { printable } from '../../core/printable.ts';
import type { NoticeRecord, WebhookRecord } from '../../core/record.ts';
import type { SimulateSettings } from '../../settings/simulate.ts';
import { createJsonOutput } from '../../show/json.ts';
import { createLinesOutput } from '../../show/lines-output.ts';
import { attemptRecord, type AttemptReport } from '../../simulate/deliver/report.ts';
import type { Io } from '../io.ts';

/** What another program needs to know of a running shop. */
export interface ShopReady {
  readonly kind: 'ready';
  readonly at: string;
  readonly apiUrl: string;
  readonly login: string;
  readonly shopName: string;
  readonly plan: string;
  readonly seed: string;
  readonly rules: string;
  /** The beginning of it serves `control --session`; null: it has no control door. */
  readonly session: string | null;
  readonly scenario: string | null;
  /** The shop goes on from its state file. */
  readonly resumed: boolean;
}

export interface ShopOutput {
  ready(record: ShopReady, key: string): void;
  attempt(report: AttemptReport): void;
  webhook(record: Pick<WebhookRecord, 'id' | 'event' | 'state'>): void;
  readonly notice: (notice: Pick<NoticeRecord, 'level' | 'code' | 'text'>) => void;
  onClosed(listener: () => void): void;
}

export function createShopOutput(settings: SimulateSettings, io: Io): ShopOutput {
  return settings.json ? jsonOutput(io) : peopleOutput(settings, io);
}

/** The key goes to people, on standard error: the simulated shop's own may be shown, and machines gave it themselves. */
function jsonOutput({ stdout, stderr, now }: Io): ShopOutput {
  const output = createJsonOutput(stdout);
  return {
    ready(record, key) {
      stderr.write(`UPGATES_API_KEY=${printable(key)}\n`);
      output.write(record);
    },
    ...recordsInto((record) => output.write(record), now),
    onClosed: (listener) => output.onClosed(listener),
  };
}

function peopleOutput({ verbose, color, unicode }: SimulateSettings, { stdout, now }: Io): ShopOutput {
  const output = createLinesOutput(stdout, { verbose, colour: color, glyphs: unicode ? 'unicode' : 'ascii' });
  return {
    ready: (record, key) => void stdout.write(describeShop(record, key)),
    ...recordsInto((record) => output.write(record), now),
    onClosed: (listener) => output.onClosed(listener),
  };
}

type Told = ReturnType<typeof attemptRecord> | WebhookRecord | NoticeRecord;

function recordsInto(
  write: (record: Told) => void,
  now: () => Instant,
): Pick<ShopOutput, 'attempt' | 'webhook' | 'notice'> {
  return {
    attempt: (report) => write(attemptRecord(report)),
    webhook: (record) => write({ kind: 'webhook', at: isoUtc(now()), ...record }),
    notice: (notice) => write({ kind: 'notice', at: isoUtc(now()), ...notice }),
  };
}

function describeShop({ apiUrl, login, shopName, plan, seed, resumed }: ShopReady, key: string): string {
  const open = resumed ? 'is open again, as it was left' : 'is open';
  return [
    `The simulated shop ${printable(shopName)} ${open} (plan ${plan}, seed ${printable(seed)}). In another terminal:`,
    '',
    `  export UPGATES_API_URL=${apiUrl}`,
    `  export UPGATES_API_LOGIN=${printable(login)}`,
    `  export UPGATES_API_KEY=${printable(key)}`,
    `  upgates-dev listen --tunnel none --forward 3000`,
    '',
    'upgates-dev control state says how it is. Ctrl-C closes it.',
    '',
  ].join('\n');
}

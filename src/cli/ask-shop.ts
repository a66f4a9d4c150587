/**
 * How a short command asks a real shop: a client with the credentials of the settings, one thing asked, and at the end how
 * many API calls are left, also when it failed.
 */
import type { ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import type { ApiRecord, NoticeRecord } from '../core/record.ts';
import { createApiClient, type ApiClient } from '../register/api-client.ts';
import type { BaseSettings } from '../settings/base.ts';
import type { RealShop } from '../settings/shop.ts';
import { line } from '../show/present/line.ts';
import type { Invocation } from './command.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { programVersion } from './version.ts';

export interface AskingSettings extends BaseSettings {
  readonly shop: RealShop;
}

export interface Asking<S extends AskingSettings = AskingSettings> {
  readonly settings: S;
  readonly client: ApiClient;
  readonly printer: Printer;
  readonly io: Io;
}

/** Opens the client, runs, and says how many calls are left, also when it failed. */
export async function askShop<S extends AskingSettings>(
  { io }: Pick<Invocation, 'io'>,
  settings: S,
  ask: (asked: Asking<S>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const printer = createPrinter(settings, io);
  const client = openClient(settings, { io, printer });
  try {
    return await ask({ settings, client, printer, io });
  } finally {
    printCallsLeft({ settings, client, printer, io });
  }
}

/** Each call has its own deadline; Ctrl-C simply ends the process, since nothing is open that had to be cleaned up. */
function openClient({ shop }: AskingSettings, { io, printer }: Pick<Asking, 'io' | 'printer'>): ApiClient {
  const { apiUrl, login, key, allowHosts } = shop;
  return createApiClient({
    apiUrl,
    login,
    key,
    allowHosts,
    now: io.now,
    signal: new AbortController().signal,
    userAgent: `upgates-dev/${programVersion()}`,
    onMoved(address) {
      const text = `The shop has moved to ${address}. Store that address as UPGATES_API_URL.`;
      const at = isoUtc(io.now());
      const notice: NoticeRecord = { kind: 'notice', at, level: 'warning', code: 'shop-moved', text };
      printer.print(notice, () => [line(text, 'repeat')]);
    },
  });
}

/** The `api` line; nothing when the shop has not said. */
function printCallsLeft(asked: Asking): void {
  const { hour, day } = asked.client.callsLeft();
  if (hour === null && day === null) return;
  const record: ApiRecord = { kind: 'api', at: askedAt(asked), callsLeftHour: hour, callsLeftDay: day };
  const text = `API calls left: ${hour ?? '?'} this hour, ${day ?? '?'} today.`;
  asked.printer.print(record, () => [line(text, 'dim')]);
}

/** For the lines of the output. */
export function askedAt({ io }: Pick<Asking, 'io'>): string {
  return isoUtc(io.now());
}

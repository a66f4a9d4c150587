/**
 * `webhooks list`, `events` and `clean`: the shop's side of things, for which Upgates has no screen of its own.
 */
import type { ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { maskUrl } from '../core/masking.ts';
import type { ApiRecord, NoticeRecord } from '../core/record.ts';
import { createApiClient, type ApiClient } from '../register/api-client.ts';
import { cleanWebhooks, type Cleaning, type FoundWebhook } from '../register/clean.ts';
import { machineId } from '../register/machine.ts';
import { readWebhooksSettings, type WebhooksSettings } from '../settings/short-commands.ts';
import { errorLines } from '../show/words.ts';
import { line, type Line } from '../show/present/line.ts';
import { cleaningLines, foundLine, shopEventLine, webhookLines } from '../show/webhook-report.ts';
import { sourcesOf, type Invocation } from './command.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { cleanedJson, eventJson, webhookJson } from './webhooks-json.ts';
import { programVersion } from './version.ts';

interface Asking {
  readonly settings: WebhooksSettings;
  readonly client: ApiClient;
  readonly printer: Printer;
  readonly io: Io;
}

/** One API call. Throws `Failure`: exit 2 without credentials, 3 for what shop or network answered. */
export async function runWebhooksList(invocation: Invocation): Promise<ExitCode> {
  return asking(invocation, 'webhooks list', async (asked) => {
    const webhooks = await asked.client.listWebhooks();
    for (const webhook of webhooks) {
      const url = maskUrl(webhook.url);
      asked.printer.print(webhookJson(webhook, { url, at: now(asked) }), () => webhookLines(webhook, url));
    }
    if (webhooks.length === 0) asked.printer.remark([line(`${asked.client.host()} has no webhooks.`, 'dim')]);
    return 0;
  });
}

/** One API call. Throws like `runWebhooksList`. */
export async function runWebhooksEvents(invocation: Invocation): Promise<ExitCode> {
  return asking(invocation, 'webhooks events', async (asked) => {
    for (const event of await asked.client.listEvents()) {
      asked.printer.print(eventJson(event, now(asked)), () => [shopEventLine(event)]);
    }
    return 0;
  });
}

/** One API call, two when something is found and no dry run is asked for. Exit 1 when something could not be removed. */
export async function runWebhooksClean(invocation: Invocation): Promise<ExitCode> {
  return asking(invocation, 'webhooks clean', async (asked) => {
    const { settings, client, io } = asked;
    const { stateDir } = settings.places;
    const machine = await machineId(stateDir);
    const { signal } = new AbortController();
    const cleaning = await cleanWebhooks({ stateDir, client, machine, now: io.now, signal, dryRun: settings.dryRun });
    printCleaning(cleaning, asked);
    return cleaning.left.length > 0 || cleaning.failure !== null ? 1 : 0;
  });
}

function printCleaning(cleaning: Cleaning, asked: Asking): void {
  const { printer, settings } = asked;
  const print = (webhook: FoundWebhook, state: 'found' | 'deleted' | 'left', more?: Line): void =>
    printer.print(cleanedJson(webhook, state, now(asked)), () => [foundLine(webhook, state), ...(more ? [more] : [])]);
  if (settings.dryRun) for (const webhook of cleaning.found) print(webhook, 'found');
  for (const webhook of cleaning.removed) print(webhook, 'deleted');
  for (const webhook of cleaning.left) print(webhook, 'left', line(`  ${webhook.reason}`));
  if (cleaning.failure !== null) printer.remark(errorLines(cleaning.failure));
  printer.remark(cleaningLines(cleaning));
}

/** Opens the client, runs, and says how many calls are left, also when it failed. */
async function asking(
  invocation: Invocation,
  command: string,
  ask: (asked: Asking) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readWebhooksSettings(sourcesOf(invocation), command);
  const printer = createPrinter(settings, io);
  const client = openClient(settings, { io, printer });
  try {
    return await ask({ settings, client, printer, io });
  } finally {
    printCallsLeft({ settings, client, printer, io });
  }
}

/** Each call has its own deadline; Ctrl-C simply ends the process, since nothing is open that had to be cleaned up. */
function openClient({ shop }: WebhooksSettings, { io, printer }: Pick<Asking, 'io' | 'printer'>): ApiClient {
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
  const record: ApiRecord = { kind: 'api', at: now(asked), callsLeftHour: hour, callsLeftDay: day };
  const text = `API calls left: ${hour ?? '?'} this hour, ${day ?? '?'} today.`;
  asked.printer.print(record, () => [line(text, 'dim')]);
}

function now({ io }: Asking): string {
  return isoUtc(io.now());
}

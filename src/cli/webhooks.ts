/**
 * `webhooks list`, `events` and `clean`: the shop's side of things, for which Upgates has no screen of its own.
 */
import type { ExitCode } from '../core/failure.ts';
import { maskUrl } from '../core/masking.ts';
import { cleanWebhooks, type Cleaning, type FoundWebhook } from '../register/clean.ts';
import { machineId } from '../register/machine.ts';
import { readWebhooksSettings, type WebhooksSettings } from '../settings/short-commands.ts';
import { errorLines } from '../show/words.ts';
import { line, type Line } from '../show/present/line.ts';
import { cleaningLines, foundLine, shopEventLine, webhookLines } from '../show/webhook-report.ts';
import { askedAt, askShop, type Asking } from './ask-shop.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { cleanedJson, eventJson, webhookJson } from './webhooks-json.ts';

/** One API call. Throws `Failure`: exit 2 without credentials, 3 for what shop or network answered. */
export async function runWebhooksList(invocation: Invocation): Promise<ExitCode> {
  return askShop(invocation, settingsOf(invocation, 'webhooks list'), async (asked) => {
    const webhooks = await asked.client.listWebhooks();
    for (const webhook of webhooks) {
      const url = maskUrl(webhook.url);
      asked.printer.print(webhookJson(webhook, { url, at: askedAt(asked) }), () => webhookLines(webhook, url));
    }
    if (webhooks.length === 0) asked.printer.remark([line(`${asked.client.host()} has no webhooks.`, 'dim')]);
    return 0;
  });
}

/** One API call. Throws like `runWebhooksList`. */
export async function runWebhooksEvents(invocation: Invocation): Promise<ExitCode> {
  return askShop(invocation, settingsOf(invocation, 'webhooks events'), async (asked) => {
    for (const event of await asked.client.listEvents()) {
      asked.printer.print(eventJson(event, askedAt(asked)), () => [shopEventLine(event)]);
    }
    return 0;
  });
}

/** One API call, two when something is found and no dry run is asked for. Exit 1 when something could not be removed. */
export async function runWebhooksClean(invocation: Invocation): Promise<ExitCode> {
  return askShop(invocation, settingsOf(invocation, 'webhooks clean'), async (asked) => {
    const { settings, client, io } = asked;
    const { stateDir } = settings.places;
    const machine = await machineId(stateDir);
    const { signal } = new AbortController();
    const cleaning = await cleanWebhooks({ stateDir, client, machine, now: io.now, signal, dryRun: settings.dryRun });
    printCleaning(cleaning, asked);
    return cleaning.left.length > 0 || cleaning.failure !== null ? 1 : 0;
  });
}

function printCleaning(cleaning: Cleaning, asked: Asking<WebhooksSettings>): void {
  const { printer, settings } = asked;
  const print = (webhook: FoundWebhook, state: 'found' | 'deleted' | 'left', more?: Line): void =>
    printer.print(cleanedJson(webhook, state, askedAt(asked)), () => [
      foundLine(webhook, state),
      ...(more ? [more] : []),
    ]);
  if (settings.dryRun) for (const webhook of cleaning.found) print(webhook, 'found');
  for (const webhook of cleaning.removed) print(webhook, 'deleted');
  for (const webhook of cleaning.left) print(webhook, 'left', line(`  ${webhook.reason}`));
  if (cleaning.failure !== null) printer.remark(errorLines(cleaning.failure));
  printer.remark(cleaningLines(cleaning));
}

function settingsOf(invocation: Invocation, command: string): WebhooksSettings {
  return readWebhooksSettings(sourcesOf(invocation), command);
}

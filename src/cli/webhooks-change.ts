/**
 * `webhooks create`, `update` and `delete`: the shop's webhooks from the command line, one API call each. They are the
 * user's own and stay until the user deletes them; those of a session are the session's business.
 */
import { mistake, trouble, type ExitCode } from '../core/failure.ts';
import { maskUrl } from '../core/masking.ts';
import { printable } from '../core/printable.ts';
import { isLoopbackHost } from '../dial/address.ts';
import type { NotDeleted, ShopWebhook } from '../register/api-shapes.ts';
import { readWebhookName } from '../register/names.ts';
import {
  readCreateSettings,
  readDeleteSettings,
  readUpdateSettings,
  type DeleteSettings,
} from '../settings/webhook-change.ts';
import { line } from '../show/present/line.ts';
import { goneLine, webhookLines } from '../show/webhook-report.ts';
import { askedAt, askShop, type Asking } from './ask-shop.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { isConfirmed } from './confirm.ts';
import { goneJson, webhookJson } from './webhooks-json.ts';

/** One API call. Throws `Failure`: exit 2 for the request, 3 for what shop or network answered. */
export async function runWebhooksCreate(invocation: Invocation): Promise<ExitCode> {
  const settings = readCreateSettings(sourcesOf(invocation));
  refuseMarker(settings.webhook.name);
  return askShop(invocation, settings, async (asked) => {
    print(await asked.client.createWebhook(asked.settings.webhook), asked);
    warnOfLoopback(asked.settings.webhook.url, asked);
    return 0;
  });
}

/** One API call; only what is given is sent, so nothing else changes. Throws like `runWebhooksCreate`. */
export async function runWebhooksUpdate(invocation: Invocation): Promise<ExitCode> {
  const settings = readUpdateSettings(sourcesOf(invocation), invocation.operands[0] ?? '');
  refuseMarker(settings.change.name ?? '');
  return askShop(invocation, settings, async (asked) => {
    print(await asked.client.updateWebhook(asked.settings.change), asked);
    warnOfLoopback(asked.settings.change.url ?? null, asked);
    return 0;
  });
}

/** One API call for all. Throws `Failure`: exit 2 without `--yes` where nobody can be asked, 3 when one is left. */
export async function runWebhooksDelete(invocation: Invocation): Promise<ExitCode> {
  const settings = readDeleteSettings(sourcesOf(invocation), invocation.operands);
  const { ids, yes, canAsk, shop } = settings;
  if (!yes && !canAsk) {
    throw mistake('delete-yes', 'Nobody can be asked here whether to delete it.', 'Add --yes.');
  }
  const what = ids.length === 1 ? `webhook ${ids.join('')}` : `webhooks ${ids.join(', ')}`;
  if (!yes && !(await isConfirmed(invocation.io, `Delete ${what} at ${shop.host}?`))) return 0;
  return askShop(invocation, settings, async (asked) => {
    const left = await asked.client.deleteWebhooks(ids);
    for (const id of ids) printGone(id, left, asked);
    if (left.length === 0) return 0;
    const first = left.map(({ id, reason }) => `${id} (${printable(reason)})`).join(', ');
    throw trouble('webhook-not-deleted', `${left.length} of ${ids.length} could not be deleted: ${first}.`);
  });
}

/** A name of the sessions' own form would be swept as a leftover of one. */
function refuseMarker(name: string): void {
  if (readWebhookName(name) === null) return;
  throw mistake('webhook-name', 'That name marks the webhooks of sessions; they are removed when one ends.');
}

function printGone(id: number, left: readonly NotDeleted[], asked: Asking<DeleteSettings>): void {
  const isGone = left.every((one) => one.id !== id);
  asked.printer.print(goneJson(id, { isGone, at: askedAt(asked) }), () => [goneLine(id, isGone)]);
}

function print(webhook: ShopWebhook, asked: Asking): void {
  const url = maskUrl(webhook.url);
  asked.printer.print(webhookJson(webhook, { url, at: askedAt(asked) }), () => webhookLines(webhook, url));
}

/** A shop out there cannot reach this machine by an address that means the shop's own. */
function warnOfLoopback(url: string | null, { settings, printer }: Asking): void {
  if (url === null || settings.shop.isLoopback || !isLoopbackHost(new URL(url).hostname)) return;
  const text = `That address means the shop's own machine: ${settings.shop.host} cannot reach yours by it.`;
  printer.remark([line(text, 'warning'), line('upgates-dev listen opens a tunnel and registers its address.', 'dim')]);
}

/**
 * `webhooks` and `webhooks/{id}`: list, detail, create, update, delete, in the documented fields and shapes.
 * Ids to delete come in the path, as `?id=1`, or as `?ids=1;2;3`; one DELETE may name many.
 */
import { shopDateTime } from '../../../core/instant.ts';
import type { CallMark } from '../../../core/webhook.ts';
import type { Access } from '../access.ts';
import { errorMessage, ok, refusal, type Reply } from '../reply.ts';
import { idsIn } from '../resource/query-texts.ts';
import type { RestCall, Route } from '../route.ts';
import type { Webhook, WebhookBook } from '../../deliver/webhook-book.ts';
import { notAllowed, readNewWebhook, readWebhookChanges, type WebhookChanges } from '../webhook-input.ts';

const ABOUT_ID = { object: 'webhook', property: 'id' } as const;
/** A webhook takes a few hundred bytes. */
const MOST_BYTES = 1_000_000;

export interface WebhooksRouteOptions {
  readonly webhooks: WebhookBook;
  readonly access: Access;
}

export function webhooksRoute({ webhooks, access }: WebhooksRouteOptions): Route {
  const isAllowed = (event: string): boolean => access.isAllowed(event);
  return {
    service: 'webhooks',
    path: /^\/webhooks(?:\/(\d{1,15}))?\/?$/,
    methods: {
      GET: (call) => show(webhooks, idsOf(call)),
      POST: async (call) => {
        const reading = readNewWebhook(await call.body(MOST_BYTES), isAllowed);
        return reading.kind === 'refused' ? reading.reply : ok({ webhook: short(webhooks.create(reading.fields)) });
      },
      PUT: async (call) => {
        const reading = readWebhookChanges(await call.body(MOST_BYTES), isAllowed);
        return reading.kind === 'refused' ? reading.reply : change(webhooks, reading.fields, isAllowed);
      },
      DELETE: (call) => remove(webhooks, idsOf(call)),
    },
  };
}

/** The detail comes in a list, like the list itself (documented). Several by `ids` is inferred from DELETE. */
function show(webhooks: WebhookBook, ids: readonly string[]): Reply {
  if (ids.length === 0) return ok({ webhooks: webhooks.list().map(full) });
  const found = ids.flatMap((id) => webhooks.find(Number(id)) ?? []);
  return found.length === 0 ? noSuchWebhook(ids.join(', ')) : ok({ webhooks: found.map(full) });
}

/** A webhook whose event the user has lost cannot be activated, only given another one (inferred). */
function change(book: WebhookBook, { id, ...changes }: WebhookChanges, isAllowed: (event: string) => boolean): Reply {
  const webhook = book.find(id);
  if (webhook === null) return noSuchWebhook(String(id));
  const event = changes.event ?? webhook.event;
  if (changes.active === true && !isAllowed(event)) return notAllowed(event);
  const changed = book.change(id, changes);
  return changed === null ? noSuchWebhook(String(id)) : ok({ webhook: short(changed) });
}

/** How an unknown id is answered is not documented: 404 (inferred). */
function noSuchWebhook(id: string): Reply {
  return refusal(404, `There is no webhook ${id}`, ABOUT_ID);
}

function idsOf({ id, url }: RestCall): readonly string[] {
  return idsIn(url.searchParams, ['id', 'ids'], id);
}

function remove(webhooks: WebhookBook, ids: readonly string[]): Reply {
  if (ids.length === 0) return refusal(400, 'Give the id of a webhook in the path, in id or in ids');
  return ok({ webhooks: ids.map((id) => removeOne(webhooks, id)) });
}

function removeOne(webhooks: WebhookBook, text: string): object {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : text;
  const deleted = typeof id === 'number' && webhooks.remove(id);
  return { id, deleted, messages: deleted ? [] : [errorMessage(`There is no webhook ${text}`, ABOUT_ID)] };
}

/** What `POST` and `PUT` answer. */
function short({ id, name, url, event, state }: Webhook): object {
  return { id, active_yn: state.active, name, url, event };
}

function full(webhook: Webhook): object {
  const { lastSuccess, lastError } = webhook.state;
  return {
    ...short(webhook),
    last_success_call: timeOf(lastSuccess),
    last_success_call_status: lastSuccess?.status ?? null,
    last_error_call: timeOf(lastError),
    last_error_call_status: lastError?.status ?? null,
    creation_time: shopDateTime(webhook.createdAt),
  };
}

function timeOf(mark: CallMark | null): string | null {
  return mark === null ? null : shopDateTime(mark.at);
}

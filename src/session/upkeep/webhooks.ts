/**
 * The shop's webhooks in the hands of a person: listed, made, switched and deleted while the session runs. In: the shop's
 * client and this session's ledger. Out: one sentence each, and the list in the snapshot. Every act is one API call.
 */
import { mistake, trouble } from '../../core/failure.ts';
import { isoUtc, type Instant } from '../../core/instant.ts';
import { maskUrl } from '../../core/masking.ts';
import { readOneEvent } from '../../core/pattern.ts';
import { printable } from '../../core/printable.ts';
import type { NoticeRecord, WebhookRecord } from '../../core/record.ts';
import type { ShopWebhook } from '../../register/api-shapes.ts';
import { createOne } from '../../register/creation.ts';
import { readWebhookName } from '../../register/names.ts';
import type { Answered } from '../intention.ts';
import type { Model } from '../model.ts';
import type { Shop } from '../shop.ts';
import type { ShopWebhookView } from '../view.ts';
import type { Purse } from './purse.ts';

export interface WebhookDeskOptions {
  readonly shop: Pick<Shop, 'client' | 'ledger' | 'isSimulated'>;
  readonly purse: Purse;
  readonly model: Pick<Model, 'snapshot' | 'update'>;
  /** The address to register for an event; its door is open from then on. */
  readonly urlFor: (event: string) => string;
  /** The shop's id of a webhook of ours is known. */
  readonly onCreated: (event: string, id: number) => void;
  readonly now: () => Instant;
  readonly emit: (record: WebhookRecord | NoticeRecord) => void;
}

/** All of these throw `Failure`: exit 2 for what cannot be meant, 3 for the shop and for too few calls left. */
export interface WebhookDesk {
  list(signal: AbortSignal): Promise<Answered>;
  create(event: string, signal: AbortSignal): Promise<Answered>;
  switch(id: number, active: boolean, signal: AbortSignal): Promise<Answered>;
  remove(id: number, signal: AbortSignal): Promise<Answered>;
}

export function createWebhookDesk(options: WebhookDeskOptions): WebhookDesk {
  return {
    list: (signal) => list(options, signal),
    create: (event, signal) => create(options, event, signal),
    switch: (id, active, signal) => switchOne(options, { id, active }, signal),
    remove: (id, signal) => remove(options, id, signal),
  };
}

async function list(options: WebhookDeskOptions, signal: AbortSignal): Promise<Answered> {
  const { shop, purse } = options;
  const webhooks = await purse.spend(() => shop.client.listWebhooks(signal));
  options.model.update({
    shopWebhooks: { at: options.now(), list: webhooks.map((webhook) => viewOf(webhook, options)) },
  });
  return done('');
}

async function create(options: WebhookDeskOptions, text: string, signal: AbortSignal): Promise<Answered> {
  const event = eventOf(text);
  const { client, ledger } = options.shop;
  const twin = ledger.entries().find((entry) => entry.event === event);
  if (twin !== undefined) throw mistake('webhook-exists', `This session has a webhook for ${event} already.`);
  const { now, urlFor, emit, onCreated, purse } = options;
  const onWebhook = (made: { readonly id: number }): void => onCreated(event, made.id);
  const id = await purse.spend(() => createOne(event, { client, ledger, now, urlFor, onWebhook }, signal));
  emit({ kind: 'webhook', at: isoUtc(now()), id, event, state: 'created' });
  const [first] = ledger.entries().filter((entry) => entry.id === id);
  const made = { id, event, name: '', shownUrl: first?.shownUrl ?? '', active: true, owner: 'ours' } as const;
  replaceInList(options, id, { ...made, lastSuccess: null, lastError: null });
  return done(`${event} leads here now (webhook ${id}); it is removed with the others at the end.`);
}

/** A wildcard would hide the price. */
function eventOf(text: string): string {
  const reading = readOneEvent(text);
  if (reading.kind === 'event') return reading.event;
  throw mistake('unknown-event', printable(reading.sentence), reading.hint === '' ? null : reading.hint);
}

interface Switching {
  readonly id: number;
  readonly active: boolean;
}

async function switchOne(
  options: WebhookDeskOptions,
  { id, active }: Switching,
  signal: AbortSignal,
): Promise<Answered> {
  const { shop, emit, now, purse } = options;
  const changed = viewOf(await purse.spend(() => shop.client.updateWebhook({ id, active }, signal)), options);
  replaceInList(options, id, withMarks(changed, options));
  const { event } = changed;
  // The simulated shop tells by itself what becomes of its webhooks; a real one does not.
  if (changed.owner === 'ours' && !shop.isSimulated) {
    emit({ kind: 'webhook', at: isoUtc(now()), id, event, state: changed.active ? 'activated' : 'deactivated' });
  }
  const told = printable(event);
  return done(
    changed.active
      ? `${told} (webhook ${id}) is active.`
      : `${told} (webhook ${id}) is off: the shop calls it no more.`,
  );
}

async function remove(options: WebhookDeskOptions, id: number, signal: AbortSignal): Promise<Answered> {
  const { shop, emit, now, model, purse } = options;
  const [left] = await purse.spend(() => shop.client.deleteWebhooks([id], signal));
  if (left !== undefined)
    throw trouble('webhook-not-deleted', `Webhook ${id} was not deleted: ${printable(left.reason)}.`);
  const known = model.snapshot().shopWebhooks?.list.find((webhook) => webhook.id === id);
  const own = shop.ledger.entries().find((entry) => entry.id === id);
  replaceInList(options, id, null);
  const at = isoUtc(now());
  if (own !== undefined) {
    emit({ kind: 'webhook', at, id, event: own.event, state: 'deleted' });
    await shop.ledger.forget([own.name]);
  } else {
    const text = `Webhook ${id}${known === undefined ? '' : ` (${printable(known.event)})`} of the shop was deleted from the screen.`;
    emit({ kind: 'notice', at, level: 'info', code: 'webhook-deleted', text });
  }
  return done(`Webhook ${id} is deleted.`);
}

function viewOf(webhook: ShopWebhook, { shop }: WebhookDeskOptions): ShopWebhookView {
  const { id, name, url, event, active, lastSuccess, lastError } = webhook;
  const isOurs = shop.ledger.entries().some((entry) => entry.id === id);
  const owner = isOurs ? 'ours' : readWebhookName(name) === null ? 'other' : 'session';
  return { id, name, event, active, lastSuccess, lastError, shownUrl: maskUrl(url), owner };
}

/** The answer to a change does not tell of calls; what was known of them still holds. */
function withMarks(changed: ShopWebhookView, { model }: WebhookDeskOptions): ShopWebhookView {
  const before = model.snapshot().shopWebhooks?.list.find(({ id }) => id === changed.id);
  const { lastSuccess, lastError } = changed;
  return {
    ...changed,
    lastSuccess: lastSuccess ?? before?.lastSuccess ?? null,
    lastError: lastError ?? before?.lastError ?? null,
  };
}

/** Null takes it out. Without a list there is nothing to keep up to date. */
function replaceInList({ model }: WebhookDeskOptions, id: number, next: ShopWebhookView | null): void {
  const { shopWebhooks = null } = model.snapshot();
  if (shopWebhooks === null) return;
  const { list: before } = shopWebhooks;
  const isThere = before.some((webhook) => webhook.id === id);
  const kept = before.flatMap((webhook) => (webhook.id === id ? (next ?? []) : webhook));
  model.update({ shopWebhooks: { ...shopWebhooks, list: isThere || next === null ? kept : [...kept, next] } });
}

function done(text: string): Answered {
  return { kind: 'done', text };
}

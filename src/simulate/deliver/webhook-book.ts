/**
 * The webhooks registered at the simulated shop, with the state that core's `stepWebhook` keeps of each.
 * In: what the REST API asks for and how attempts ended. Out: who receives an event; and word to the engine when
 * deliveries of a webhook are to be withdrawn.
 */
import type { WithdrawnBecause } from '../../core/delivery.ts';
import type { Instant } from '../../core/instant.ts';
import type { Rules } from '../../core/rules.ts';
import {
  givesUpAt,
  maySend,
  newWebhook,
  stepWebhook,
  type WebhookEffect,
  type WebhookInput,
  type WebhookState,
} from '../../core/webhook.ts';
import type { ShopClock } from '../clock/clock.ts';

export interface Registration {
  readonly name: string;
  readonly url: string;
  readonly event: string;
  readonly active: boolean;
}

export interface Webhook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly event: string;
  readonly createdAt: Instant;
  readonly state: WebhookState;
}

export interface WebhookBook {
  list(): readonly Webhook[];
  find(id: number): Webhook | null;
  create(registration: Registration): Webhook;
  /** Only the fields given are changed; null when there is no such webhook. */
  change(id: number, changes: Partial<Registration>): Webhook | null;
  /** False when there is no such webhook. Its deliveries are withdrawn. */
  remove(id: number): boolean;
  step(id: number, input: WebhookInput): void;
  /** Whether an attempt may go out at `at` of the shop's time. */
  maySend(id: number, at: Instant): boolean;
  save(): WebhookBookState;
}

/** Plain JSON. */
export interface WebhookBookState {
  readonly webhooks: readonly Webhook[];
  /** Ids go on from here. */
  readonly lastWebhook: number;
}

/** What has become of a webhook; `moved`: its URL, event or name is another. */
export type WebhookNews = 'created' | 'moved' | 'activated' | 'deactivated' | 'deleted';

export interface WebhookBookOptions {
  readonly rules: Rules;
  readonly clock: ShopClock;
  readonly withdraw: (webhook: number, because: WithdrawnBecause) => void;
  /** Told when the book says so already. */
  readonly onNews?: (webhook: Webhook, news: WebhookNews) => void;
  readonly saved?: WebhookBookState | undefined;
}

interface Entry {
  webhook: Webhook;
  /** The wake-up for giving up, so that it does not drag the clock along once it is void. */
  cancelWake: () => void;
}

export function createWebhookBook(options: WebhookBookOptions): WebhookBook {
  const { rules, clock, withdraw, saved, onNews = () => undefined } = options;
  const entries = new Map<number, Entry>();
  let lastId = saved?.lastWebhook ?? 0;

  const perform = (entry: Entry, effect: WebhookEffect): void => {
    const { id } = entry.webhook;
    if (effect.kind === 'withdraw') withdraw(id, 'webhook-deactivated');
    else entry.cancelWake = clock.wakeAt(effect.at, () => step(id, { kind: 'came-due', at: clock.now() }));
  };

  const step = (id: number, input: WebhookInput): void => {
    const entry = entries.get(id);
    if (entry === undefined) return;
    const wasActive = entry.webhook.state.active;
    const { state, effects } = stepWebhook(entry.webhook.state, input, rules);
    entry.webhook = { ...entry.webhook, state };
    if (givesUpAt(state, rules) === null) entry.cancelWake();
    for (const effect of effects) perform(entry, effect);
    if (state.active !== wasActive) onNews(entry.webhook, state.active ? 'activated' : 'deactivated');
  };

  const open = (webhook: Webhook): void => {
    const entry: Entry = { webhook, cancelWake: () => undefined };
    entries.set(webhook.id, entry);
    const end = givesUpAt(webhook.state, rules);
    if (webhook.state.active && end !== null) perform(entry, { kind: 'wake-at', at: end });
  };
  for (const webhook of saved?.webhooks ?? []) {
    lastId = Math.max(lastId, webhook.id);
    open(webhook);
  }

  return {
    list: () => [...entries.values()].map((entry) => entry.webhook),
    find: (id) => entries.get(id)?.webhook ?? null,
    create({ active, ...registration }) {
      lastId += 1;
      const webhook = { id: lastId, ...registration, createdAt: clock.now(), state: newWebhook(active) };
      open(webhook);
      onNews(webhook, 'created');
      return webhook;
    },
    change(id, { active, ...changes }) {
      const entry = entries.get(id);
      if (entry === undefined) return null;
      entry.webhook = { ...entry.webhook, ...changes };
      if (Object.keys(changes).length > 0) onNews(entry.webhook, 'moved');
      if (active !== undefined) step(id, { kind: active ? 'activated' : 'deactivated' });
      return entry.webhook;
    },
    remove(id) {
      const entry = entries.get(id);
      if (entry === undefined) return false;
      entry.cancelWake();
      entries.delete(id);
      withdraw(id, 'webhook-deleted');
      onNews(entry.webhook, 'deleted');
      return true;
    },
    step,
    maySend(id, at) {
      const entry = entries.get(id);
      return entry !== undefined && maySend(entry.webhook.state, at, rules);
    },
    save: () => ({ webhooks: [...entries.values()].map((entry) => entry.webhook), lastWebhook: lastId }),
  };
}

/**
 * Leading webhooks to another address. In: those that exist, and the new URL of each event. Out: how many lead there now,
 * and which do not. One PUT for each that leads elsewhere; calls are scarce, so none for one that leads there already.
 */
import type { ApiClient } from './api-client.ts';
import { failureOf } from './deletion.ts';

export interface MovableWebhook {
  readonly id: number;
  readonly event: string;
}

export interface Move {
  /** How many lead to the new address now. */
  readonly moved: number;
  readonly left: readonly (MovableWebhook & { readonly reason: string })[];
}

export interface MovingOptions {
  readonly client: ApiClient;
  readonly onWebhook?: (webhook: MovableWebhook & { readonly state: 'moved' }) => void;
}

export interface MoveTo {
  readonly urlFor: (event: string) => string;
  readonly signal: AbortSignal;
}

export interface Moving {
  /** Where an event's webhook leads; undefined while that is not known. */
  urlOf(event: string): string | undefined;
  /** Begins only while the calls known to be left cover it and the clean-up. Never rejects for what the shop did. */
  move(webhooks: readonly MovableWebhook[], to: MoveTo): Promise<Move>;
}

/** `urls`: where each event's webhook leads now. */
export function createMoving(options: MovingOptions, urls: Map<string, string>): Moving {
  return {
    urlOf: (event) => urls.get(event),
    async move(webhooks, to) {
      const elsewhere = webhooks.filter(({ event }) => urls.get(event) !== to.urlFor(event));
      const left = notCovered(options, elsewhere) ?? (await moveEach(elsewhere, { options, urls, to }));
      return { moved: webhooks.length - left.length, left };
    },
  };
}

function notCovered({ client }: MovingOptions, webhooks: readonly MovableWebhook[]): Move['left'] | null {
  const { total } = client.callsLeft();
  const price = webhooks.length + 1;
  if (webhooks.length === 0 || total === null || total >= price) return null;
  const reason = `moving takes ${price} API calls with the clean-up, and ${total} are left`;
  return webhooks.map(({ id, event }) => ({ id, event, reason }));
}

interface Work {
  readonly options: MovingOptions;
  readonly urls: Map<string, string>;
  readonly to: MoveTo;
}

async function moveEach(webhooks: readonly MovableWebhook[], work: Work): Promise<Move['left']> {
  const results = await Promise.all(webhooks.map((webhook) => moveOne(webhook, work)));
  return results.filter((result) => result !== null);
}

async function moveOne({ id, event }: MovableWebhook, work: Work): Promise<Move['left'][number] | null> {
  const { client, onWebhook } = work.options;
  const url = work.to.urlFor(event);
  // Until the shop has said so, it may lead to either address.
  work.urls.delete(event);
  try {
    await client.updateWebhook({ id, url }, work.to.signal);
  } catch (error) {
    return { id, event, reason: failureOf(error).message };
  }
  work.urls.set(event, url);
  onWebhook?.({ id, event, state: 'moved' });
  return null;
}

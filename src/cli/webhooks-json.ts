/**
 * The shop's webhooks and events as machine output.
 */
import { isoUtc } from '../core/instant.ts';
import type { CallMark } from '../core/webhook.ts';
import type { ShopEvent, ShopWebhook } from '../register/api-shapes.ts';
import type { FoundWebhook } from '../register/clean.ts';
import type { JsonLine } from '../show/json.ts';

interface MarkFields {
  readonly at: string;
  readonly status: number | null;
}

export interface ShopWebhookLine extends JsonLine {
  readonly kind: 'webhook';
  readonly id: number;
  readonly name: string;
  /** Masked. */
  readonly url: string;
  readonly event: string;
  readonly active: boolean;
  readonly lastSuccess: MarkFields | null;
  readonly lastError: MarkFields | null;
}

export function webhookJson(webhook: ShopWebhook, { url, at }: { url: string; at: string }): ShopWebhookLine {
  const { id, name, event, active } = webhook;
  const [lastSuccess, lastError] = [markFields(webhook.lastSuccess), markFields(webhook.lastError)];
  return { kind: 'webhook', at, id, name, url, event, active, lastSuccess, lastError };
}

function markFields(mark: CallMark | null): MarkFields | null {
  return mark && { at: isoUtc(mark.at), status: mark.status };
}

export interface ShopEventLine extends JsonLine {
  readonly kind: 'event';
  readonly name: string;
  readonly allowed: boolean;
  readonly catalogued: boolean;
}

export function eventJson({ name, isAllowed, isCatalogued }: ShopEvent, at: string): ShopEventLine {
  return { kind: 'event', at, name, allowed: isAllowed, catalogued: isCatalogued };
}

/** What `clean` found, and what became of it; `found` only on a dry run. */
export interface CleanedLine extends JsonLine {
  readonly kind: 'webhook';
  readonly id: number;
  readonly event: string;
  readonly url: string;
  readonly active: boolean;
  readonly state: 'found' | 'deleted' | 'left';
}

export function cleanedJson(webhook: FoundWebhook, state: CleanedLine['state'], at: string): CleanedLine {
  const { id, event, shownUrl, active } = webhook;
  return { kind: 'webhook', at, id, event, url: shownUrl, active, state };
}

/** What `delete` was asked for, and whether it is gone. */
export interface GoneLine extends JsonLine {
  readonly kind: 'webhook';
  readonly id: number;
  readonly state: 'deleted' | 'left';
}

export function goneJson(id: number, { isGone, at }: { readonly isGone: boolean; readonly at: string }): GoneLine {
  return { kind: 'webhook', at, id, state: isGone ? 'deleted' : 'left' };
}

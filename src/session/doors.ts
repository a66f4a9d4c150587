/**
 * The doors that this session's webhooks lead to: one secret path for each event, one pair of credentials for all.
 */
import type { Admitting, Endpoint } from '../receive/admission.ts';
import { newEndpoint, webhookUrl, type SessionSecrets } from './secrets.ts';

export interface Doors {
  /** The address to register for an event; its door is open from then on. */
  urlFor(event: string, publicUrl: string): string;
  /** The shop's id of an event's webhook; null before the shop has told it. */
  webhookOf(event: string): number | null;
  registered(event: string, id: number): void;
  admitting(): Admitting;
}

export function createDoors(secrets: SessionSecrets, missing: Admitting['missing']): Doors {
  const byEvent = new Map<string, Endpoint>();
  const endpoints = new Map<string, Endpoint>();
  const ids = new Map<string, number>();
  const admitting: Admitting = { endpoints, credentials: secrets.authorization, missing };
  return {
    urlFor(event, publicUrl) {
      const endpoint = byEvent.get(event) ?? newEndpoint(event);
      byEvent.set(event, endpoint);
      endpoints.set(endpoint.path, endpoint);
      return webhookUrl(publicUrl, endpoint, secrets);
    },
    webhookOf: (event) => ids.get(event) ?? null,
    registered: (event, id) => void ids.set(event, id),
    admitting: () => admitting,
  };
}

/**
 * Subscriptions as a test makes them. In: an event's name or a pattern, and the handler's address. Out: webhooks at the
 * simulated shop, as live views. Costs nothing of the API's quota, unlike `POST /webhooks`.
 */
import { findEvent, type Action, type EventDefinition } from '../core/events.ts';
import { mistake, type Failure } from '../core/failure.ts';
import { nearestNames, readPattern } from '../core/pattern.ts';
import type { DeactivatedBecause } from '../core/webhook.ts';
import type { Access } from '../simulate/api/access.ts';
import type { EntityName } from '../simulate/stock/thing.ts';
import type { Webhook as Registered, WebhookBook } from '../simulate/deliver/webhook-book.ts';

/** The events of the catalogue. */
export type EventName = `${EntityName}.${Action}`;

/** A registration at the shop. A live view: it tells how the webhook is now. */
export interface Webhook {
  readonly id: number;
  readonly name: string;
  readonly event: string;
  /** As registered, credentials included. */
  readonly url: string;
  /** Nothing is sent to an inactive webhook. */
  readonly isActive: boolean;
  /** `wrong-answers` (rules `legacy`), `permission-change`, `request` (through the API); null while active. */
  readonly deactivatedBecause: DeactivatedBecause | null;
}

export interface Subscription {
  readonly pattern: string;
  readonly url: string | URL;
}

/** One webhook for each event that the pattern fits. Throws `Failure` (exit 2): `unknown-event`, `event-denied`, `bad-url`. */
export function subscribeTo(
  { webhooks, access }: { readonly webhooks: WebhookBook; readonly access: Access },
  { pattern, url }: Subscription,
): readonly [Webhook, ...Webhook[]] {
  const address = addressOf(url);
  const events = allowedEvents(access, pattern);
  const [first, ...others] = events.map((event) =>
    viewOf(webhooks, webhooks.create({ name: `test ${event}`, url: address, event, active: true })),
  );
  if (first === undefined) throw denied(pattern);
  return [first, ...others];
}

/** The webhook as it is, and once it is deleted as it was last. */
export function viewOf(webhooks: WebhookBook, created: Registered): Webhook {
  let last = created;
  const now = (): Registered =>
    (last = webhooks.find(created.id) ?? { ...last, state: { ...last.state, active: false } });
  return {
    id: created.id,
    get name() {
      return now().name;
    },
    get event() {
      return now().event;
    },
    get url() {
      return now().url;
    },
    get isActive() {
      return now().state.active;
    },
    get deactivatedBecause() {
      return now().state.deactivatedBecause;
    },
  };
}

/** The catalogue's event of this name, in any case. Throws `Failure` (exit 2). */
export function eventNamed(name: string): EventDefinition {
  const reading = readPattern(name);
  const event = reading.kind === 'pattern' && !reading.isWildcard ? findEvent(reading.pattern) : undefined;
  if (event === undefined) throw unknownEvent(name);
  return event;
}

/** Of a wildcard those that the API user may have, as at the real shop. */
function allowedEvents(access: Access, pattern: string): readonly string[] {
  const reading = readPattern(pattern);
  if (reading.kind === 'unknown' || !reading.isCatalogued) throw unknownEvent(pattern);
  return reading.events.filter((event) => access.isAllowed(event));
}

function unknownEvent(name: string): Failure {
  return mistake(
    'unknown-event',
    `The simulated shop has no event ${JSON.stringify(name)}.`,
    `Nearest: ${nearestNames(name).join(', ')}.`,
  );
}

function denied(pattern: string): Failure {
  return mistake(
    'event-denied',
    `The API user has no right to ${pattern}.`,
    'It was denied with the option `denied` or by `deny`; `allow` gives the right back.',
  );
}

function addressOf(url: string | URL): string {
  const text = String(url);
  if (URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)) return text;
  throw mistake(
    'bad-url',
    `${JSON.stringify(text)} is no address that a webhook can have.`,
    'An absolute one, such as http://127.0.0.1:3000/webhooks.',
  );
}

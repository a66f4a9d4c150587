/**
 * The webhook part of the Upgates REST API, and the one record that a webhook speaks of. In: what to create, change, delete
 * or show. Out: checked records, or `Failure` (exit 3) with a stable code. Every call counts against a small quota, so each function here is exactly one call (one
 * more when the shop has moved).
 */
import { createHash } from 'node:crypto';
import { Failure, mistake } from '../core/failure.ts';
import { SECOND, type Instant, type Millis } from '../core/instant.ts';
import type { ShopClock } from '../core/shop-clock.ts';
import { readApiAddress, shopOf } from './api-address.ts';
import { createCaller, type ApiCall, type Caller } from './api-call.ts';
import { readEventList, readNotDeleted, readOneWebhook, readServiceList, readWebhookList } from './api-shapes.ts';
import type { NotDeleted, ShopEvent, ShopService, ShopWebhook } from './api-shapes.ts';
import { explainShape } from './api-trouble.ts';
import type { CallsLeft } from './calls-left.ts';
import { changedPath, readChangedPage, type ChangedPage, type ChangedSince } from './changed-list.ts';
import { entityPath, readEntity, type EntityReading, type EntityWish } from './entity.ts';

export interface NewWebhook {
  readonly name: string;
  /** Absolute; may hold credentials. */
  readonly url: string;
  readonly event: string;
  readonly active: boolean;
}

export interface WebhookChange extends Partial<NewWebhook> {
  readonly id: number;
}

/** Which shop, and which of its API users; both are safe to store. */
export interface ShopIdentity {
  /** The same after a move to another server. */
  readonly shop: string;
  /** A short digest of the login: webhooks belong to the API user that made them. */
  readonly account: string;
}

export interface ApiClientOptions {
  /** With or without `/api/v2`. */
  readonly apiUrl: string;
  readonly login: string;
  readonly key: string;
  /** Hosts outside `*.upgates.com` that the user vouched for on the command line. */
  readonly allowHosts?: readonly string[];
  readonly now: () => Instant;
  /** For calls that bring no signal of their own. */
  readonly signal: AbortSignal;
  /** For one exchange; 10 s unless told. */
  readonly deadline?: Millis;
  readonly userAgent: string;
  readonly onCallsLeft?: (calls: CallsLeft) => void;
  /** The shop moved: the user should store the new address. */
  readonly onMoved?: (apiUrl: string) => void;
}

/** A `signal` given to a call stands in for the client's, so that cleaning up outlives an aborted session. */
export interface ApiClient {
  readonly identity: ShopIdentity;
  /** The API's host as it is now, for people. */
  host(): string;
  callsLeft(): CallsLeft;
  /** The shop's clock beside ours, as its last answer told. */
  clock(): ShopClock;
  /** After a 429 with a date: when the next call is allowed; null: now. */
  blockedUntil(): Instant | null;
  status(signal?: AbortSignal): Promise<readonly ShopService[]>;
  listWebhooks(signal?: AbortSignal): Promise<readonly ShopWebhook[]>;
  listEvents(signal?: AbortSignal): Promise<readonly ShopEvent[]>;
  /** One page of what has changed since a time. */
  listChanged(since: ChangedSince, signal?: AbortSignal): Promise<ChangedPage>;
  createWebhook(webhook: NewWebhook, signal?: AbortSignal): Promise<ShopWebhook>;
  updateWebhook(change: WebhookChange, signal?: AbortSignal): Promise<ShopWebhook>;
  /** All in one call; returns those that the shop did not say it deleted. No ids, no call. */
  deleteWebhooks(ids: readonly number[], signal?: AbortSignal): Promise<readonly NotDeleted[]>;
  /** The whole record as the shop wrote it; null when the shop has no such thing. */
  entity(wish: EntityWish, signal?: AbortSignal): Promise<string | null>;
}

/** A hundred whole orders take one or two megabytes. */
const LONGEST_PAGE = 20_000_000;

/** Throws `Failure` (exit 2, `api-url`) when the login and key must not be sent to that address. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const caller = createCaller(callerOptions(options));
  const identity = { shop: shopOf(caller.base()), account: digestOf(options.login) };
  const ask = createAsk(caller, options);
  return {
    identity,
    host: () => new URL(caller.base()).host,
    callsLeft: () => caller.callsLeft(),
    clock: () => caller.clock(),
    blockedUntil: () => caller.blockedUntil(),
    status: (signal) => ask({ method: 'GET', path: '/status', signal }, readServiceList),
    listWebhooks: (signal) => ask({ method: 'GET', path: '/webhooks', signal }, readWebhookList),
    listEvents: (signal) => ask({ method: 'GET', path: '/webhooks/events', signal }, readEventList),
    listChanged: (since, signal) =>
      ask({ method: 'GET', path: changedPath(since), limit: LONGEST_PAGE, signal }, (json) =>
        readChangedPage(since.list, json),
      ),
    createWebhook: (webhook, signal) =>
      ask({ method: 'POST', path: '/webhooks', body: bodyOf(webhook), signal }, readOneWebhook),
    updateWebhook: (change, signal) =>
      ask({ method: 'PUT', path: '/webhooks', body: { id: change.id, ...bodyOf(change) }, signal }, readOneWebhook),
    async deleteWebhooks(ids, signal) {
      if (ids.length === 0) return [];
      const path = `/webhooks?ids=${ids.join(';')}`;
      return ask({ method: 'DELETE', path, signal }, (json) => readNotDeleted(json, ids));
    },
    entity: (wish, signal) => askEntity(wish, ask, signal),
  };
}

async function askEntity(wish: EntityWish, ask: Ask, signal: AbortSignal | undefined): Promise<string | null> {
  const path = entityPath(wish);
  if (path === null) throw mistake('entity-unknown', `The API has no list of ${wish.entity}.`);
  const answer = await ask({ method: 'GET', path, signal }, (json, text): EntityReading | null => {
    const reading = readEntity(wish, json, text);
    return reading.kind === 'odd' ? null : reading;
  }).catch(missingWhenNotFound);
  return answer.kind === 'found' ? answer.text : null;
}

/** The API itself has been found before: what is not there is the record. */
function missingWhenNotFound(error: unknown): EntityReading {
  if (error instanceof Failure && error.code === 'api-not-found') return { kind: 'missing' };
  throw error;
}

function callerOptions(options: ApiClientOptions): Parameters<typeof createCaller>[0] {
  const address = readApiAddress(options.apiUrl, options.allowHosts);
  if (address.kind === 'refused') throw mistake('api-url', address.reason, address.hint);
  const { login, key, now, userAgent, deadline = 10 * SECOND } = options;
  const { onCallsLeft = ignore, onMoved = ignore } = options;
  return { base: address.base, login, key, now, userAgent, deadline, onCallsLeft, onMoved };
}

type Question = Omit<ApiCall, 'signal'> & { readonly signal: AbortSignal | undefined };
type Ask = <T>(question: Question, read: (json: unknown, text: string) => T | null) => Promise<T>;

function createAsk(caller: Caller, options: ApiClientOptions): Ask {
  return async (question, read) => {
    const { signal = options.signal, ...request } = question;
    const { json, text } = await caller.call({ ...request, signal });
    const answer = read(json, text);
    if (answer !== null) return answer;
    const call = `${request.method} ${request.path.split('?')[0] ?? ''}`;
    throw explainShape({ host: new URL(caller.base()).host, call, deadline: 0 });
  };
}

/** Fields that are not given are not sent, so that an update changes nothing else. */
function bodyOf({ name, url, event, active }: Partial<NewWebhook>): Readonly<Record<string, unknown>> {
  const given = Object.entries({ name, url, event, active_yn: active });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function digestOf(login: string): string {
  return createHash('sha256').update(login).digest('hex').slice(0, 16);
}

function ignore(): void {
  // Nobody asked to be told.
}

/**
 * A shop on loopback that does what a test asks for: the webhook API with its state, a list of the calls made, and a
 * switch for every way of misbehaving. It calls webhooks only when told to.
 */
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { HOUR } from '../../src/core/instant.ts';
import { listen } from './handler.ts';

export const LOGIN = 'double';
export const KEY = 'double-key-1';

export interface DoubleWebhook {
  readonly id: number;
  name: string;
  url: string;
  event: string;
  active_yn: boolean;
}

/** How a call is answered instead. `acts`: the shop has done what was asked, only its answer is spoiled. */
export type Misbehaviour =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: OutgoingHttpHeaders;
      readonly acts?: boolean;
    }
  | { readonly kind: 'hang'; readonly acts?: boolean }
  /** Headers and half a body, then the connection is cut. */
  | { readonly kind: 'cut'; readonly acts?: boolean };

export interface DoubleCall {
  /** `POST /webhooks Orders.create`, `DELETE /webhooks?ids=1;2`. */
  readonly what: string;
  /** From one. */
  readonly number: number;
}

export interface ShopDouble {
  readonly apiUrl: string;
  readonly port: number;
  /** All calls, those with bad logins too. */
  readonly calls: string[];
  badLogins(): number;
  readonly webhooks: DoubleWebhook[];
  readonly denied: Set<string>;
  /** What it has beside webhooks, by the path that is asked for: `/orders/9000211`. */
  readonly entities: Map<string, unknown>;
  /** Calls left in all, 429 when they are used up; null: no limit and no headers. */
  left: number | null;
  misbehave: ((call: DoubleCall) => Misbehaviour | null) | null;
  /** Sent to each new webhook before the POST that made it is answered. */
  eager: string | null;
  /** Sends a body to an event's webhook, as Upgates would; the status of the answer. */
  send(event: string, body: string): Promise<number>;
  readonly close: () => Promise<void>;
}

/** After so many the address is locked out. */
const MOST_BAD_LOGINS = 5;

interface State {
  readonly shop: ShopDouble;
  badLogins: number;
  nextId: number;
}

export async function startShopDouble(): Promise<ShopDouble> {
  const server = createServer((incoming, outgoing) => void serve(state, incoming, outgoing));
  const port = await listen(server);
  const shop: ShopDouble = {
    apiUrl: `http://127.0.0.1:${port}/api/v2`,
    port,
    calls: [],
    badLogins: () => state.badLogins,
    webhooks: [],
    denied: new Set(),
    entities: new Map(),
    left: null,
    misbehave: null,
    eager: null,
    send: (event, body) => send(shop, event, body),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const state: State = { shop, badLogins: 0, nextId: 101 };
  return shop;
}

/** The environment of a program that uses this shop. */
export function credentialsFor({ apiUrl }: ShopDouble): Record<string, string> {
  return { UPGATES_API_URL: apiUrl, UPGATES_API_LOGIN: LOGIN, UPGATES_API_KEY: KEY };
}

async function serve(state: State, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { shop } = state;
  const text = await readText(incoming);
  const body = text === '' ? {} : (JSON.parse(text) as Partial<DoubleWebhook>);
  const path = (incoming.url ?? '').replace('/api/v2', '');
  const what = [incoming.method, path, body.event].filter((part) => part !== undefined).join(' ');
  shop.calls.push(what);
  if (shop.left === 0) return void outgoing.writeHead(429, { 'Retry-After': inAnHour() }).end('{}');
  if (shop.left !== null) shop.left -= 1;
  const refusal = refuse(state, incoming.headers.authorization);
  if (refusal !== null) return answer(shop, outgoing, refusal);
  const wrong = shop.misbehave?.({ what, number: shop.calls.length }) ?? null;
  if (wrong?.acts === true) act(state, what, body);
  if (wrong === null) return answer(shop, outgoing, await actEagerly(state, what, body));
  if (wrong.kind === 'answer') return void outgoing.writeHead(wrong.status, wrong.headers).end(wrong.body);
  if (wrong.kind === 'hang') return;
  outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' }).write('{"webhook":{"id":');
  setImmediate(() => outgoing.destroy());
}

function inAnHour(): string {
  return new Date(Date.now() + HOUR).toUTCString();
}

interface Said {
  readonly status: number;
  readonly json: unknown;
}

function refuse(state: State, authorization: string | undefined): Said | null {
  const isLocked = state.badLogins >= MOST_BAD_LOGINS;
  if (isLocked) return { status: 403, json: { message: 'Too many bad logins' } };
  if (authorization === `Basic ${Buffer.from(`${LOGIN}:${KEY}`).toString('base64')}`) return null;
  state.badLogins += 1;
  return { status: 401, json: { message: 'Unauthorized' } };
}

async function actEagerly(state: State, what: string, body: Partial<DoubleWebhook>): Promise<Said> {
  const said = act(state, what, body);
  const { eager } = state.shop;
  if (eager !== null && said.status === 200 && body.event !== undefined) await state.shop.send(body.event, eager);
  return said;
}

function act(state: State, what: string, body: Partial<DoubleWebhook>): Said {
  const { shop } = state;
  if (what === 'GET /status') return { status: 200, json: { services: SERVICES } };
  if (what.startsWith('POST')) return create(state, body);
  if (what.startsWith('PUT')) return change(shop, body);
  if (what.startsWith('DELETE')) return { status: 200, json: { webhooks: remove(shop, what) } };
  return what.startsWith('GET /webhooks') ? { status: 200, json: { webhooks: shop.webhooks } } : entity(shop, what);
}

function entity({ entities }: ShopDouble, what: string): Said {
  const json = entities.get(what.replace('GET ', ''));
  return json === undefined ? { status: 404, json: { message: 'Not found' } } : { status: 200, json };
}

const SERVICES = [
  { service: 'orders', url: '/orders', privilege: 'all' },
  { service: 'labels', url: '/labels', privilege: 'deny' },
];

function create(state: State, body: Partial<DoubleWebhook>): Said {
  const { name = '', url = '', event = '', active_yn = true } = body;
  if (state.shop.denied.has(event)) return { status: 403, json: { messages: [{ message: 'No right to labels' }] } };
  const webhook = { id: state.nextId, name, url, event, active_yn };
  state.nextId += 1;
  state.shop.webhooks.push(webhook);
  return { status: 200, json: { webhook } };
}

/** What is left out stays as it is. */
function change({ webhooks }: ShopDouble, body: Partial<DoubleWebhook>): Said {
  const webhook = webhooks.find(({ id }) => id === body.id);
  if (webhook === undefined) return { status: 404, json: { messages: [{ message: 'No such webhook' }] } };
  return { status: 200, json: { webhook: Object.assign(webhook, body) } };
}

function remove({ webhooks }: ShopDouble, what: string): readonly unknown[] {
  const ids = what.slice(what.indexOf('=') + 1).split(';');
  return ids.map((id) => {
    const index = webhooks.findIndex((webhook) => webhook.id === Number(id));
    if (index >= 0) webhooks.splice(index, 1);
    return { id, deleted: index >= 0, messages: [] };
  });
}

function answer({ left }: ShopDouble, outgoing: ServerResponse, { status, json }: Said): void {
  const quota =
    left === null
      ? {}
      : {
          'X-Rate-Limit-Hour-Remaining': String(left),
          'X-Rate-Limit-Day-Remaining': '0',
          'X-Rate-Limit-Total-Remaining': String(left),
        };
  outgoing.writeHead(status, { 'Content-Type': 'application/json', ...quota }).end(JSON.stringify(json));
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function send({ webhooks }: ShopDouble, event: string, body: string): Promise<number> {
  const webhook = webhooks.find((one) => one.event === event);
  if (webhook === undefined) throw new Error(`nobody has asked for ${event}`);
  const url = new URL(webhook.url);
  const auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = {
      host: url.hostname,
      port: url.port,
      path: url.pathname,
      method: 'POST',
      auth,
      headers,
      agent: false,
    };
    const sent = request(options, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

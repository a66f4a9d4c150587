/**
 * The webhook API as MSW serves it: state, a list of the calls made, and switches for what a shop does badly.
 */
import { http, HttpResponse, type HttpHandler } from 'msw';

export const HOST = 'demo.admin.s1.upgates.com';
export const BASE = `https://${HOST}/api/v2`;

export interface KeptWebhook {
  id: number;
  name: string;
  url: string;
  event: string;
  active_yn: boolean;
}

export type Override = (request: Request) => Response | undefined | Promise<Response | undefined>;

export interface FakeShop {
  readonly handlers: HttpHandler[];
  /** `POST /webhooks Orders.create`, `DELETE /webhooks?ids=1;2`. */
  readonly calls: string[];
  readonly webhooks: KeptWebhook[];
  /** The most calls that were ever open at once. */
  mostAtOnce(): number;
  /** Sent with every answer when set. */
  left: { hour: number; day: number } | null;
  readonly denied: Set<string>;
  /** Answers instead of the shop; undefined lets the shop answer. */
  override: Override | null;
  /** Answers after the shop has carried the call out: its answer is lost. */
  lose: Override | null;
  add(name: string, event?: string): number;
}

export function createFakeShop(base: string = BASE): FakeShop {
  let open = 0;
  let most = 0;
  let nextId = 101;
  const shop: FakeShop = {
    calls: [],
    webhooks: [],
    handlers: [],
    mostAtOnce: () => most,
    left: null,
    denied: new Set(),
    override: null,
    lose: null,
    add(name, event = 'Orders.create') {
      const id = nextId++;
      shop.webhooks.push({ id, name, url: 'https://u:p@x.example/', event, active_yn: true });
      return id;
    },
  };
  shop.handlers.push(
    http.all(`${base}/*`, async ({ request }) => {
      open += 1;
      most = Math.max(most, open);
      try {
        return await serve(shop, request, base);
      } finally {
        open -= 1;
      }
    }),
  );
  return shop;
}

async function serve(shop: FakeShop, request: Request, base: string): Promise<Response> {
  const text = await request.clone().text();
  const body: Partial<KeptWebhook> = text === '' ? {} : JSON.parse(text);
  const what = `${request.method} ${request.url.slice(base.length)}`;
  shop.calls.push(body.event === undefined ? what : `${what} ${body.event}`);
  if (shop.left) spend(shop.left);
  const own = (await shop.override?.(request.clone())) ?? null;
  if (own) return withLength(own);
  const answer = act(shop, request, body);
  return withLength((await shop.lose?.(request.clone())) ?? answer);
}

/** As a web server sends it; MSW leaves the length out where a body is not made by `json` or `text`. */
async function withLength(response: Response): Promise<Response> {
  if (response.type === 'error') return response;
  const body = await response.arrayBuffer();
  const headers = new Headers(response.headers);
  headers.set('Content-Length', String(body.byteLength));
  return new HttpResponse(body, { status: response.status, headers });
}

function spend(left: { hour: number; day: number }): void {
  if (left.hour > 0) left.hour -= 1;
  else left.day -= 1;
}

function act(shop: FakeShop, request: Request, body: Partial<KeptWebhook>): Response {
  const url = new URL(request.url);
  if (url.pathname.endsWith('/webhooks/events')) return json(shop, { events: eventsOf(shop) });
  if (url.pathname.endsWith('/status')) {
    return json(shop, { services: [{ service: 'orders', url: '/orders', privilege: 'all' }] });
  }
  if (request.method === 'POST') return create(shop, body);
  if (request.method === 'PUT') return update(shop, body);
  if (request.method === 'DELETE') return remove(shop, url.searchParams.get('ids') ?? '');
  return json(shop, { webhooks: shop.webhooks });
}

const ENTITIES = [
  'Orders',
  'OrderStatuses',
  'Products',
  'Availabilities',
  'Labels',
  'Categories',
  'Customers',
  'Shipments',
  'Payments',
  'Pricelists',
  'Languages',
  'Invoices',
];

function eventsOf(shop: FakeShop): readonly unknown[] {
  const names = ENTITIES.flatMap((entity) => ['create', 'update', 'delete'].map((action) => `${entity}.${action}`));
  return names.map((name) => ({ name, allowed_yn: shop.denied.has(name) ? '0' : '1' }));
}

function create(shop: FakeShop, body: Partial<KeptWebhook>): Response {
  if (shop.denied.has(body.event ?? '')) return json(shop, { messages: [{ message: 'no right' }] }, 403);
  const id = shop.add(body.name ?? '', body.event ?? '');
  const kept = shop.webhooks.find((webhook) => webhook.id === id);
  if (kept) Object.assign(kept, { url: body.url, active_yn: body.active_yn ?? true });
  return json(shop, { webhook: kept });
}

function update(shop: FakeShop, body: Partial<KeptWebhook>): Response {
  const kept = shop.webhooks.find((webhook) => webhook.id === body.id);
  if (!kept) return json(shop, { message: 'no such webhook' }, 404);
  Object.assign(kept, body);
  return json(shop, { webhook: kept });
}

function remove(shop: FakeShop, ids: string): Response {
  const results = ids.split(';').map((id) => {
    const index = shop.webhooks.findIndex((webhook) => webhook.id === Number(id));
    if (index === -1) return { id, deleted: false, messages: [{ message: 'Webhook does not exist' }] };
    shop.webhooks.splice(index, 1);
    return { id, deleted: true, messages: [] };
  });
  return json(shop, { webhooks: results });
}

function json(shop: FakeShop, body: object, status = 200): Response {
  const headers = new Headers();
  if (shop.left) {
    headers.set('X-Rate-Limit-Hour-Remaining', String(shop.left.hour));
    headers.set('X-Rate-Limit-Day-Remaining', String(shop.left.day));
    headers.set('X-Rate-Limit-Total-Remaining', String(shop.left.hour + shop.left.day));
  }
  return HttpResponse.json(body, { status, headers });
}

/**
 * The REST API of the simulated shop as one function. In: a `Request`, from a socket, a test or MSW. Out: the `Response`.
 * On the way: path, credentials, calls at once, quota, route, method, rights - in the order in which a caller can do
 * something about them. Calls that are not let in cost nothing of the quota (inferred).
 */
import type { JsonStyle } from '../../core/envelope.ts';
import { SECOND, type Instant } from '../../core/instant.ts';
import type { Access } from './access.ts';
import { readJsonObject } from './json-body.ts';
import { createLogins, type Credentials, type LoginAnswer } from './logins.ts';
import { createQuota, retryAfter, type PlanName, type Quota } from './quota.ts';
import { refusal, toResponse, type Reply } from './reply.ts';
import type { Route } from './route.ts';
import { configRoute, ownerRoute } from './routes/keeper.ts';
import { resourceRoutes } from './routes/resources.ts';
import { statusRoute } from './routes/status.ts';
import { unservedRoutes } from './routes/unserved.ts';
import { webhookEventsRoute } from './routes/webhook-events.ts';
import { webhooksRoute } from './routes/webhooks.ts';
import type { Goods } from './routes/writers.ts';
import type { WebhookBook } from '../deliver/webhook-book.ts';

export interface RestOptions extends Goods {
  readonly credentials: Credentials;
  readonly plan: PlanName;
  /** What is left of the plan; default: all. */
  readonly quota?: Quota;
  readonly shopName: string;
  readonly webhooks: WebhookBook;
  readonly access: Access;
  /** The time of `Date`, quotas and wrong logins: the real one, but under a manual clock the shop's. */
  readonly now: () => Instant;
  /** Default: escaped, as PHP writes it. */
  readonly jsonStyle?: JsonStyle;
}

export type Rest = (request: Request) => Promise<Response>;

const BASE = '/api/v2';
/** Calls at once (documented, counted by API access group; here there is one). */
const AT_ONCE = 3;

export function createRest(options: RestOptions): Rest {
  const { now, access, jsonStyle = { escaped: true } } = options;
  const checkLogin = createLogins(options.credentials);
  const quota = options.quota ?? createQuota(options.plan);
  const routes = routesOf(options);
  const refuse = (reply: Reply): Response => toResponse(reply, {}, jsonStyle);
  let underWay = 0;
  return async (request) => {
    const path = pathOf(request);
    if (path === null) return refuse(refusal(404, 'The API is at /api/v2'));
    const login = checkLogin(request.headers.get('authorization'), now());
    if (login !== 'welcome') return refuse(refuseLogin(login));
    if (!access.isUserActive()) return refuse(refusal(403, 'The API user is not active'));
    underWay += 1;
    try {
      const reply = refuseByLimits(underWay, quota, now()) ?? (await answer(routes, access, { request, path }));
      return toResponse(reply, { ...quota.headers(now()), Date: new Date(now()).toUTCString() }, jsonStyle);
    } finally {
      underWay -= 1;
    }
  };
}

/** What is documented and not simulated comes before the lists, where its path would be taken for an id. */
function routesOf(options: RestOptions): readonly Route[] {
  return [
    statusRoute(options.access),
    webhookEventsRoute(options.access),
    webhooksRoute(options),
    configRoute(options.stock),
    ownerRoute(options.shopName),
    ...unservedRoutes(),
    ...resourceRoutes(options),
  ];
}

function pathOf(request: Request): string | null {
  const { pathname } = new URL(request.url);
  return pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) : null;
}

function refuseLogin(login: Exclude<LoginAnswer, 'welcome'>): Reply {
  if (login === 'blocked') return refusal(403, 'Too many wrong logins; the API is blocked for up to an hour');
  const message = login === 'missing' ? 'Credentials are missing' : 'Wrong login or key';
  return { ...refusal(401, message), headers: { 'WWW-Authenticate': 'Basic realm="Upgates API"' } };
}

function refuseByLimits(underWay: number, quota: Quota, at: Instant): Reply | null {
  if (underWay > AT_ONCE) {
    const headers = { 'Retry-After': new Date(at + SECOND).toUTCString() };
    return { ...refusal(429, `More than ${AT_ONCE} requests at once`), headers };
  }
  if (quota.take(at)) return null;
  return { ...refusal(429, 'No requests are left in this hour'), headers: { 'Retry-After': retryAfter(at) } };
}

interface Asked {
  readonly request: Request;
  readonly path: string;
}

async function answer(routes: readonly Route[], access: Access, { request, path }: Asked): Promise<Reply> {
  for (const route of routes) {
    const match = route.path.exec(path);
    const id = decode(match?.[1] ?? null);
    if (match !== null && id !== undefined) return await callRoute(route, access, { request, id });
  }
  return refusal(404, 'There is no such endpoint');
}

/** Undefined for what is no text in any encoding, so that no endpoint has it. */
function decode(id: string | null): string | null | undefined {
  try {
    return id === null ? null : decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

interface Called {
  readonly request: Request;
  readonly id: string | null;
}

async function callRoute(route: Route, access: Access, { request, id }: Called): Promise<Reply> {
  const method = methodOf(request);
  const handle = Object.entries(route.methods).find(([name]) => name === method)?.[1];
  if (handle === undefined) {
    const headers = { Allow: Object.keys(route.methods).join(', ') };
    return { ...refusal(405, 'The method is not supported'), headers };
  }
  const denied = refuseByRights(route, access, method);
  if (denied !== null) return denied;
  const body = async (mostBytes: number) => await readJsonObject(request, mostBytes);
  return await handle({ url: new URL(request.url), id, body });
}

/** `deny`: nothing is allowed; `readonly`: only GET (both documented). */
function refuseByRights({ service }: Route, access: Access, method: string): Reply | null {
  if (service === null) return null;
  const privilege = access.privilegeOf(service);
  if (privilege === 'deny') return refusal(403, `The API user has no right to the endpoint ${service}`);
  if (privilege === 'all' || method === 'GET') return null;
  return refusal(403, `The API user may only read the endpoint ${service}`);
}

/** `X-HTTP-Method-Override` stands for clients that know only GET and POST (documented). */
function methodOf(request: Request): string {
  const override = request.method === 'POST' ? request.headers.get('x-http-method-override') : null;
  return (override ?? request.method).trim().toUpperCase();
}

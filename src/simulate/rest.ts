/**
 * The REST API of the simulated shop as one function. In: a `Request`, from a socket, a test or MSW. Out: the `Response`.
 * On the way: path, credentials, calls at once, quota, route, method - in the order in which a caller can do something
 * about them. Calls that are not let in cost nothing of the quota (inferred).
 */
import { SECOND, type Instant } from '../core/instant.ts';
import type { Access } from './access.ts';
import { readJsonObject } from './json-body.ts';
import { createLogins, type Credentials, type LoginAnswer } from './logins.ts';
import { createQuota, retryAfter, type PlanName, type Quota } from './quota.ts';
import { refusal, toResponse, type Reply } from './reply.ts';
import type { Route } from './route.ts';
import { statusRoute } from './routes/status.ts';
import { webhookEventsRoute } from './routes/webhook-events.ts';
import { webhooksRoute } from './routes/webhooks.ts';
import type { WebhookBook } from './webhook-book.ts';

export interface RestOptions {
  readonly credentials: Credentials;
  readonly plan: PlanName;
  readonly webhooks: WebhookBook;
  readonly access: Access;
  /** Real time: quotas and wrong logins do not follow the shop's clock. */
  readonly now: () => Instant;
}

export type Rest = (request: Request) => Promise<Response>;

const BASE = '/api/v2';
/** Calls at once (documented, counted by API access group; here there is one). */
const AT_ONCE = 3;

export function createRest(options: RestOptions): Rest {
  const { now } = options;
  const checkLogin = createLogins(options.credentials);
  const quota = createQuota(options.plan);
  const routes: readonly Route[] = [
    statusRoute(options.access),
    webhookEventsRoute(options.access),
    webhooksRoute(options),
  ];
  let underWay = 0;
  return async (request) => {
    const path = pathOf(request);
    if (path === null) return toResponse(refusal(404, 'The API is at /api/v2'), {});
    const login = checkLogin(request.headers.get('authorization'), now());
    if (login !== 'welcome') return toResponse(refuseLogin(login), {});
    if (!options.access.isUserActive()) return toResponse(refusal(403, 'The API user is not active'), {});
    underWay += 1;
    try {
      const reply = refuseByLimits(underWay, quota, now()) ?? (await answer(routes, request, path));
      return toResponse(reply, quota.headers(now()));
    } finally {
      underWay -= 1;
    }
  };
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

async function answer(routes: readonly Route[], request: Request, path: string): Promise<Reply> {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match !== null) return await callRoute(route, request, match[1] ?? null);
  }
  return refusal(404, 'There is no such endpoint');
}

async function callRoute(route: Route, request: Request, id: string | null): Promise<Reply> {
  const handle = Object.entries(route.methods).find(([method]) => method === methodOf(request))?.[1];
  if (handle === undefined) {
    return {
      ...refusal(405, 'The method is not supported'),
      headers: { Allow: Object.keys(route.methods).join(', ') },
    };
  }
  return await handle({ url: new URL(request.url), id, body: async () => await readJsonObject(request) });
}

/** `X-HTTP-Method-Override` stands for clients that know only GET and POST (documented). */
function methodOf(request: Request): string {
  const override = request.method === 'POST' ? request.headers.get('x-http-method-override') : null;
  return (override ?? request.method).toUpperCase();
}

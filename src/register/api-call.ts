/**
 * One authenticated call of the Upgates API. In: method, path and body. Out: the JSON of a 200, or `Failure` (exit 3).
 * It waits for its turn, has its own deadline, follows a moved shop once, keeps the calls left and obeys `Retry-After`:
 * until that date nothing is sent. Nothing is ever sent twice.
 */
import { printable } from '../core/printable.ts';
import { maskSecrets } from '../core/masking.ts';
import type { Failure } from '../core/failure.ts';
import type { Instant, Millis } from '../core/instant.ts';
import { readShopClock, UNTOLD_CLOCK, type ShopClock } from '../core/shop-clock.ts';
import { exchange, type Exchange } from '../dial/exchange.ts';
import { readMovedAddress } from './api-address.ts';
import { readMessages } from './api-shapes.ts';
import { explainFailed, explainMoved, explainNotJson, explainNotSent, explainStatus } from './api-trouble.ts';
import type { CallContext } from './api-trouble.ts';
import { createCallLane } from './call-lane.ts';
import { fieldsOf, parseJson } from './fields.ts';
import { callsLeftAt, readCallsSaid, readRetryAfter } from './calls-left.ts';
import type { CallsLeft, CallsSaid, HeaderReader } from './calls-left.ts';

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/api/v2`: `/webhooks`. */
  readonly path: string;
  readonly body?: unknown;
  /** The longest answer that is read, in bytes; left out: that of a list of webhooks. */
  readonly limit?: number;
  readonly signal: AbortSignal;
}

export interface CallerOptions {
  /** Already checked. */
  readonly base: string;
  readonly login: string;
  readonly key: string;
  readonly deadline: Millis;
  readonly userAgent: string;
  readonly now: () => Instant;
  readonly onCallsLeft: (calls: CallsLeft) => void;
  readonly onMoved: (base: string) => void;
}

/** The body of a 200: as it came, and what it says. */
export interface ApiAnswer {
  readonly text: string;
  readonly json: unknown;
}

export interface Caller {
  /** Throws `Failure` (exit 3). */
  call(request: ApiCall): Promise<ApiAnswer>;
  callsLeft(): CallsLeft;
  /** As the last answer told it. */
  clock(): ShopClock;
  /** The shop takes no call before; null: now. */
  blockedUntil(): Instant | null;
  /** Where the API is now. */
  base(): string;
}

type Answered = Extract<Exchange, { kind: 'answered' }>;

/** What the calls of one client share. */
interface Shared {
  base: string;
  said: CallsSaid | null;
  clock: ShopClock;
  /** The login was refused before it was ever accepted: it is not tried again. */
  refused: Failure | null;
  isProven: boolean;
  blocked: { readonly until: Instant; readonly failure: Failure } | null;
}

/** A list of a few thousand webhooks, or an order that is far longer than any; more is not read. */
const MAX_ANSWER_BYTES = 2_000_000;

export function createCaller(options: CallerOptions): Caller {
  const lane = createCallLane();
  const shared: Shared = {
    base: options.base,
    said: null,
    clock: UNTOLD_CLOCK,
    refused: null,
    isProven: false,
    blocked: null,
  };
  return {
    callsLeft: () => callsLeftAt(options.now(), shared.said),
    clock: () => shared.clock,
    blockedUntil: () => (shared.blocked !== null && options.now() < shared.blocked.until ? shared.blocked.until : null),
    base: () => shared.base,
    async call(request) {
      const leave = await lane.enter(request.signal);
      if (leave === null) throw explainNotSent(contextOf(request, shared.base, options));
      try {
        throwIfBarred(shared, options.now());
        return await send(request, shared, options);
      } finally {
        leave(shared.isProven);
      }
    },
  };
}

function throwIfBarred(shared: Shared, now: Instant): void {
  if (shared.refused !== null && !shared.isProven) throw shared.refused;
  if (shared.blocked !== null && now < shared.blocked.until) throw shared.blocked.failure;
}

/** Sends the call, and once more to the new address when the shop says that it moved. */
async function send(request: ApiCall, shared: Shared, options: CallerOptions): Promise<ApiAnswer> {
  const sentAt = options.now();
  const first = await sendTo(shared.base, request, options);
  shared.clock = readShopClock({ date: first.headers.date, sentAt, answeredAt: options.now() }) ?? shared.clock;
  noteCalls(first, shared, options);
  if (first.status !== 301) return settle(first, request, { shared, options });
  const moved = followMove(first, request, { shared, options });
  const second = await sendTo(moved, request, options);
  noteCalls(second, shared, options);
  if (second.status === 301) throw explainMoved(contextOf(request, moved, options), null);
  return settle(second, request, { shared, options });
}

async function sendTo(base: string, request: ApiCall, options: CallerOptions): Promise<Answered> {
  const { method, path, body, signal, limit = MAX_ANSWER_BYTES } = request;
  const result = await exchange({
    url: base + path,
    method,
    headers: headersOf(options),
    body: body === undefined ? null : Buffer.from(JSON.stringify(body)),
    limit,
    signal,
    deadline: options.deadline,
  });
  if (result.kind === 'failed') throw explainFailed(result.by, contextOf(request, base, options));
  return result;
}

function headersOf({ login, key, userAgent }: CallerOptions): Readonly<Record<string, string>> {
  return {
    Authorization: `Basic ${Buffer.from(`${login}:${key}`, 'utf8').toString('base64')}`,
    'Content-Type': 'application/json',
    Accept: 'application/json',
    'User-Agent': userAgent,
  };
}

function noteCalls(answer: Answered, shared: Shared, options: CallerOptions): void {
  const said = readCallsSaid(headerOf(answer), options.now());
  if (said === null) return;
  shared.said = said;
  options.onCallsLeft(said.calls);
}

interface Setting {
  readonly shared: Shared;
  readonly options: CallerOptions;
}

/** The body of a 200, or the trouble the answer means. */
function settle(answer: Answered, request: ApiCall, { shared, options }: Setting): ApiAnswer {
  const context = contextOf(request, shared.base, options);
  const text = answer.body.toString('utf8');
  const json = parseJson(text);
  if (answer.status === 200) {
    if (json === undefined) throw explainNotJson(context, text);
    shared.isProven = true;
    return { text, json };
  }
  const retryAt = answer.status === 429 ? readRetryAfter(headerOf(answer), options.now()) : null;
  const said = safeWords(readMessages(json), options);
  const failure = explainStatus({ ...context, status: answer.status, said, retryAt });
  if (answer.status === 401) shared.refused = failure;
  if (retryAt !== null) shared.blocked = { until: retryAt, failure };
  throw failure;
}

/** `api_url` in the body comes first, then `Location`: the sources disagree on which is sent. */
function followMove(answer: Answered, request: ApiCall, { shared, options }: Setting): string {
  const named = fieldsOf(parseJson(answer.body.toString('utf8')))['api_url'];
  const target = typeof named === 'string' ? named : (headerOf(answer)('location') ?? null);
  const moved = target === null ? null : readMovedAddress(shared.base, target);
  if (moved === null || moved === shared.base) {
    throw explainMoved(contextOf(request, shared.base, options), safeWords(target, options));
  }
  shared.base = moved;
  options.onMoved(moved);
  return moved;
}

function contextOf(request: ApiCall, base: string, options: CallerOptions): CallContext {
  const path = request.path.split('?')[0] ?? request.path;
  return { host: new URL(base).host, call: `${request.method} ${path}`, deadline: options.deadline };
}

/** The shop may repeat what we sent: neither the key nor a webhook's credentials may come back through its words. */
function safeWords(text: string | null, { key }: CallerOptions): string | null {
  if (text === null) return null;
  const withoutKey = key === '' ? text : text.replaceAll(key, '…');
  return printable(maskSecrets(withoutKey)).slice(0, 300);
}

function headerOf(answer: Answered): HeaderReader {
  return (name) => {
    const value = answer.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
}

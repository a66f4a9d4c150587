/**
 * One call of the simulated shop over a real connection. In: URL, body and limits. Out: the outcome as the shop sees it.
 * Each call has a connection of its own, follows no redirect and is dropped at the limit. What is left of the limit
 * when the head of an answer has come counts for the rest of it: `ms` runs to the last byte.
 */
import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { performance } from 'node:perf_hooks';
import type { Millis } from '../../core/instant.ts';
import type { BrokenBy, Outcome } from '../../core/outcome.ts';
import { basicFrom } from '../../send/headers.ts';
import type { Send, ShopCall } from './send.ts';

/** How to reach an address (`lookup`, `ca` ...): the business of whoever composes the shop. */
export type RequestOptionsFor = (url: URL) => RequestOptions;

export interface CallerOptions {
  readonly requestOptions?: RequestOptionsFor;
}

export function createCaller(options: CallerOptions = {}): Send {
  const optionsFor = options.requestOptions ?? (() => ({}));
  return async (call) => await carry(call, optionsFor);
}

/** What an exchange is concluded with; only the first word counts. */
type Conclude = (ending: Ending) => void;
type Ending =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'broken'; readonly by: BrokenBy }
  | { readonly kind: 'silent'; readonly phase: 'connect' | 'answer' }
  | { readonly kind: 'caller-gone' };

async function carry(call: ShopCall, optionsFor: RequestOptionsFor): Promise<Outcome> {
  const startedAt = performance.now();
  const elapsed = (): Millis => performance.now() - startedAt;
  if (call.signal.aborted) return { kind: 'caller-gone', ms: 0 };
  return await new Promise<Outcome>((resolve) => {
    const request = open(call, optionsFor);
    // Late errors of a dropped connection are no news and must not end the process.
    request.on('error', () => undefined);
    let release = (): void => undefined;
    let isConcluded = false;
    const conclude: Conclude = (ending) => {
      if (isConcluded) return;
      isConcluded = true;
      release();
      request.destroy();
      resolve({ ...ending, ms: elapsed() });
    };
    release = watchLimits(request, call, conclude);
    watchAnswer(request, conclude);
    request.end(call.body);
  });
}

function open(call: ShopCall, optionsFor: RequestOptionsFor): ClientRequest {
  const url = new URL(call.url);
  // That credentials in the URL arrive as a header is inferred: every common HTTP client does so.
  const authorization = basicFrom(url);
  url.username = '';
  url.password = '';
  const options: RequestOptions = {
    ...optionsFor(url),
    method: 'POST',
    agent: false,
    headers: {
      ...call.headers,
      ...(authorization === null ? {} : { Authorization: authorization }),
      'Content-Length': call.body.length,
    },
  };
  return url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
}

/** Returns how to stop watching. */
function watchLimits(request: ClientRequest, call: ShopCall, conclude: Conclude): () => void {
  let isConnected = false;
  const phase = (): 'connect' | 'answer' => (isConnected ? 'answer' : 'connect');
  const passed = (): void => conclude({ kind: 'silent', phase: phase() });
  const total = setTimeout(passed, call.limit);
  const connect = call.connectLimit === null ? null : setTimeout(passed, call.connectLimit);
  const abandon = (): void => conclude({ kind: 'caller-gone' });
  call.signal.addEventListener('abort', abandon, { once: true });
  request.once('socket', (socket) => {
    // libcurl's time to connect includes TLS; that Upgates counts so is inferred.
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
      isConnected = true;
      if (connect !== null) clearTimeout(connect);
    });
  });
  return () => {
    clearTimeout(total);
    if (connect !== null) clearTimeout(connect);
    call.signal.removeEventListener('abort', abandon);
  };
}

function watchAnswer(request: ClientRequest, conclude: Conclude): void {
  request.once('response', (response) => watchBody(response, conclude));
  request.once('upgrade', (response, socket) => {
    socket.destroy();
    conclude({ kind: 'answered', status: response.statusCode ?? 0 });
  });
  request.once('error', (error) => conclude({ kind: 'broken', by: brokenBy(error) }));
  request.once('close', () => conclude({ kind: 'broken', by: 'reset' }));
}

/** The content does not matter, but the answer is whole only with its last byte. */
function watchBody(response: IncomingMessage, conclude: Conclude): void {
  response.resume();
  response.once('end', () =>
    conclude(
      response.complete ? { kind: 'answered', status: response.statusCode ?? 0 } : { kind: 'broken', by: 'reset' },
    ),
  );
  response.once('error', (error) => conclude({ kind: 'broken', by: brokenBy(error) }));
}

const REFUSED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'EHOSTDOWN']);

/** Reads Node's error codes; a code we do not know is taken for a connection that broke. */
function brokenBy(error: Error): BrokenBy {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (REFUSED.has(code)) return 'refused';
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns';
  if (code.startsWith('HPE_')) return 'malformed';
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(code)) return 'tls';
  return 'reset';
}

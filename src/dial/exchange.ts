/**
 * One whole HTTP exchange on a connection of its own, for the shop's API and the probe of the tunnel.
 * In: a request with its deadline. Out: the answer, or why there is none; never rejects, follows no redirect.
 * It goes through `node:http`, not the global fetch: `localhost` is ours to resolve, and MSW can intercept it.
 */
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Millis } from '../core/instant.ts';
import type { BrokenBy } from '../core/outcome.ts';
import { onCutShort, type Limits } from './deadline.ts';
import { classifyError, dialOptions, requestOver } from './dial.ts';

/** `deadline` covers everything from the connection to the last byte of the answer. */
export interface ExchangeRequest extends Limits {
  readonly url: string | URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | null;
  /** Accept a certificate that cannot be checked, on loopback and private hosts. */
  readonly insecure?: boolean;
  /** The longest answer taken, in bytes. */
  readonly limit: number;
}

export type FailedBy = BrokenBy | 'timeout' | 'aborted' | 'too-large';

/** `ms` runs from the start of the connection to the last byte, or to the failure. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: Buffer;
      readonly ms: Millis;
    }
  | { readonly kind: 'failed'; readonly by: FailedBy; readonly ms: Millis; readonly message: string };

type Ending =
  | { readonly kind: 'whole'; readonly response: IncomingMessage; readonly body: Buffer }
  | { readonly kind: 'failed'; readonly by: FailedBy; readonly message: string };

/** Sends one request. What Node reports without a name we know counts as `reset`: the exchange broke on the way. */
export async function exchange(request: ExchangeRequest): Promise<Exchange> {
  const startedAt = performance.now();
  const ending = await converse(request);
  const ms = Math.round(performance.now() - startedAt);
  if (ending.kind === 'failed') return { ...ending, ms };
  const { response, body } = ending;
  return { kind: 'answered', status: response.statusCode ?? 0, headers: response.headers, body, ms };
}

function converse(request: ExchangeRequest): Promise<Ending> {
  return new Promise((resolve) => {
    if (request.signal.aborted) return resolve(cutShort('aborted'));
    const sent = openRequest(request);
    if ('kind' in sent) return resolve(sent);
    const end = (ending: Ending): void => {
      callOff();
      resolve(ending);
      sent.destroy();
    };
    const callOff = onCutShort(request, (why) => end(cutShort(why)));
    sent.on('error', (error) => end(broken(error)));
    sent.on('close', () => end(broken(new Error('socket hang up'))));
    sent.on('response', (response) => readWhole(response, request.limit, end));
    sent.end(request.body ?? undefined);
  });
}

/** A method, header or URL that HTTP cannot carry throws here, before anything is sent. */
function openRequest({ url, method, headers, insecure = false }: ExchangeRequest): ClientRequest | Ending {
  try {
    const target = new URL(url);
    return requestOver(target)({ ...dialOptions(target, { insecure }), method, headers: { ...headers }, agent: false });
  } catch (error) {
    return { kind: 'failed', by: 'malformed', message: messageOf(error) };
  }
}

function readWhole(response: IncomingMessage, limit: number, end: (ending: Ending) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > limit) end({ kind: 'failed', by: 'too-large', message: `the answer is longer than ${limit} bytes` });
  });
  response.on('end', () => end({ kind: 'whole', response, body: Buffer.concat(chunks) }));
  response.on('error', (error) => end(broken(error)));
}

function broken(error: unknown): Ending {
  const by = classifyError(error);
  return { kind: 'failed', by: by === 'other' ? 'reset' : by, message: messageOf(error) };
}

function cutShort(by: 'timeout' | 'aborted'): Ending {
  return { kind: 'failed', by, message: by === 'timeout' ? 'no whole answer in time' : 'no longer wanted' };
}

/** An AggregateError has no message of its own, but its errors have. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

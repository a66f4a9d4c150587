/**
 * The simulated shop on a port. In: the REST function. Out: an address on 127.0.0.1 until it is closed.
 * Request bodies are passed on as they come, so that slow uploads count as calls under way.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { SECOND } from '../../core/instant.ts';
import { trouble, type Failure } from '../../core/failure.ts';
import { turnAway } from './callers.ts';
import { refusal } from './reply.ts';
import type { Rest } from './rest.ts';

export interface ServedShop {
  /** `http://127.0.0.1:8190/api/v2`. */
  readonly apiUrl: string;
  readonly port: number;
  /** Idempotent; cuts connections that are still open. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly signal?: AbortSignal;
  /** False: it does not keep the process alive; a call under way does. Default: true. */
  readonly keepsAlive?: boolean;
}

const HOST = '127.0.0.1';

/** Throws `Failure` (exit 3) with `port-in-use` or `port-refused`. */
export async function serveRest(rest: Rest, { port, signal, keepsAlive = true }: ServeOptions): Promise<ServedShop> {
  const server = createServer((incoming, outgoing) => {
    outgoing.on('error', () => undefined);
    answer(rest, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.requestTimeout = 30 * SECOND;
  server.on('clientError', (_error, socket) => socket.destroy());
  await listen(server, port);
  if (!keepsAlive) server.unref();
  const close = createCloser(server);
  signal?.addEventListener('abort', () => void close(), { once: true });
  if (signal?.aborted === true) await close();
  const bound = portOf(server) ?? port;
  return { apiUrl: `http://${HOST}:${bound}/api/v2`, port: bound, close };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, port)));
    server.listen({ port, host: HOST }, resolve);
  });
  // From here on an 'error' must not end the process; what it concerns is told by the calls themselves.
  server.removeAllListeners('error').on('error', () => undefined);
}

function listenFailure(error: Error, port: number): Failure {
  const isInUse = 'code' in error && error.code === 'EADDRINUSE';
  return isInUse
    ? trouble('port-in-use', `Port ${port} is already in use.`, {
        hint: 'Choose another one with --port.',
        cause: error,
      })
    : trouble('port-refused', `Port ${port} cannot be opened: ${error.message}.`, { cause: error });
}

function portOf(server: Server): number | null {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : null;
}

function createCloser(server: Server): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return async () => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await closed;
  };
}

async function answer(rest: Rest, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const turned = turnAway(incoming.headers);
  if (turned !== null) return refuse(outgoing, 403, turned);
  const request = toRequest(incoming);
  if (request === null) return refuse(outgoing, 400, 'This is no request to the API');
  const response = await rest(request);
  const body = Buffer.from(await response.arrayBuffer());
  // What is left of a body that was not read is not waited for.
  const connection = incoming.complete ? {} : { Connection: 'close' };
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), ...connection });
  outgoing.end(body);
}

/** What is left of the request is not waited for. */
function refuse(outgoing: ServerResponse, status: number, message: string): void {
  outgoing.writeHead(status, { Connection: 'close', 'Content-Type': 'application/json' });
  outgoing.end(JSON.stringify(refusal(status, message).json));
}

/** Null for what cannot be a request to the API: a path or a method that no URL and no `fetch` would take. */
function toRequest(incoming: IncomingMessage): Request | null {
  const { method = 'GET', url = '/', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(new URL(url, `http://${headers.host ?? HOST}`), {
      method,
      headers: Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}),
    });
  } catch {
    return null;
  }
}

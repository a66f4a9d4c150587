/**
 * Our endpoint, which always answers: a server on 127.0.0.1 between the tunnel and everything else.
 * In: HTTP requests. Out: calls for `serveCall`, strangers counted, probes proved.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trouble } from '../core/failure.ts';
import type { Instant, Millis } from '../core/instant.ts';
import { admit, pathOf, type Admitting } from './admission.ts';
import { writeBare } from './answer.ts';
import { createArrivalClock } from './arrival-clock.ts';
import { serveCall, type Stages, type Terms } from './call.ts';

export interface ListenerOptions<Kept> {
  /** 0: any free port. */
  readonly port: number;
  readonly now: () => Instant;
  readonly admitting: () => Admitting;
  readonly terms: () => Terms;
  readonly stages: Stages<Kept>;
  /** How many calls the tunnel carries at once; null: no limit. The oldest is answered 503 to free a connection. */
  readonly connections: () => number | null;
  readonly onStranger: (method: string, path: string) => void;
  /** An admitted call came without credentials. */
  readonly onMissingCredentials: () => void;
  readonly notice: (code: string, text: string) => void;
}

export interface Listener {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Opens a one-time path that answers 200 with a proof, for a probe through the public address. */
  expectProbe(path: string, proof: string): void;
  /** From now on new calls get 503; resolves when those in flight are finished, `patience` later at most. */
  drain(patience: Millis): Promise<void>;
  close(): Promise<void>;
}

/** Starts listening on 127.0.0.1. Fails with `port-in-use` or `port-refused` (exit 3). */
export async function openListener<Kept>(options: ListenerOptions<Kept>): Promise<Listener> {
  const desk = createDesk(options);
  const server = createServer((request, response) => desk.receive(request, response));
  // Node counts both timeouts from the opening of a connection and writes 408 into idle tunnel sockets, which kills the
  // tunnel: discoveries.md, "The 408 trap". Bodies have a deadline of their own.
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  const port = await listenOn(server, options.port);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    expectProbe: (path, proof) => desk.expectProbe(path, proof),
    drain: (patience) => desk.drain(patience),
    close: () => closeServer(server),
  };
}

interface Desk {
  receive(request: IncomingMessage, response: ServerResponse): void;
  expectProbe(path: string, proof: string): void;
  drain(patience: Millis): Promise<void>;
}

function createDesk<Kept>(options: ListenerOptions<Kept>): Desk {
  const probes = new Map<string, string>();
  const inFlight = new Map<AbortController, Promise<void>>();
  const clock = createArrivalClock();
  let isDraining = false;

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const admission = admit(knockOf(request), options.admitting());
    if (admission.kind === 'stranger') {
      options.onStranger(request.method ?? '', pathOf(request.url ?? ''));
      return writeBare(response, 404);
    }
    if (isDraining) return writeBare(response, 503);
    if (!admission.hadCredentials) options.onMissingCredentials();
    hurryOldest(inFlight, options.connections());
    const arrivedAt = clock.arrivedAt();
    const hurry = new AbortController();
    const { stages, notice } = options;
    const call = {
      request,
      response,
      endpoint: admission.endpoint,
      at: options.now(),
      terms: options.terms(),
      stages,
      notice,
      arrivedAt,
    };
    const story = serveCall({ ...call, hurry: hurry.signal })
      .catch((error: unknown) => failed(response, error, notice))
      .finally(() => inFlight.delete(hurry));
    inFlight.set(hurry, story);
  };

  return {
    receive(request, response) {
      const proof = probes.get(pathOf(request.url ?? ''));
      if (proof === undefined) return serve(request, response);
      probes.delete(pathOf(request.url ?? ''));
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': proof.length }).end(proof);
    },
    expectProbe: (path, proof) => void probes.set(path, proof),
    async drain(patience) {
      isDraining = true;
      await settledWithin([...inFlight.values()], patience);
    },
  };
}

function knockOf(request: IncomingMessage): { method: string; target: string; authorization: string | undefined } {
  return { method: request.method ?? '', target: request.url ?? '', authorization: request.headers.authorization };
}

/** With all of the tunnel's connections taken the next call could not even come in. */
function hurryOldest(inFlight: ReadonlyMap<AbortController, unknown>, connections: number | null): void {
  if (connections === null || inFlight.size < connections - 1) return;
  for (const call of inFlight.keys()) {
    if (!call.signal.aborted) return call.abort();
  }
}

/** A bug of ours must not leave a caller waiting: a hang counts as delivered. */
function failed(response: ServerResponse, error: unknown, notice: (code: string, text: string) => void): void {
  notice('internal', `A call could not be served: ${error instanceof Error ? error.message : String(error)}`);
  if (response.headersSent) response.destroy();
  else writeBare(response, 503);
}

async function settledWithin(stories: readonly Promise<void>[], patience: Millis): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([Promise.allSettled(stories), enough]);
  clearTimeout(timer);
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port)));
    server.listen({ port, host: '127.0.0.1' }, () => resolve(portOf(server)));
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function cannotListen(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return trouble('port-in-use', `Port ${port} on 127.0.0.1 is in use by another program.`, {
      hint: 'Choose another with --port, or leave the option out for any free one.',
      cause: error,
    });
  }
  return trouble('port-refused', `Port ${port} on 127.0.0.1 cannot be opened: ${error.message}`, { cause: error });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

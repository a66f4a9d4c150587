/**
 * Our endpoint, which always answers: a server on 127.0.0.1 between the tunnel and everything else.
 * In: HTTP requests. Out: what the desk makes of them.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trouble } from '../core/failure.ts';
import type { Millis } from '../core/instant.ts';
import { createDesk, type Desk, type DeskOptions } from './desk.ts';
import { watchDoor } from './door.ts';
import { createTurns } from './turns.ts';

export interface ListenerOptions<Kept> extends DeskOptions<Kept> {
  /** 0: any free port. */
  readonly port: number;
  /** How long the head of a request may take from its first byte; default 10 s. */
  readonly headDeadline?: Millis;
}

export interface Listener extends Pick<Desk, 'expectProbe' | 'isCrowded' | 'drain'> {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

/** 200 header lines of 300 bytes: Node's own 16 kB are less than some proxies add up to. */
const MAX_HEAD = 64 * 1024;

/** Starts listening on 127.0.0.1. Fails with `port-in-use` or `port-refused` (exit 3). */
export async function openListener<Kept>(options: ListenerOptions<Kept>): Promise<Listener> {
  const turns = createTurns();
  const desk = createDesk(options, turns);
  const server = createOwnServer();
  const port = await listenOn(server, options.port);
  const stopWatching = watchDoor(server, { ...options, desk, turns });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    expectProbe: (path, proof) => desk.expectProbe(path, proof),
    isCrowded: () => desk.isCrowded(),
    drain: (patience) => desk.drain(patience),
    async close() {
      stopWatching();
      await closeServer(server);
    },
  };
}

function createOwnServer(): Server {
  // Whoever leaves `Host` out still gets in: we serve one host, and a lost event is worse.
  const server = createServer({ maxHeaderSize: MAX_HEAD, requireHostHeader: false });
  // Beyond 2000 lines Node drops some in silence; the size is limited above.
  server.maxHeadersCount = 0;
  // Node counts both timeouts from the opening of a connection and writes 408 into idle tunnel sockets, which kills the
  // tunnel: discoveries.md, "The 408 trap". Heads and bodies have deadlines of their own.
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  return server;
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => reject(cannotListen(error, port));
    server.once('error', refused);
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', refused);
      resolve(portOf(server));
    });
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

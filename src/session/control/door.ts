/**
 * The control door of a session, or of a simulated shop that runs alone: HTTP over a socket that only this user can open, and a token on top. In: where the socket
 * may be, and who answers. Out: a door, and the file that leads to it; both are gone when it is closed.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { trouble } from '../../core/failure.ts';
import { isoUtc, SECOND, type Instant, type Millis } from '../../core/instant.ts';
import { codeOf } from '../../register/durable-file.ts';
import { ownLease } from '../../register/lease.ts';
import { folderOfSocket, livingDoors, removeDoor, removeSocket, sweepSockets, writeDoor } from './door-file.ts';
import type { Behind } from './door-file.ts';
import { serveRequest, type Served } from './serve.ts';
import { socketPath } from './socket-place.ts';

export interface Door {
  /** Nobody finds it any more; who is in goes on. */
  hide(): Promise<void>;
  /** Takes nobody any more, lets the last lines out, and is gone. */
  close(): Promise<void>;
}

export interface DoorOptions extends Omit<Served, 'token' | 'now'> {
  /** Folders for the socket, to be tried in this order. */
  readonly folders: readonly string[];
  readonly stateDir: string;
  /** Default: a session. */
  readonly what?: Behind;
  readonly session: string;
  readonly shop: string;
  readonly dataDir: string;
  readonly now: () => Instant;
  readonly log: (text: string) => void;
  /** For a request to be here whole; default: ten seconds. */
  readonly requestDeadline?: Millis;
}

const REQUEST_DEADLINE: Millis = 10 * SECOND;
const LAST_LINES: Millis = SECOND;
const CALLERS_AT_ONCE = 50;

/** Throws `Failure` (exit 3) when no socket or no file can be had; then nothing is left of either. */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const { stateDir, what = 'session', session, shop, dataDir, now } = options;
  const socket = socketPath(options.folders, session);
  const token = randomBytes(16).toString('hex');
  const server = createDoorServer({ ...options, token });
  // First what dead sessions left: also their sockets under names that may come again.
  await livingDoors(stateDir);
  await sweepSockets(folderOfSocket(socket) ?? '');
  await listen(server, socket);
  const door = doorOf(server, options, socket);
  try {
    if (process.platform !== 'win32') chmodSync(socket, 0o600);
    const startedAt = isoUtc(now());
    await writeDoor(stateDir, { what, session, socket, token, lease: ownLease(), shop, dataDir, startedAt });
  } catch (error) {
    await door.close();
    throw error;
  }
  return door;
}

function createDoorServer(served: Served & Pick<DoorOptions, 'log' | 'requestDeadline'>): Server {
  const deadline = served.requestDeadline ?? REQUEST_DEADLINE;
  const server = createServer(
    {
      requestTimeout: deadline,
      headersTimeout: deadline,
      connectionsCheckingInterval: Math.min(SECOND, deadline),
      keepAliveTimeout: 1,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      serveRequest(request, response, served).catch((error: unknown) => {
        served.log(`control door: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      });
    },
  );
  server.maxConnections = CALLERS_AT_ONCE;
  server.on('clientError', (_error, socket) => socket.destroy());
  return server;
}

async function listen(server: Server, socket: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        trouble('no-control-door', `No control door can be opened: ${codeOf(error)} at ${socket}.`, { cause: error }),
      );
    });
    server.listen({ path: socket }, resolve);
  });
  // From here on an 'error' must not end the process; what it concerns ends by itself.
  server.removeAllListeners('error').on('error', () => undefined);
}

function doorOf(server: Server, { stateDir, session }: DoorOptions, socket: string): Door {
  const hide = (): Promise<void> => removeDoor(stateDir, session);
  return {
    hide,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => server.closeAllConnections(), LAST_LINES);
      await closed;
      clearTimeout(timer);
      if (process.platform !== 'win32') removeSocket(socket);
      await hide();
    },
  };
}

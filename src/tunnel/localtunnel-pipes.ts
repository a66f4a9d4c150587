/**
 * The connections of one localtunnel: opened, replaced when the server has used one up, and closed.
 * In: where they lead and how many. Out: whether the first one stands, texts about trouble, and a way to close.
 */
import type { Socket } from 'node:net';
import { SECOND, type Millis } from '../core/instant.ts';
import { pause, within } from '../dial/deadline.ts';
import { createCluster, type Cluster, type ClusterRequest } from './localtunnel-client.ts';

export interface PipesRequest extends ClusterRequest {
  readonly count: number;
  readonly report: (trouble: string) => void;
}

export interface Pipes {
  /** What came first: a connection, or a refusal. Neither may ever come: wait with a deadline. */
  readonly first: Promise<'open' | 'refused'>;
  /** Lets running answers out, and cuts what is not closed after the deadline. Idempotent. */
  close(deadline: Millis): Promise<void>;
}

/** A server that drops a connection unused within this time would drop the next one too. */
const USELESS_BELOW: Millis = SECOND;

/** Nothing written for this long: nothing is on its way. */
const QUIET: Millis = 25;

interface State {
  readonly cluster: Cluster;
  readonly live: Set<Socket>;
  readonly report: (trouble: string) => void;
  isClosing: boolean;
  isRefused: boolean;
}

export function openPipes(request: PipesRequest): Pipes {
  const cluster = createCluster(request);
  const state: State = { cluster, live: new Set(), report: request.report, isClosing: false, isRefused: false };
  cluster.on('error', () => refused(state));
  cluster.on('open', (socket) => opened(state, socket));
  const first = new Promise<'open' | 'refused'>((resolve) => {
    cluster.once('open', () => resolve('open'));
    cluster.once('error', () => resolve('refused'));
  });
  for (let count = 0; count < request.count; count += 1) cluster.open();
  return {
    first,
    close: (deadline) => {
      state.isClosing = true;
      return closeAll([...state.live], deadline);
    },
  };
}

/** Not tried again: the server has forgotten this tunnel and may give the port to a stranger's. Ten refusals, one report. */
function refused(state: State): void {
  if (!state.isRefused && !state.isClosing) {
    state.report('The tunnel server refuses our connections: it has closed this tunnel.');
  }
  state.isRefused = true;
}

function opened(state: State, socket: Socket): void {
  if (state.isClosing) {
    socket.destroy();
    return;
  }
  const openedAt = performance.now();
  state.isRefused = false;
  state.live.add(socket);
  socket.once('close', () => {
    state.live.delete(socket);
    if (!state.isClosing) replace(state, socket.bytesRead === 0 && performance.now() - openedAt < USELESS_BELOW);
  });
}

/** At once after use, as bursts need it; after a while when the server dropped it unused, or we would spin. */
function replace(state: State, wasUseless: boolean): void {
  if (!wasUseless) {
    state.cluster.open();
    return;
  }
  if (state.live.size === 0) state.report('The tunnel server has closed all our connections.');
  setTimeout(() => {
    if (!state.isClosing) state.cluster.open();
  }, USELESS_BELOW).unref();
}

/** Lets out what is on its way, then ends each connection; what lingers is cut. */
async function closeAll(sockets: readonly Socket[], deadline: Millis): Promise<void> {
  const { signal } = new AbortController();
  const endsAt = performance.now() + deadline;
  await untilQuiet(sockets, endsAt);
  const closed = Promise.all(sockets.map(endSocket));
  await within({ deadline: Math.max(0, endsAt - performance.now()), signal }, closed);
  for (const socket of sockets) socket.destroy();
}

/**
 * Waits until nothing more is written. An answer that our listener has finished may still be between its socket and
 * these: ending them at once would cut it, and the shop would wait for the rest in vain.
 */
async function untilQuiet(sockets: readonly Socket[], endsAt: number): Promise<void> {
  const { signal } = new AbortController();
  let before = -1;
  while (performance.now() < endsAt) {
    const written = sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0);
    if (written === before && sockets.every((socket) => socket.writableLength === 0)) return;
    before = written;
    await pause({ deadline: QUIET, signal });
  }
}

function endSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.once('close', () => resolve());
    socket.end();
  });
}

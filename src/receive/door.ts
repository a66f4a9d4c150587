/**
 * Everything Node's HTTP server may tell of, on its way to the desk: requests of every kind, what is no HTTP, connections
 * that dribble. Each event has a listener here, since for some of them Node's own answer is to end the process.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Millis } from '../core/instant.ts';
import { pathOf } from './admission.ts';
import type { Desk, DeskOptions } from './desk.ts';
import { createLine, type Line } from './line.ts';
import { writeBareTo } from './refusal.ts';
import type { Turns } from './turns.ts';

/** A request's head must be here this long after its first byte. */
export const HEAD_DEADLINE: Millis = 10_000;
const LOOK_EVERY: Millis = 1000;

export interface DoorOptions extends Pick<DeskOptions<unknown>, 'onStranger' | 'notice'> {
  readonly desk: Desk;
  readonly turns: Turns;
  readonly headDeadline?: Millis;
}

interface State extends DoorOptions {
  readonly lines: Map<Duplex, Line>;
}

/** Returns how to stop watching. */
export function watchDoor(server: Server, options: DoorOptions): () => void {
  const state: State = { ...options, lines: new Map() };
  const { lines, turns, notice } = state;
  const clock = watchHeads(state, options.headDeadline ?? HEAD_DEADLINE);
  server.on('connection', (socket) => {
    lines.set(socket, createLine(socket, turns));
    clock.start();
    socket.once('close', () => {
      lines.delete(socket);
      if (lines.size === 0) clock.stop();
    });
  });
  server.on('request', (request, response) => enter(state, { request, response }));
  server.on('checkContinue', (request, response) => enter(state, { request, response, expectsContinue: true }));
  // An expectation that nobody knows may be ignored (RFC 9110 section 10.1.1). An upgrade too, but that needs no listener.
  server.on('checkExpectation', (request, response) => enter(state, { request, response }));
  server.on('connect', (request, socket) => refuseTunnel(state, request, socket));
  server.on('clientError', (error: ClientError, socket) => garbled(state, error, socket));
  server.on('error', (error) => notice('listener-failed', `A connection could not be taken: ${error.message}`));
  return clock.stop;
}

/** Nobody wakes every second for nothing: it is looked only while there is a connection. */
function watchHeads(state: State, deadline: Millis): { readonly start: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    start() {
      timer ??= setInterval(() => cutSlowHeads(state, deadline), Math.min(LOOK_EVERY, deadline)).unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}

interface Entering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly expectsContinue?: boolean;
}

function enter(state: State, { request, response, expectsContinue = false }: Entering): void {
  // A caller that leaves in the middle of its answer is heard of elsewhere.
  response.on('error', () => undefined);
  const visit = state.lines.get(request.socket)?.visit(request, response) ?? null;
  if (visit === null) request.resume();
  else state.desk.receive(visit, expectsContinue);
}

/** `CONNECT` asks for a tunnel through us. Node lets go of the socket. */
function refuseTunnel({ onStranger }: State, { method = '', url = '' }: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  onStranger(method, pathOf(url));
  writeBareTo(socket, 404);
}

interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** What came is no HTTP that Node understands, or the connection broke. */
function garbled({ lines, onStranger }: State, { code = '', rawPacket }: ClientError, socket: Duplex): void {
  const line = lines.get(socket);
  if (line === undefined) return void socket.destroy();
  if (code.startsWith('HPE_') && socket.writable) {
    return breakOff(line, code === 'HPE_HEADER_OVERFLOW' ? 431 : 400, () => onStranger(...startOf(rawPacket)));
  }
  if (line.headSince() !== null && line.garble().kind !== 'over') onStranger('', '');
  socket.destroy();
}

/** Who did not get so far as to say whom the call is for counts as a stranger. */
function breakOff(line: Line, status: 400 | 408 | 431, count: () => void): void {
  const { socket } = line;
  const garbage = line.garble();
  if (garbage.kind !== 'alone' && garbage.kind !== 'behind') return;
  count();
  if (garbage.kind === 'alone') return writeBareTo(socket, status);
  garbage.last.shouldKeepAlive = false;
  garbage.last.once('finish', () => socket.destroySoon());
}

/** Method and path, as far as what came looks like a request. */
function startOf(rawPacket: Buffer | undefined): [method: string, path: string] {
  const start = rawPacket?.subarray(0, 256).toString('latin1') ?? '';
  const [, method = '', target = ''] = /^([A-Z]{1,16}) ([!-~]+)/.exec(start) ?? [];
  return [method, pathOf(target)];
}

/** Node's own timeouts are off, since they count from the opening of a connection. */
function cutSlowHeads({ lines, onStranger }: State, deadline: Millis): void {
  const now = performance.now();
  for (const line of lines.values()) {
    const since = line.headSince();
    if (since !== null && now - since >= deadline) breakOff(line, 408, () => onStranger('', ''));
  }
}

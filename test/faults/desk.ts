/**
 * A server on loopback that spoils every answer in the way a test asks for, and callers that tell what they got.
 */
import { execFile, spawnSync } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Chosen, FaultConnection } from '../../src/faults/fault.ts';
import { declaredHeaders, type PlainReply } from '../../src/faults/reply.ts';
import type { Caller } from '../../src/faults/rest.ts';
import { spoil, type Left } from '../../src/faults/spoil.ts';
import { PATIENCE, type Patience } from '../../src/faults/connection/way.ts';

/** What the handler would have answered. */
export const ANSWER: PlainReply = {
  status: 200,
  headers: [
    ['Content-Type', 'text/plain'],
    ['X-From', 'handler'],
  ],
  body: Buffer.from('0123456789'),
};
export const NO_BODY: PlainReply = { status: 204, headers: [], body: Buffer.alloc(0) };

export interface DeskOptions {
  /** Or by the number of the call. */
  readonly chosen: Partial<Chosen> | ((number: number) => Partial<Chosen>);
  readonly reply?: PlainReply;
  readonly patience?: Partial<Patience>;
  readonly signal?: AbortSignal;
  /** Told of each call before it is spoiled. */
  readonly onCall?: (response: ServerResponse) => void;
}

export interface Desk {
  readonly port: number;
  /** What left, by call. */
  readonly left: readonly (Left & { readonly ms: number })[];
  readonly begun: readonly FaultConnection[];
}

export async function openDesk({ chosen, reply = ANSWER, patience, signal, onCall }: DeskOptions): Promise<Desk> {
  const left: (Left & { ms: number })[] = [];
  const begun: FaultConnection[] = [];
  const partOf = typeof chosen === 'function' ? chosen : () => chosen;
  let number = 0;
  const server = createServer((request, response) => {
    const { socket } = request;
    request.resume().once('end', () => {
      const startedAt = performance.now();
      onCall?.(response);
      number += 1;
      void spoil({
        caller: callerOf(response, socket),
        write: (whole) => write(response, whole),
        chosen: { label: 'x', phase: 'after', delay: null, status: null, connection: null, ...partOf(number) },
        reply,
        signal: signal ?? new AbortController().signal,
        begun: (connection) => begun.push(connection),
        patience: { ...PATIENCE, ...patience },
      }).then((result) => left.push({ ...result, ms: performance.now() - startedAt }));
    });
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { port: (server.address() as AddressInfo).port, left, begun };
}

function callerOf(response: ServerResponse, socket: Socket): Caller {
  return {
    response,
    whenGone(left) {
      if (socket.destroyed) left();
      else socket.once('close', left);
      return () => void socket.off('close', left);
    },
  };
}

function write(response: ServerResponse, reply: PlainReply): Promise<boolean> {
  return new Promise((resolve) => {
    response.once('finish', () => resolve(true));
    response.once('close', () => resolve(response.writableFinished));
    if (response.destroyed) resolve(false);
    response.writeHead(reply.status, declaredHeaders(reply).flat()).end(reply.body);
  });
}

export interface RawSight {
  /** All bytes that came, as latin1. */
  readonly bytes: string;
  /** How it ended: a FIN, or an error such as `ECONNRESET`. */
  readonly end: string;
  /** Sizes of what came at once. */
  readonly chunks: readonly number[];
}

export const REQUEST = 'POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}';

/** A plain socket; keeps its own end open until the other side has ended. */
export function callRaw(port: number, request: string = REQUEST): Promise<RawSight> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request));
    const finish = (end: string): void => {
      const sizes = chunks.map((chunk) => chunk.length);
      resolve({ bytes: Buffer.concat(chunks).toString('latin1'), end, chunks: sizes });
    };
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('end', () => finish('FIN'));
    socket.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
  });
}

/** What came with the headers cut off. */
export function bodyOf(bytes: string): string {
  return bytes.slice(bytes.indexOf('\r\n\r\n') + 4);
}

/** `200 body`, or the code of the error beneath fetch's own. */
export async function callFetch(port: number, signal: AbortSignal | null = null): Promise<string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/x`, { method: 'POST', body: '{}', signal });
    return `${response.status} ${await response.text()}`.trim();
  } catch (error) {
    const { cause, name, message } = error as Error;
    const { code, message: reason } = (cause ?? {}) as NodeJS.ErrnoException;
    return code ?? reason ?? `${name}: ${message}`;
  }
}

export const hasCurl: boolean = spawnSync('curl', ['--version']).status === 0;

export interface CurlSight {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function callCurl(port: number, ...options: readonly string[]): Promise<CurlSight> {
  const url = `http://127.0.0.1:${port}/x`;
  const words = ['--silent', '--show-error', '--noproxy', '*', '--data', '{}', ...options, url];
  return new Promise((resolve) => {
    execFile('curl', words, { encoding: 'latin1', timeout: 15_000 }, (error, stdout, stderr) => {
      resolve({ exit: error === null ? 0 : Number(error.code), stdout, stderr: stderr.trim() });
    });
  });
}

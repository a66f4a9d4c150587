/**
 * A handler that does everything right, with one thing that a test may spoil: the mould for handlers that are broken on
 * purpose.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '../support/handler.ts';

export interface ModelCall {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  /** The pieces in which the body came. */
  readonly pieces: readonly Buffer[];
  readonly text: string;
  /** Undefined when it is no JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
  /** All records of all lists. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** From one. */
  readonly number: number;
  /** Calls under way, this one included. */
  readonly atOnce: number;
}

export interface Spoiled {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds. */
  readonly after?: number;
}

/** Null: nothing to spoil, answer as a good handler does. */
export type Spoil = (call: ModelCall, right: number) => Spoiled | null;

export interface ModelOptions {
  readonly spoil?: Spoil;
  /** The whole process is gone, as far as the shop can see. */
  readonly dies?: (why: 'hang-up' | ModelCall) => boolean;
}

export interface Model {
  readonly url: URL;
  readonly calls: () => number;
  readonly close: () => Promise<void>;
}

const CREDENTIALS = `Basic ${Buffer.from('shop:secret').toString('base64')}`;

/** What a good handler answers. */
function rightAnswer({ method, headers, json }: ModelCall): number {
  if (method !== 'POST') return 405;
  if (headers.authorization !== CREDENTIALS) return 401;
  if (headers['content-type'] !== 'application/json') return 415;
  return json === undefined ? 400 : 204;
}

export async function startModel({ spoil = () => null, dies = () => false }: ModelOptions = {}): Promise<Model> {
  let [number, atOnce] = [0, 0];
  const server = createServer((request, response) => {
    const mine = (number += 1);
    atOnce += 1;
    response.once('close', () => (atOnce -= 1));
    const die = (): void => {
      server.close();
      server.closeAllConnections();
    };
    void readPieces(request).then((pieces) => {
      if (pieces === null) return dies('hang-up') ? die() : undefined;
      const call = callOf(request, { pieces, number: mine, atOnce });
      if (dies(call)) return die();
      const right = rightAnswer(call);
      const { status, headers = {}, body, after = 0 } = spoil(call, right) ?? { status: right };
      return void setTimeout(() => response.writeHead(status, headers).end(body), after);
    });
  });
  const port = await listen(server);
  return {
    url: new URL(`http://shop:secret@127.0.0.1:${port}/webhooks`),
    calls: () => number,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function callOf(
  { method = '', headers }: IncomingMessage,
  seen: Pick<ModelCall, 'pieces' | 'number' | 'atOnce'>,
): ModelCall {
  const text = Buffer.concat(seen.pieces).toString('utf8');
  const json = parse(text);
  const lists = Object.values(json ?? {}).filter(Array.isArray);
  return { ...seen, method, headers, text, json, records: lists.flat() as ModelCall['records'] };
}

function parse(text: string): ModelCall['json'] {
  try {
    return JSON.parse(text) as ModelCall['json'];
  } catch {
    return undefined;
  }
}

/** Null when the caller has left. */
async function readPieces(request: IncomingMessage): Promise<readonly Buffer[] | null> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of request) pieces.push(piece as Buffer);
    return pieces;
  } catch {
    return null;
  }
}

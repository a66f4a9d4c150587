/**
 * A developer's handler for tests: a real server on loopback that does exactly what a test asks for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type Behaviour =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Answers after `ms`. */
  | {
      readonly kind: 'late';
      readonly status: number;
      readonly ms: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  | { readonly kind: 'silent' }
  /** Closes with RST before a byte. */
  | { readonly kind: 'reset' }
  /** Promises a body and closes in the middle. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'garbage' };

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface TestHandler {
  readonly url: string;
  readonly port: number;
  /** Calls in the order in which their bodies were complete. */
  readonly calls: readonly SeenCall[];
  readonly behave: (behaviour: Behaviour | ((call: SeenCall, number: number) => Behaviour)) => void;
  readonly close: () => Promise<void>;
}

export async function startHandler(
  first: Behaviour | ((call: SeenCall, number: number) => Behaviour),
  wantedPort = 0,
): Promise<TestHandler> {
  let behaviour = first;
  const calls: SeenCall[] = [];
  const server = createServer((request, response) => {
    const take = (body: Buffer): void => {
      const { method = '', url = '', rawHeaders, headers } = request;
      const call = { method, path: url, rawHeaders, headers, body };
      calls.push(call);
      perform(typeof behaviour === 'function' ? behaviour(call, calls.length) : behaviour, response);
    };
    // A caller who hangs up in the middle has sent no call.
    readAll(request).then(take, () => undefined);
  });
  const port = await listen(server, wantedPort);
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    port,
    calls,
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function perform(behaviour: Behaviour, response: ServerResponse): void {
  const socket = response.socket;
  switch (behaviour.kind) {
    case 'answer':
      return answer(behaviour, response);
    case 'late':
      return void setTimeout(() => answer(behaviour, response), behaviour.ms);
    case 'silent':
      return;
    case 'reset':
      return void socket?.resetAndDestroy();
    case 'cut':
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half');
      return void setImmediate(() => socket?.destroy());
    case 'garbage':
      return void socket?.end('this is no HTTP at all\r\n\r\n');
  }
}

function answer({ status, headers, body }: Extract<Behaviour, { status: number }>, response: ServerResponse): void {
  response.writeHead(status, headers).end(body);
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** A port on which nothing listens any more. */
export async function deadPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** A raw TCP server, for what an HTTP server cannot do. */
export async function startRaw(
  onSocket: (socket: Socket) => void,
  wantedPort = 0,
): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    onSocket(socket);
  });
  const port = await listen(server, wantedPort);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export function listen(server: Server, wantedPort = 0): Promise<number> {
  return new Promise((resolve) => {
    server.listen(wantedPort, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * Small servers on loopback for the tests of dialling and tunnels; all are closed by the test that opened them.
 */
import http from 'node:http';
import net, { type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { portOf } from '../support/localtunnel-pool.ts';

export interface Listening {
  readonly host?: string;
  readonly port?: number;
}

/** Starts any server; gives its port. Open connections are cut at the end of the test. */
export async function listening(server: Server, { host = '127.0.0.1', port = 0 }: Listening = {}): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return portOf(server);
}

/** An HTTP server; gives its port. */
export function serving(handler: http.RequestListener, where: Listening = {}): Promise<number> {
  return listening(http.createServer(handler), where);
}

/** A server that says `bytes` to whoever connects, and then closes unless told to wait. */
export function saying(bytes: string, isHeld = false): Promise<number> {
  const server = net.createServer((socket) => {
    socket.write(bytes);
    if (!isHeld) socket.end();
  });
  return listening(server);
}

/** A port where nothing listens: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The whole body of a request. */
function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => request.once('end', () => resolve(Buffer.concat(chunks))));
}

/** A server that sends each body back, with what it saw of the request in headers. */
export async function echo(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  response.setHeader('x-seen', `${request.method} ${request.url}`);
  response.setHeader('x-host', String(request.headers.host));
  response.setHeader('x-mine', String(request.headers['x-mine']));
  response.end(body);
}

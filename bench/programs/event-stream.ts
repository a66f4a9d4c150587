/**
 * A relay such as smee.io, on loopback: what is posted to a channel is answered 200 at once and handed on as a server-sent
 * event, in the shape that smee-client reads. Out: one line with its port.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { announcePort } from '../announce.ts';

const listeners = new Set<ServerResponse>();

const server = createServer((request, response) => {
  if (request.method === 'GET') return listen(response);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => relay(request, Buffer.concat(chunks), response));
});

function listen(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  response.write('event: ready\ndata: {}\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

function relay({ headers }: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const data = JSON.stringify({
    ...headers,
    body: JSON.parse(body.toString('utf8')),
    query: {},
    timestamp: Date.now(),
  });
  for (const listener of listeners) listener.write(`data: ${data}\n\n`);
  response.writeHead(200).end();
}

server.keepAliveTimeout = 0;
announcePort(server);

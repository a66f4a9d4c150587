/**
 * A handler that counts what reaches it and does what a body asks for, so that a caller can see what becomes of an answer:
 * `created` is answered 201, `silent` never, anything else 204. `GET /told` says what has come, `GET /anew` too, and
 * begins again. Out: one line with its port.
 */
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { announcePort } from '../announce.ts';
import type { HandlerTold } from '../told.ts';

const NOTHING: HandlerTold = { calls: 0, firstAt: 0, lastAt: 0, lastSha: '' };
let told = NOTHING;

const server = createServer((request, response) => {
  if (request.method === 'GET') return tell(request.url ?? '', response);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => take(Buffer.concat(chunks), response));
});

function tell(path: string, response: ServerResponse): void {
  response.end(JSON.stringify(told));
  if (path === '/anew') told = NOTHING;
}

function take(body: Buffer, response: ServerResponse): void {
  const now = performance.now();
  const lastSha = createHash('sha256').update(body).digest('hex');
  told = { calls: told.calls + 1, firstAt: told.firstAt || now, lastAt: now, lastSha };
  if (body.includes('"silent"')) return;
  response.writeHead(body.includes('"created"') ? 201 : 204).end();
}

// Connections wait while other subjects have their turn.
server.keepAliveTimeout = 0;
announcePort(server);

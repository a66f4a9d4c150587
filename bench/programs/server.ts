/**
 * The bare limit and the trivial handler: `node:http` that reads the body whole and answers 204, nothing else.
 * Out: one line with its port.
 */
import { createServer } from 'node:http';
import { announcePort } from '../announce.ts';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    response.writeHead(body.length > 0 ? 204 : 400).end();
  });
});
// Connections wait while other subjects have their turn.
server.keepAliveTimeout = 0;
announcePort(server);

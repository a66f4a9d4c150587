/**
 * Bare answers for everyone who is no caller of ours, who comes at the wrong time, or who does not speak HTTP. Each closes
 * the connection, but not before the caller had time to read it: closing while bytes are still coming in makes the system
 * send a reset, which takes the answer with it.
 */
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Millis } from '../core/instant.ts';

/** What still comes in is read and dropped for this long. */
const LINGER: Millis = 2000;

/** Answers a request, whose body may still be on its way. */
export function writeBare(response: ServerResponse, status: number): void {
  const { req: request } = response;
  response.shouldKeepAlive = false;
  response.writeHead(status, { 'Content-Length': '0' });
  if (request.complete) return void response.end();
  response.flushHeaders();
  // Our direction is closed at once, theirs later. Behind other answers of the same connection there is no socket yet.
  response.socket?.end();
  const end = (): void => {
    clearTimeout(timer);
    response.end();
    response.socket?.destroySoon();
  };
  const timer = setTimeout(end, LINGER);
  request.once('end', end).once('close', end).resume();
}

/** Answers on a connection where Node has no request to answer. */
export function writeBareTo(socket: Duplex, status: number): void {
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'Connection: close', 'Content-Length: 0'];
  socket.end(`${head.join('\r\n')}\r\n\r\n`);
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(timer)).resume();
}

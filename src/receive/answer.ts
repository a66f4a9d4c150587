/**
 * Writes what the policy chose to the shop and tells when the last byte has left, or that the caller has gone.
 */
import type { ServerResponse } from 'node:http';
import type { HeaderList } from '../core/outcome.ts';
import type { Reply } from './policy.ts';

/** `sent`: all bytes are with the operating system. `gone`: the caller left first. `withheld`: nothing was written. */
export type Written = 'sent' | 'gone' | 'withheld';

/** Connection headers of the handler mean nothing to the shop; ours are set by Node. */
const NOT_PASSED_BACK: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
]);

export function writeReply(response: ServerResponse, reply: Reply): Promise<Written> {
  if (reply.kind === 'nothing') {
    response.destroy();
    return Promise.resolve('withheld');
  }
  const written = whenWritten(response);
  if (reply.kind === 'own') response.writeHead(reply.status, ownHeaders(reply.status)).end();
  else writeHandlers(response, reply);
  return written;
}

function ownHeaders(status: number): Record<string, string> {
  return status === 204 ? {} : { 'Content-Length': '0' };
}

function writeHandlers(response: ServerResponse, reply: Extract<Reply, { kind: 'handlers' }>): void {
  const { headers, body } = reply.answer;
  const passed = headers.filter(([name]) => !NOT_PASSED_BACK.has(name.toLowerCase()));
  const hasBody = reply.status >= 200 && reply.status !== 204 && reply.status !== 304;
  response.sendDate = !passed.some(([name]) => name.toLowerCase() === 'date');
  response.writeHead(reply.status, [...passed, ...lengthHeader(hasBody, body)].flat());
  response.end(hasBody ? body : undefined);
}

function lengthHeader(hasBody: boolean, body: Uint8Array): HeaderList {
  return hasBody ? [['Content-Length', String(body.length)]] : [];
}

function whenWritten(response: ServerResponse): Promise<Written> {
  if (response.destroyed) return Promise.resolve('gone');
  return new Promise((resolve) => {
    response.once('finish', () => resolve('sent'));
    response.once('close', () => resolve(response.writableFinished ? 'sent' : 'gone'));
    response.once('error', () => resolve('gone'));
  });
}

/** A bare answer for everyone who is no caller of ours, or comes at the wrong time. */
export function writeBare(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': '0', Connection: 'close' }).end();
}

/**
 * Writes what the policy chose to the shop and tells when the last byte has left, or that the caller has gone.
 */
import { validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';
import type { Millis } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import type { Visit } from './line.ts';
import type { PlainReply } from '../faults/reply.ts';
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

/** A caller that does not take its answer within `patience` has gone. */
export function writeReply({ response, whenGone }: Visit, reply: Reply, patience: Millis): Promise<Written> {
  if (reply.kind === 'nothing') {
    response.destroy();
    return Promise.resolve('withheld');
  }
  return new Promise((resolve) => {
    const end = (written: Written): void => {
      clearTimeout(timer);
      callOff();
      resolve(written);
    };
    const timer = setTimeout(() => response.destroy(), patience);
    response.once('finish', () => end('sent'));
    // Not the response's own `close`: one that waits behind another of the same connection never tells it.
    let callOff = (): void => undefined;
    callOff = whenGone(() => end(response.writableFinished ? 'sent' : 'gone'));
    if (reply.kind === 'own') response.writeHead(reply.status, ownHeaders(reply.status)).end();
    else writeHandlers(response, reply);
  });
}

/** The same as plain data, for a fault to spoil. */
export function plainReply(reply: Exclude<Reply, { kind: 'nothing' }>): PlainReply {
  if (reply.kind === 'own') return { status: reply.status, headers: [], body: NO_BODY };
  return { status: reply.status, headers: passedBack(reply.answer.headers), body: reply.answer.body };
}

const NO_BODY = new Uint8Array(0);

function passedBack(headers: HeaderList): HeaderList {
  return headers.filter((header) => !NOT_PASSED_BACK.has(header[0].toLowerCase()) && isSendable(header));
}

function ownHeaders(status: number): Record<string, string> {
  return status === 204 ? {} : { 'Content-Length': '0' };
}

function writeHandlers(response: ServerResponse, reply: Extract<Reply, { kind: 'handlers' }>): void {
  const { headers, body } = reply.answer;
  const passed = passedBack(headers);
  const hasBody = reply.status >= 200 && reply.status !== 204 && reply.status !== 304;
  response.sendDate = !passed.some(([name]) => name.toLowerCase() === 'date');
  response.writeHead(reply.status, [...passed, ...lengthHeader(hasBody, body)].flat());
  response.end(hasBody ? body : undefined);
}

/** Node reads some headers that it refuses to write. The shop looks at the status only; the row keeps what came. */
function isSendable([name, value]: HeaderList[number]): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function lengthHeader(hasBody: boolean, body: Uint8Array): HeaderList {
  return hasBody ? [['Content-Length', String(body.length)]] : [];
}

/**
 * An answer as bytes, for ways that send only a part of it, which Node's own response would not do.
 */
import { STATUS_CODES } from 'node:http';
import { declaredHeaders, mayHaveBody, type PlainReply } from '../reply.ts';

/** Status line and headers, with the empty line that ends them. */
export function headBytes(reply: PlainReply): Buffer {
  const headers = declaredHeaders(reply);
  const hasDate = headers.some(([name]) => name.toLowerCase() === 'date');
  const lines = [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? 'Unknown'}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(hasDate ? [] : [`Date: ${new Date().toUTCString()}`]),
    'Connection: close',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

export function answerBytes(reply: PlainReply): Buffer {
  return mayHaveBody(reply.status) ? Buffer.concat([headBytes(reply), reply.body]) : headBytes(reply);
}

/**
 * Who may speak through the control door: whoever has the token and speaks to this machine. In: a request's headers.
 * Out: the status to turn it away with, or null.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '../../dial/address.ts';

export interface Turned {
  readonly status: 401 | 403;
  readonly message: string;
}

export function turnAway(headers: IncomingHttpHeaders, token: string): Turned | null {
  if (!isLoopback(headers.host ?? '')) return { status: 403, message: 'The Host of a request must be this machine.' };
  if (!isToken(headers.authorization ?? '', token)) return { status: 401, message: 'The token is not right.' };
  return null;
}

/** A name that leads here through somebody's DNS is none of ours. */
function isLoopback(host: string): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:/?#@\s]+)(?::\d{1,5})?$/i.exec(host)?.[1];
  return name !== undefined && isLoopbackHost(name);
}

/** Compared as digests, in constant time: neither the length nor the first wrong letter shows. */
function isToken(authorization: string, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

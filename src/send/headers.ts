/**
 * The headers a handler gets: those received, except hop-by-hop ones, `Host` and the credentials meant for us.
 * In: raw names and values as they came. Out: raw names and values to send, order, case and repeats kept.
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HeaderList } from '../core/outcome.ts';

/** RFC 9110 section 7.6.1, and those that speak of one connection's framing. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
]);

/** Headers that are ours to set, whatever the caller sent. */
const OURS: ReadonlySet<string> = new Set(['host', 'authorization']);

/** Removes everything that belongs to the connection it came over, also what `Connection` names. */
export function endToEndHeaders(received: HeaderList): HeaderList {
  const named = received
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()));
  return received.filter(([name]) => {
    const lower = name.toLowerCase();
    return !HOP_BY_HOP.has(lower) && !named.includes(lower);
  });
}

export interface HeaderPlan {
  readonly received: HeaderList;
  readonly url: URL;
  readonly bytes: number;
  /** `-H` options and our own `Upgates-Dev-*` ones; they replace received headers of the same name. */
  readonly added: HeaderList;
}

/** The complete header list for one call of the handler. */
export function headersForHandler({ received, url, bytes, added }: HeaderPlan): HeaderList {
  const replaced = new Set(added.map(([name]) => name.toLowerCase()));
  const kept = endToEndHeaders(received).filter(([name]) => {
    const lower = name.toLowerCase();
    return !OURS.has(lower) && !replaced.has(lower);
  });
  const credentials = basicFrom(url);
  return [
    ...(replaced.has('host') ? [] : [['Host', url.host] as const]),
    ...(credentials === null || replaced.has('authorization') ? [] : [['Authorization', credentials] as const]),
    ...[...kept, ...added].filter(isSendable),
    ['Content-Length', String(bytes)],
  ];
}

/** What cannot be sent would end the call before it began; the event matters more than an odd header. */
export function isSendable([name, value]: HeaderList[number]): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** `Basic ...` from a URL's userinfo; null where it has none. */
export function basicFrom(url: URL): string | null {
  if (url.username === '' && url.password === '') return null;
  const pair = `${decodePart(url.username)}:${decodePart(url.password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Node's flat `rawHeaders` as pairs. */
export function pairsOf(rawHeaders: readonly string[]): HeaderList {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}

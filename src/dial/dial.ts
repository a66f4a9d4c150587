/**
 * How we reach an address. In: a URL. Out: options for a request of node:http or node:https.
 * `localhost` and all names below it are this machine, in both families, whatever a resolver says; credentials of the
 * URL become Basic; certificates may be wrong only on request and only near by.
 */
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isLocalhostName, isPrivateHost, plainHost } from './address.ts';

export { classifyError } from './classify.ts';

export interface DialChoices {
  /** Accept a certificate that cannot be checked; obeyed on loopback and private hosts only. */
  readonly insecure?: boolean;
}

/** `autoSelectFamily` is passed on to the socket; Node's own types of a request lack it. */
export interface DialOptions extends https.RequestOptions {
  readonly autoSelectFamily: true;
}

/** Protocol, host, port, path, credentials and TLS for `url`; method, headers and agent are the caller's. */
export function dialOptions(url: URL, { insecure = false }: DialChoices = {}): DialOptions {
  const hostname = plainHost(url.hostname);
  return {
    protocol: url.protocol,
    hostname,
    port: url.port === '' ? defaultPort(url) : Number(url.port),
    path: url.pathname + url.search,
    autoSelectFamily: true,
    ...(isLocalhostName(hostname) ? { lookup: lookupLocalhost } : {}),
    ...(hasUserinfo(url) ? { auth: userinfoOf(url) } : {}),
    ...(insecure && isPrivateHost(hostname) ? { rejectUnauthorized: false } : {}),
  };
}

/** `request` of the module for this URL, looked up at each call: an interceptor may have replaced it meanwhile. */
export function requestOver(url: URL): typeof http.request {
  return url.protocol === 'https:' ? https.request : http.request;
}

function defaultPort(url: URL): number {
  return url.protocol === 'https:' ? 443 : 80;
}

/** Both families: a development server may listen on one of them only, and which one differs by framework. */
const lookupLocalhost: LookupFunction = (_hostname, options, give) => {
  const both = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  const wanted = both.filter(({ family }) => isWanted(family, options.family));
  process.nextTick(() => {
    if (options.all === true) give(null, wanted);
    else give(null, wanted[0]?.address ?? '127.0.0.1', wanted[0]?.family ?? 4);
  });
};

function isWanted(family: number, asked: number | string | undefined): boolean {
  return asked === undefined || asked === 0 || asked === family || asked === `IPv${family}`;
}

function hasUserinfo(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}

function userinfoOf(url: URL): string {
  return `${decoded(url.username)}:${decoded(url.password)}`;
}

/** A lone `%` is legal in a URL's userinfo and then means itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Which shop: the simulated one, or a real one with its credentials.
 * The key goes only to `*.upgates.com` over TLS or to this machine; any other host must be vouched for on the command
 * line. Checked before anything else is done, and again by whoever sends it.
 */
import { mistake } from '../core/failure.ts';
import { isLoopbackHost } from '../dial/address.ts';
import type { Variables } from './environment.ts';
import type { Reader } from './given.ts';

export interface RealShop {
  readonly kind: 'real';
  /** Ends in `/api/v2`, no trailing slash. */
  readonly apiUrl: string;
  /** For people and records: host and port. */
  readonly host: string;
  readonly isLoopback: boolean;
  readonly login: string;
  readonly key: string;
  readonly allowHosts: readonly string[];
}

/** `because`: asked for, or no credentials are set (to be said plainly). */
export type ShopChoice = { readonly kind: 'simulated'; readonly because: 'asked' | 'no-credentials' } | RealShop;

const VARIABLES = ['UPGATES_API_URL', 'UPGATES_API_LOGIN', 'UPGATES_API_KEY'] as const;

/** `variables` are the environment over `.env`; an empty one counts as not set. Throws `Failure` (exit 2). */
export function readShop(reader: Reader, variables: Variables): ShopChoice {
  if (reader.choice('shop', ['simulated']) !== null) return { kind: 'simulated', because: 'asked' };
  const missing = VARIABLES.filter((name) => !variables[name]?.trim());
  if (missing.length === VARIABLES.length) return { kind: 'simulated', because: 'no-credentials' };
  if (missing.length > 0) throw partialCredentials(missing);
  const [url, login, key] = VARIABLES.map((name) => variables[name]?.trim() ?? '');
  const allowHosts = reader.list('allow-host');
  const address = readApiUrl(url ?? '', allowHosts);
  return { kind: 'real', ...address, login: login ?? '', key: key ?? '', allowHosts };
}

/** For commands that need a real shop; `command` is how the sentence begins. */
export function readRealShop(reader: Reader, variables: Variables, command: string): RealShop {
  const shop = readShop(reader, variables);
  if (shop.kind === 'real') return shop;
  const why = shop.because === 'asked' ? 'the simulated shop is asked for' : 'no credentials are set';
  throw mistake(
    'no-credentials',
    `${command} needs a real shop, but ${why}.`,
    `Set ${VARIABLES.join(', ')} in the environment or in .env.`,
  );
}

function partialCredentials(missing: readonly string[]): Error {
  return mistake(
    'credentials-partial',
    `The shop's credentials are incomplete: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`,
    'Set all three of URL, login and key for a real shop, none of them for the simulated one, or add --shop simulated.',
  );
}

/** Of a host, as DNS has it. */
const LONGEST_NAME = 253;

function readApiUrl(text: string, allowHosts: readonly string[]): Pick<RealShop, 'apiUrl' | 'host' | 'isLoopback'> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname.length > LONGEST_NAME) {
    throw wrongUrl('is no web address', 'It looks like https://shop.admin.s1.upgates.com/api/v2.');
  }
  if (url.username !== '' || url.password !== '') {
    throw wrongUrl('must not hold a login or a key', 'Put them into UPGATES_API_LOGIN and UPGATES_API_KEY.');
  }
  const path = url.pathname.replace(/\/+$/, '');
  if ((path !== '' && path !== '/api/v2') || url.search !== '' || url.hash !== '') {
    throw wrongUrl(
      'has more than a host in it',
      'Write it with or without /api/v2 at the end, and nothing after that.',
    );
  }
  const isLoopback = isLoopbackHost(url.hostname);
  if (!isLoopback) checkHost(url, allowHosts);
  return { apiUrl: `${url.origin}/api/v2`, host: url.host, isLoopback };
}

function checkHost(url: URL, allowHosts: readonly string[]): void {
  const isAllowed = allowHosts.some((host) => [url.hostname, url.host].includes(host.trim().toLowerCase()));
  if (!/^[^.].*\.upgates\.com$/.test(url.hostname) && !isAllowed) {
    throw mistake(
      'api-host',
      `The login and key are not sent to ${url.host}: it is no address of Upgates.`,
      `The address ends in .upgates.com. If ${url.host} is right, add --allow-host ${url.hostname}.`,
    );
  }
  if (url.protocol === 'https:') return;
  throw wrongUrl(
    'would carry the login and key unencrypted',
    'Write it with https://. Plain http is only for this machine.',
  );
}

function wrongUrl(what: string, hint: string): Error {
  return mistake('api-url', `UPGATES_API_URL ${what}.`, hint);
}

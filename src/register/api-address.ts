/**
 * Where the API is, and where credentials may go.
 * In: an address as a user or a moved shop gives it. Out: the base `https://<shop>.admin.<server>.upgates.com/api/v2`,
 * or why it is refused. Checked here again, whatever the settings checked before: this is the last door before the wire.
 */
import { isLoopbackHost } from '../dial/address.ts';

const VERSION_PATH = '/api/v2';

export type AddressReading =
  /** Without a trailing slash. */
  | { readonly kind: 'address'; readonly base: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly hint: string };

/** Reads `UPGATES_API_URL`, with or without `/api/v2`. `allowHosts` are the hosts the user vouched for. */
export function readApiAddress(text: string, allowHosts: readonly string[] = []): AddressReading {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null)
    return refused('The API address is no URL.', 'It looks like https://shop.admin.s1.upgates.com/api/v2.');
  if (url.username !== '' || url.password !== '') {
    return refused(
      'The API address must not contain a login or a key.',
      'Put them into UPGATES_API_LOGIN and UPGATES_API_KEY.',
    );
  }
  return mayReceiveCredentials(url, allowHosts) ? { kind: 'address', base: baseOf(url) } : refuseHost(url, allowHosts);
}

/**
 * Where a moved shop is now: `api_url` of the body first, then `Location` (the sources disagree on which is sent).
 * Null unless it is `*.upgates.com` over TLS, or loopback for a shop that was on loopback; a host that was only vouched
 * for may not send the credentials on to another of its kind.
 */
export function readMovedAddress(from: string, target: string): string | null {
  if (!URL.canParse(target, from)) return null;
  const url = new URL(target, from);
  const isToLoopback = isHttp(url) && isLoopbackHost(url.hostname) && isLoopbackHost(new URL(from).hostname);
  const isPlain = url.username === '' && url.password === '';
  return isPlain && (isUpgates(url) || isToLoopback) ? baseOf(url) : null;
}

/**
 * Names the shop whatever server it stands on: `<shop>.admin.s24.upgates.com` moves to another server and stays the
 * same shop. Other hosts stand for themselves, with their port.
 */
export function shopOf(base: string): string {
  const { hostname, host } = new URL(base);
  const match = /^([^.]+)\.admin\.[^.]+\.upgates\.com$/.exec(hostname);
  return match?.[1] === undefined ? host : `${match[1]}.admin.upgates.com`;
}

function mayReceiveCredentials(url: URL, allowHosts: readonly string[]): boolean {
  if (isUpgates(url)) return true;
  if (isHttp(url) && isLoopbackHost(url.hostname)) return true;
  return url.protocol === 'https:' && isAllowed(url, allowHosts);
}

function isUpgates(url: URL): boolean {
  return url.protocol === 'https:' && /^[^.].*\.upgates\.com$/.test(url.hostname);
}

function isHttp(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

function isAllowed(url: URL, allowHosts: readonly string[]): boolean {
  return allowHosts.some((host) => [url.hostname, url.host].includes(host.trim().toLowerCase()));
}

function baseOf(url: URL): string {
  const path = url.pathname.replace(/\/+$/, '');
  const end = path.indexOf(VERSION_PATH);
  return url.origin + (end === -1 ? path + VERSION_PATH : path.slice(0, end + VERSION_PATH.length));
}

function refuseHost(url: URL, allowHosts: readonly string[]): AddressReading {
  if (url.protocol === 'http:' && (url.hostname.endsWith('.upgates.com') || isAllowed(url, allowHosts))) {
    return refused(
      `The login and key would go to ${url.host} without encryption.`,
      'Write the API address with https://. Plain http is only for this machine.',
    );
  }
  return refused(
    `The login and key are not sent to ${url.host}: it is no address of Upgates.`,
    `The address ends in .upgates.com. If ${url.host} is right, add --allow-host ${url.hostname}.`,
  );
}

function refused(reason: string, hint: string): AddressReading {
  return { kind: 'refused', reason, hint };
}

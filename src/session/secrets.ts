/**
 * The session's own secrets, from the operating system's randomness: paths, names and credentials of 128 bits.
 */
import { randomBytes } from 'node:crypto';
import type { Endpoint } from '../receive/admission.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** 26 lower-case letters and digits: 130 bits, fit for a host name, a path and a password. */
export function newSecret(): string {
  return [...randomBytes(26)].map((byte) => BASE32[byte % 32]).join('');
}

export interface SessionSecrets {
  readonly tunnelName: string;
  readonly user: string;
  readonly password: string;
  /** What `Authorization` must be. */
  readonly authorization: string;
}

export function newSessionSecrets(): SessionSecrets {
  const [user, password] = ['upgates-dev', newSecret()];
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { tunnelName: newSecret(), user, password, authorization };
}

/** Each webhook has its own path: `/<128 random bits>/<Event.name>`. */
export function newEndpoint(event: string): Endpoint {
  return { path: `/${newSecret()}/${event}`, event };
}

/** The address registered at the shop: credentials, public origin, secret path. */
export function webhookUrl(publicUrl: string, endpoint: Endpoint, { user, password }: SessionSecrets): string {
  const url = new URL(endpoint.path, publicUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

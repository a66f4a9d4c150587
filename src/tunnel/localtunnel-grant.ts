/**
 * Asking a localtunnel server for a name: `GET {host}/{name}`.
 * In: the server and the name wanted. Out: what it granted, checked field by field, or a `Failure` that says why not.
 */
import { isIP } from 'node:net';
import { mistake, trouble, type Failure } from '../core/failure.ts';
import { maskSecrets } from '../core/masking.ts';
import { printable } from '../core/printable.ts';
import { isLocalhostName } from '../dial/address.ts';
import type { Limits } from '../dial/deadline.ts';
import { exchange, type Exchange, type FailedBy } from '../dial/exchange.ts';
import { aborted } from './aborted.ts';
import { fieldsIn } from './json-fields.ts';
import { isWebPage } from './web-page.ts';

export interface GrantRequest extends Limits {
  /** The tunnel server, such as `https://localtunnel.me`. */
  readonly host: URL;
  readonly name: string;
}

export interface Grant {
  readonly name: string;
  /** An origin without a trailing slash. */
  readonly publicUrl: string;
  readonly remoteHost: string;
  readonly remotePort: number;
  /** How many connections the server takes. */
  readonly connections: number;
}

type Answered = Extract<Exchange, { kind: 'answered' }>;

/** A grant has a few hundred bytes; a page for people may have more and is only looked at. */
const ANSWER_LIMIT = 100_000;

const PROVIDERS_HINT =
  'Try again, choose another server with --tunnel-host, or give your own address with --public-url.';

/** Throws `Failure`: `tunnel-unreachable`, `tunnel-refused` or `tunnel-aborted`. */
export async function askForName(request: GrantRequest): Promise<Grant> {
  const { host, name, deadline, signal } = request;
  const answer = await exchange({
    url: `${host.origin}${host.pathname.replace(/\/+$/, '')}/${name}`,
    method: 'GET',
    headers: { Accept: 'application/json', 'User-Agent': 'upgates-dev' },
    body: null,
    limit: ANSWER_LIMIT,
    deadline,
    signal,
  });
  if (answer.kind === 'failed') throw explainFailed(answer.by, host);
  const grant = answer.status === 200 ? readGrant(answer.body, host) : null;
  if (grant === null) throw explainAnswer(answer, host);
  return grant;
}

/** The names that localtunnel servers take, and give; throws a mistake (exit 2) for any other. */
export function requireName(name: string): void {
  if (/^(?:[a-z0-9]{4,63}|[a-z0-9][a-z0-9-]{4,61}[a-z0-9])$/.test(name)) return;
  const wanted = 'A localtunnel name has 4 to 63 lower-case letters and digits, with hyphens inside from 6 on';
  throw mistake('tunnel-name', `${wanted}, not ${JSON.stringify(name)}.`);
}

/** Null when the answer is no grant. A wrong port or host from outside must not become a connection elsewhere. */
function readGrant(body: Buffer, host: URL): Grant | null {
  const { id, port, url, ip, max_conn_count: most } = fieldsIn(body.toString('utf8'));
  if (typeof id !== 'string' || typeof url !== 'string' || !URL.canParse(url)) return null;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return null;
  const { protocol, origin } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  const connections = typeof most === 'number' && most >= 1 ? Math.floor(most) : 1;
  return { name: id, publicUrl: origin, remoteHost: remoteHost(ip, host), remotePort: port, connections };
}

/** The server may name another machine by its address; `*.localhost` is this one, without asking a resolver. */
function remoteHost(ip: unknown, host: URL): string {
  if (typeof ip === 'string' && isIP(ip) !== 0) return ip;
  return isLocalhostName(host.hostname) ? '127.0.0.1' : host.hostname.replaceAll(/[[\]]/g, '');
}

const FAILED: Readonly<Record<Exclude<FailedBy, 'aborted'>, string>> = {
  refused: 'refuses connections',
  dns: 'has a name that does not resolve',
  tls: 'has no certificate that can be trusted',
  reset: 'closed the connection without an answer',
  timeout: 'gave no answer in time',
  malformed: 'does not speak HTTP',
  'too-large': 'answered with something else than a tunnel',
};

function explainFailed(by: FailedBy, host: URL): Failure {
  if (by === 'aborted') return aborted();
  return unreachable(`The tunnel server ${host.host} ${FAILED[by]}.`);
}

export function unreachable(message: string): Failure {
  return trouble('tunnel-unreachable', message, { hint: PROVIDERS_HINT });
}

function explainAnswer(answer: Answered, host: URL): Failure {
  const said = `The tunnel server ${host.host} answered ${answer.status}`;
  return trouble('tunnel-refused', `${said}${describeAnswer(answer)}.`, { hint: PROVIDERS_HINT });
}

function describeAnswer({ status, headers, body }: Answered): string {
  if (status >= 300 && status < 400) return ` and points to ${quote(headers.location ?? 'nowhere')}`;
  if (isWebPage(headers))
    return ' with a web page: a password page, a portal of the network or no tunnel server at all';
  const message = messageIn(body);
  if (message !== null) return `: ${quote(message)}`;
  return status === 200 ? ' with something that is no tunnel' : ' and gave no tunnel';
}

function messageIn(body: Buffer): string | null {
  const { message } = fieldsIn(body.toString('utf8'));
  return typeof message === 'string' ? message : null;
}

/** A stranger's words, one short safe line of them. */
function quote(text: string): string {
  return printable(maskSecrets(text)).slice(0, 200);
}

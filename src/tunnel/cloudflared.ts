/**
 * A quick tunnel of Cloudflare by the `cloudflared` on the PATH: no account, another address at each start.
 * In: the environment. Out: a provider. It counts as open when cloudflared has an address and a registered connection; the
 * caller proves the way by a round trip of its own.
 */
import { devNull } from 'node:os';
import { MINUTE, SECOND, type Millis } from '../core/instant.ts';
import { aboutFailures, type AgentKind, type Variables } from './agent-kind.ts';
import { openAgent } from './agent.ts';
import { readCloudflaredLine } from './cloudflared-log.ts';
import { CLOUDFLARED_NOT_INSTALLED, CLOUDFLARED_TROUBLES } from './cloudflared-troubles.ts';
import type { TunnelFacts, TunnelProvider } from './tunnel.ts';

export const CLOUDFLARED: TunnelFacts = {
  name: 'cloudflared',
  care: 'reopen',
  // Documented for quick tunnels; one more is answered 429 at the edge.
  connections: 200,
  // Read in its source: whatever goes wrong before the headers is a 502 (connection/http2.go, WriteErrorResponse). What the
  // edge makes of a body that ends early is not written anywhere.
  seenByShop: { reset: { status: 502 }, empty: { status: 502 }, truncate: 'unknown', garbage: { status: 502 } },
  // Its own request for an address may take 15 s, its connection 5 s more.
  openDeadline: 30 * SECOND,
  // "It may take some time to be reachable": the name must become known to the resolvers.
  freshFor: 30 * SECOND,
  canAskAgain: false,
  healsWithin: 20 * SECOND,
  // Each opening asks for a new quick tunnel, and those are rationed.
  backOff: { first: SECOND, longest: 30 * SECOND, patience: 30, old: MINUTE },
  about: {
    when: 'The localtunnel server is down, slow, or behind a firewall; many calls at once. No account.',
    needs:
      'The program `cloudflared` on the PATH. QUIC (UDP 7844) out, or `TUNNEL_TRANSPORT_PROTOCOL=http2` (TCP 7844).',
    address:
      'Another one at each start. Lost connections come back under the same one within seconds; after that a new tunnel is opened and the webhooks are moved, one API call each.',
    seenFrom: { reset: 'documented', empty: 'documented', truncate: 'not known', garbage: 'documented' },
    failures: aboutFailures([CLOUDFLARED_NOT_INSTALLED, ...CLOUDFLARED_TROUBLES]),
  },
};

/** `--config`: an empty one, since rules in a config.yml of this machine would answer our calls with 404. */
const ARGS = ['--config', devNull, '--no-autoupdate', '--metrics', '127.0.0.1:0', '--loglevel', 'info'];

/** How the machine reaches the edge is its own affair; anything else of these would make it another tunnel. */
const KEPT = new Set([
  'TUNNEL_TRANSPORT_PROTOCOL',
  'TUNNEL_EDGE_IP_VERSION',
  'TUNNEL_EDGE_BIND_ADDRESS',
  'TUNNEL_REGION',
  'TUNNEL_DNS_RESOLVER_ADDRS',
]);

const KIND: AgentKind = {
  program: 'cloudflared',
  // Calls in flight have been finished by now; its own default would be half a minute.
  args: (port) => ['tunnel', ...ARGS, '--grace-period', '500ms', '--url', `http://127.0.0.1:${port}`],
  env: (env) => withoutOthers(env),
  secrets: () => [],
  read: readCloudflaredLine,
  notInstalled: CLOUDFLARED_NOT_INSTALLED,
};

function withoutOthers(env: Variables): Variables {
  const isFine = (name: string): boolean => !/^(?:UPGATES|NGROK|TUNNEL)_/.test(name) || KEPT.has(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => isFine(name)));
}

export interface CloudflaredOptions {
  readonly env: Variables;
  readonly openDeadline?: Millis;
  readonly closeDeadline?: Millis;
}

export function createCloudflared({
  env,
  openDeadline = CLOUDFLARED.openDeadline,
  closeDeadline,
}: CloudflaredOptions): TunnelProvider {
  const limits = closeDeadline === undefined ? { openDeadline } : { openDeadline, closeDeadline };
  return {
    ...CLOUDFLARED,
    isPlainLink: false,
    openDeadline,
    open: (request) => openAgent(KIND, { ...request, ...limits, env }),
  };
}

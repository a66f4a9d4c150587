/**
 * How cloudflared's quick tunnels are known to fail, and what helps. In the order of recognition: the more special first.
 * Signs are from its source (cmd/cloudflared/tunnel, supervisor, edgediscovery) and from its issues 555, 617, 972, 1085,
 * 1428, 1503.
 */
import type { KnownTrouble } from './agent-kind.ts';

const OTHERWISE = 'or take another tunnel (--tunnel localtunnel, --tunnel ngrok, --public-url).';

export const CLOUDFLARED_NOT_INSTALLED: KnownTrouble = {
  code: 'tunnel-not-installed',
  says: null,
  isFinal: true,
  means: 'cloudflared is not installed: there is no program of that name on the PATH.',
  todo: 'Install it (brew install cloudflared, winget install Cloudflare.cloudflared, or a package of Cloudflare), or use --tunnel localtunnel.',
  sign: '`cloudflared is not installed`',
};

export const CLOUDFLARED_TROUBLES: readonly KnownTrouble[] = [
  {
    code: 'tunnel-rate-limited',
    says: /\b429 Too Many Requests\b|provisioning failed with status 429\b|QuickTunnel response: error code: 1015\b/,
    isFinal: true,
    means:
      'Cloudflare gives this network no more quick tunnels for now (429, error 1015): each start asks for a new one.',
    todo: `Wait some minutes before the next start, ${OTHERWISE}`,
    sign: '429, `error code: 1015`, `failed to unmarshal quick Tunnel` (cloudflared issue 972)',
  },
  {
    code: 'tunnel-unreachable',
    says: /failed to (?:request quick Tunnel|read quick-tunnel response)/,
    isFinal: true,
    means: 'cloudflared cannot reach api.trycloudflare.com to ask for a quick tunnel.',
    todo: `Look at the network, its DNS and its proxy; try again, ${OTHERWISE}`,
    sign: '`failed to request quick Tunnel`',
  },
  {
    code: 'tunnel-refused',
    says: /failed to (?:unmarshal quick Tunnel|parse quick Tunnel ID)|quick tunnel provisioning failed|Error unmarshaling QuickTunnel/,
    isFinal: true,
    means: "Cloudflare's service for quick tunnels gave no tunnel. It has no guarantee and is down at times.",
    todo: `Try again in a minute, ${OTHERWISE}`,
    sign: '`quick tunnel provisioning failed`, `failed to parse quick Tunnel ID`',
  },
  {
    code: 'tunnel-udp-blocked',
    says: /failed to dial to edge with quic|failed to dial to edge: timeout|egress UDP to port 7844/,
    isFinal: false,
    means: 'cloudflared has an address but no connection: this network seems to block QUIC (UDP, port 7844).',
    todo: 'Set TUNNEL_TRANSPORT_PROTOCOL=http2 in the environment, which uses TCP, and start again.',
    sign: '`failed to dial to edge with quic: timeout: no recent network activity`',
  },
  {
    code: 'tunnel-edge-blocked',
    says: /Unable to establish connection with Cloudflare edge|TLS handshake with edge error|DialContext error: dial tcp/,
    isFinal: false,
    means: "cloudflared has an address but no connection: Cloudflare's edge does not answer on TCP port 7844.",
    todo: `Let port 7844 out of this network, ${OTHERWISE}`,
    sign: '`Unable to establish connection with Cloudflare edge`',
  },
  {
    code: 'tunnel-edge-unknown',
    says: /error looking up Cloudflare edge IPs|Failed to fetch (?:edge|SRV)|edge discovery: .*lookup|Could not lookup srv records/,
    isFinal: false,
    means: "cloudflared cannot find Cloudflare's edge: the DNS of this network does not answer its question.",
    todo: `Try another DNS server, ${OTHERWISE}`,
    sign: '`error looking up Cloudflare edge IPs`',
  },
  {
    code: 'tunnel-gone',
    says: /Unauthorized: (?:Tunnel not found|Failed to get tunnel|Invalid tunnel secret)/,
    isFinal: true,
    means: 'Cloudflare no longer knows this quick tunnel.',
    todo: 'Start again: a new one is asked for.',
    sign: '`Unauthorized: Tunnel not found`',
  },
  {
    code: 'tunnel-configured',
    says: /Use `cloudflared tunnel run` to start tunnel|error parsing YAML in config file|hostname and url shouldn't match/,
    isFinal: true,
    means: 'A configuration of cloudflared on this machine makes it start another tunnel than ours.',
    todo: 'Move config.yml away from ~/.cloudflared and /etc/cloudflared, or unset the TUNNEL_ variables.',
    sign: '``Use `cloudflared tunnel run` to start tunnel``',
  },
  {
    code: 'tunnel-too-old',
    says: /flag provided but not defined|Incorrect Usage|No help topic for/,
    isFinal: true,
    means: 'This cloudflared does not know an option that it is started with: it is too old.',
    todo: `Update it (cloudflared update, or by your package manager), ${OTHERWISE}`,
    sign: '`flag provided but not defined`',
  },
];

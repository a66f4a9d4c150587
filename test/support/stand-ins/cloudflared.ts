/**
 * A stand-in for `cloudflared tunnel --url …`: it says what the real one says (its lines are recorded in
 * docs/discoveries.md), and leads calls of an address on loopback to the given port. SIGUSR1 loses its connection to the
 * edge, SIGUSR2 has it back.
 */
import { randomBytes } from 'node:crypto';
import { openEdge, type EdgeWords } from './edge.ts';
import { behaviour, MISDEEDS, openStage, stay, type Output } from './stage.ts';

const output = process.stderr as Output;
const stage = openStage(output);

const WORDS: EdgeWords = {
  domain: 'trycloudflare',
  broken: { status: 502, headers: { server: 'cloudflare' }, body: 'error code: 502' },
  nobody: { status: 530, headers: { server: 'cloudflare' }, body: 'error code: 1033' },
  most: 200,
};

type Fields = Readonly<Record<string, string | number>>;

function log(level: 'INF' | 'WRN' | 'ERR', message: string, fields: Fields = {}): void {
  const time = '2026-11-28T10:00:00Z';
  const names = { INF: 'info', WRN: 'warn', ERR: 'error' };
  if (stage.behaviour.format === 'json') {
    return stage.say(JSON.stringify({ ...fields, level: names[level], message, time }));
  }
  const told = Object.entries(fields).map(
    ([name, value]) => ` ${name}=${/\s/.test(String(value)) ? JSON.stringify(value) : value}`,
  );
  stage.say(`${time} ${level} ${message}${told.join('')}`);
}

const CONNECTION = { connIndex: 0, event: 0, ip: '198.41.192.57' };

function registered(): void {
  const connection = '3e03e537-9665-4a27-a48d-2a95eca6f6bc';
  log('INF', 'Registered tunnel connection', { connection, ...CONNECTION, location: 'fra03', protocol: 'quic' });
}

/** Before it has an address: what it says, then the line without time and level with which it ends. */
const REFUSALS: Readonly<Record<string, () => string>> = {
  'rate-limited': () => {
    const error = "invalid character 'e' looking for beginning of value";
    log('ERR', 'Error unmarshaling QuickTunnel response: error code: 1015', {
      error,
      status_code: '429 Too Many Requests',
    });
    return `failed to unmarshal quick Tunnel: ${error}`;
  },
  'rate-limited-new': () => 'quick tunnel provisioning failed with status 429',
  'no-dns': () =>
    'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com on 127.0.0.53:53: no such host',
  'no-tunnel': () => 'failed to parse quick Tunnel ID: invalid UUID length: 0',
  broken: () => 'quick tunnel provisioning failed with status 500: [1101] worker threw exception',
  configured: () => 'Use `cloudflared tunnel run` to start tunnel 6ff42ae2-765d-4adf-8112-31c55c1551ef',
  'too-old': () => 'Incorrect Usage: flag provided but not defined: -grace-period',
};

/** With an address: what keeps it from being connected. */
const NO_CONNECTION: Readonly<Record<string, () => void>> = {
  'udp-blocked': () => {
    const error = 'failed to dial to edge with quic: timeout: no recent network activity';
    log('ERR', 'Failed to dial a quic connection', { error, ...CONNECTION });
    log('INF', 'Retrying connection in up to 2s', CONNECTION);
  },
  'edge-blocked': () => {
    const error = 'TLS handshake with edge error: read tcp 172.30.33.5:37452->198.41.200.193:7844: i/o timeout';
    log('ERR', 'Unable to establish connection with Cloudflare edge', { error, ...CONNECTION });
  },
};

async function main(): Promise<void> {
  const { mode = 'ok' } = stage.behaviour;
  const misdeed = MISDEEDS[mode];
  if (misdeed !== undefined) {
    misdeed(stage, output);
    return stay(stage, () => stage.end(0));
  }
  log(
    'INF',
    'Thank you for trying Cloudflare Tunnel. Doing so, without a Cloudflare account, is a quick way to experiment and try it out. However, be aware that these account-less Tunnels have no uptime guarantee, are subject to the Cloudflare Online Services Terms of Use (https://www.cloudflare.com/website-terms/), and Cloudflare reserves the right to investigate your use of Tunnels for violations of such terms.',
  );
  log('INF', 'Requesting new quick Tunnel on trycloudflare.com...');
  const refusal = REFUSALS[mode];
  if (refusal !== undefined) {
    stage.say(refusal());
    return stage.end(1);
  }
  await serve(mode);
}

async function serve(mode: string): Promise<void> {
  const target = process.argv[process.argv.indexOf('--url') + 1] ?? '';
  const edge = await openEdge(target, `four-random-words-${randomBytes(3).toString('hex')}`, WORDS);
  box(['Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):', edge.publicUrl]);
  log(
    'INF',
    'Cannot determine default configuration path. No file [config.yml config.yaml] in [~/.cloudflared ~/.cloudflare-warp ~/cloudflare-warp /etc/cloudflared /usr/local/etc/cloudflared]',
  );
  log('INF', 'Version 2025.11.1 (Checksum 991dffd8889ee9f0147b6b48933da9e4407e68ea8c6d984f55fa2d3db4bb431d)');
  log('INF', `Settings: map[ha-connections:1 no-autoupdate:true protocol:quic url:${target}]`);
  log('INF', 'Initial protocol quic');
  log('INF', 'Starting metrics server on 127.0.0.1:20241/metrics');
  stay(stage, () => {
    log('INF', 'Initiating graceful shutdown due to signal terminated ...');
    log('INF', 'Unregistered tunnel connection', CONNECTION);
    stage.end(0);
  });
  const missing = NO_CONNECTION[mode];
  if (missing !== undefined) return missing();
  process.on('SIGUSR1', () => {
    edge.isConnected = false;
    log('INF', 'Lost connection with the edge', { connIndex: 0 });
    log('WRN', 'Serve tunnel error', { error: 'connection with edge closed', ...CONNECTION });
    log('INF', 'Retrying connection in up to 1s', CONNECTION);
    log('WRN', 'Connection terminated', { error: 'connection with edge closed', connIndex: 0 });
  });
  process.on('SIGUSR2', () => {
    if (behaviour().mode === 'gone') {
      return log('ERR', 'Register tunnel error from server side', {
        error: 'Unauthorized: Tunnel not found',
        ...CONNECTION,
      });
    }
    edge.isConnected = true;
    registered();
  });
  registered();
}

function box(lines: readonly string[]): void {
  const width = Math.max(...lines.map((line) => line.length));
  const border = `+${'-'.repeat(width + 4)}+`;
  for (const line of [border, ...lines.map((text) => `|  ${text.padEnd(width)}  |`), border]) log('INF', line);
}

void main();

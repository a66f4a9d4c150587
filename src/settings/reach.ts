/**
 * How the shop reaches this machine: `--tunnel`, `--public-url`, `--tunnel-host`.
 */
import { mistake } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import { wrongValue, type Reader } from './given.ts';
import type { ShopChoice } from './shop.ts';

export type Reach =
  /** `host` null: the public server. */
  | { readonly kind: 'localtunnel'; readonly host: string | null }
  /** By a program of theirs on this machine. */
  | { readonly kind: 'cloudflared' | 'ngrok' }
  | { readonly kind: 'none' }
  /** An origin without a trailing slash. */
  | { readonly kind: 'public-url'; readonly url: string };

const PROVIDERS = ['localtunnel', 'cloudflared', 'ngrok', 'none'] as const;

/** Throws `Failure` (exit 2) for combinations that cannot work. */
export function readReach(reader: Reader, shop: ShopChoice): Reach {
  const provider = reader.choice('tunnel', PROVIDERS);
  const publicUrl = readOrigin(reader, 'public-url');
  if (publicUrl !== null && provider !== null && provider !== 'none') {
    throw mistake(
      'tunnel-conflict',
      `--public-url is an address of your own, so --tunnel ${provider} cannot go with it.`,
    );
  }
  const reach =
    publicUrl === null ? readProvider(reader, provider, shop) : { kind: 'public-url' as const, url: publicUrl };
  checkTunnelHost(reader, reach);
  return reach;
}

function readProvider(reader: Reader, provider: (typeof PROVIDERS)[number] | null, shop: ShopChoice): Reach {
  const chosen = provider ?? (shop.kind === 'real' ? 'localtunnel' : 'none');
  if (chosen === 'localtunnel') return { kind: 'localtunnel', host: readOrigin(reader, 'tunnel-host') };
  if (chosen !== 'none') return { kind: chosen };
  if (shop.kind === 'simulated' || shop.isLoopback) return { kind: 'none' };
  throw mistake(
    'no-way-in',
    `Without a tunnel the shop ${printable(shop.host)} cannot reach this machine.`,
    'Leave --tunnel out, or give the address that leads here with --public-url.',
  );
}

/** Said only on the command line: in a configuration it may wait for the runs that have a tunnel. */
function checkTunnelHost(reader: Reader, reach: Reach): void {
  if (reader.given('tunnel-host')?.rank !== 0 || reach.kind === 'localtunnel') return;
  throw mistake('tunnel-conflict', '--tunnel-host has no use without --tunnel localtunnel.');
}

function readOrigin(reader: Reader, name: 'public-url' | 'tunnel-host'): string | null {
  const text = reader.text(name);
  const given = reader.given(name);
  if (text === null || given === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && isOrigin(url)) return url.origin;
  const shown = url === null || url.password === '' ? text : '…';
  throw wrongValue(given, shown, 'an http or https address with nothing after the host, such as https://example.com');
}

function isOrigin(url: URL): boolean {
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username + url.password === '';
  return ['http:', 'https:'].includes(url.protocol) && isBare;
}

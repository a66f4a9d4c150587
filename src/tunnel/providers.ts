/**
 * The list of all ways to be reachable. In: the checked settings. Out: the provider they name.
 */
import { mistake } from '../core/failure.ts';
import type { Variables } from './agent-kind.ts';
import { CLOUDFLARED, createCloudflared } from './cloudflared.ts';
import { LOCALTUNNEL } from './localtunnel-facts.ts';
import { createLocaltunnel } from './localtunnel.ts';
import { NGROK } from './ngrok-facts.ts';
import { createNgrok } from './ngrok.ts';
import { createNoTunnel, NO_TUNNEL } from './no-tunnel.ts';
import { createPublicUrl, PUBLIC_URL } from './public-url.ts';
import type { TunnelFacts, TunnelName, TunnelProvider } from './tunnel.ts';
import type { WatchPace } from './watch-pace.ts';

export interface ProviderChoice {
  readonly name: TunnelName;
  /** The localtunnel server. */
  readonly tunnelHost: string;
  /** What `--public-url` gave; null without it. */
  readonly publicUrl: string | null;
  /** Where programs of others are looked for, and what they may know. */
  readonly env?: Variables;
  /** How closely the address is watched: for tests, the usual pace is right for everyone else. */
  readonly watch?: Partial<WatchPace>;
}

type Create = (choice: ProviderChoice) => TunnelProvider;

const PROVIDERS: Readonly<Record<TunnelName, Create>> = {
  localtunnel: ({ tunnelHost }) => createLocaltunnel({ host: tunnelHost }),
  cloudflared: ({ env = {} }) => createCloudflared({ env }),
  ngrok: ({ env = {} }) => createNgrok({ env }),
  none: () => createNoTunnel(),
  'public-url': ({ publicUrl }) => createPublicUrl(requirePublicUrl(publicUrl)),
};

/** What is known of all of them, in the order in which people are told. */
export const ALL_TUNNELS: readonly TunnelFacts[] = [LOCALTUNNEL, CLOUDFLARED, NGROK, PUBLIC_URL, NO_TUNNEL];

/** Throws a mistake (exit 2) when the choice lacks what its provider needs. */
export function createProvider(choice: ProviderChoice): TunnelProvider {
  return PROVIDERS[choice.name](choice);
}

function requirePublicUrl(publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  throw mistake('public-url-missing', 'This way of being reached needs --public-url URL.');
}

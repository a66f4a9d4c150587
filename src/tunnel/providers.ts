/**
 * The list of all ways to be reachable. In: the checked settings. Out: the provider they name.
 */
import { mistake } from '../core/failure.ts';
import { createLocaltunnel } from './localtunnel.ts';
import { createNoTunnel } from './no-tunnel.ts';
import { createPublicUrl } from './public-url.ts';
import type { TunnelName, TunnelProvider } from './tunnel.ts';
import type { WatchPace } from './watch-pace.ts';

export interface ProviderChoice {
  readonly name: TunnelName;
  /** The localtunnel server. */
  readonly tunnelHost: string;
  /** What `--public-url` gave; null without it. */
  readonly publicUrl: string | null;
  /** How closely the address is watched: for tests, the usual pace is right for everyone else. */
  readonly watch?: Partial<WatchPace>;
}

type Create = (choice: ProviderChoice) => TunnelProvider;

const PROVIDERS: Readonly<Record<TunnelName, Create>> = {
  localtunnel: ({ tunnelHost }) => createLocaltunnel({ host: tunnelHost }),
  none: () => createNoTunnel(),
  'public-url': ({ publicUrl }) => createPublicUrl(requirePublicUrl(publicUrl)),
};

/** Throws a mistake (exit 2) when the choice lacks what its provider needs. */
export function createProvider(choice: ProviderChoice): TunnelProvider {
  return PROVIDERS[choice.name](choice);
}

function requirePublicUrl(publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  throw mistake('public-url-missing', 'This way of being reached needs --public-url URL.');
}

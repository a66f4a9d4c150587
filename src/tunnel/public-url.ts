/**
 * `--public-url`: an address that the user leads to our port, by a reverse proxy or a tunnel of their own.
 * How that proxy passes on a broken answer is not known, so verdicts about such answers are not sure.
 */
import { SECOND } from '../core/instant.ts';
import { fixedAddress } from './fixed-address.ts';
import type { TunnelProvider } from './tunnel.ts';

export function createPublicUrl(publicUrl: string): TunnelProvider {
  return {
    name: 'public-url',
    care: 'watch',
    connections: null,
    isPlainLink: false,
    seenByShop: { reset: 'unknown', empty: 'unknown', truncate: 'unknown', garbage: 'unknown' },
    openDeadline: SECOND,
    open: () => Promise.resolve(fixedAddress(publicUrl.replace(/\/+$/, ''))),
  };
}

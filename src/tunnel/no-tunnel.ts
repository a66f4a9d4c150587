/**
 * No tunnel: the public address is our own loopback port. For the simulated shop, or a real one on this machine.
 */
import { SECOND } from '../core/instant.ts';
import { SEEN_AS_SENT } from '../core/outcome.ts';
import { fixedAddress } from './fixed-address.ts';
import type { TunnelProvider } from './tunnel.ts';

export function createNoTunnel(): TunnelProvider {
  return {
    name: 'none',
    care: 'none',
    connections: null,
    isPlainLink: false,
    seenByShop: SEEN_AS_SENT,
    openDeadline: SECOND,
    open: ({ port }) => Promise.resolve(fixedAddress(`http://127.0.0.1:${port}`)),
  };
}

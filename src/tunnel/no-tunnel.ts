/**
 * No tunnel: the public address is our own loopback port. For the simulated shop, or a real one on this machine.
 */
import { SECOND } from '../core/instant.ts';
import { SEEN_AS_SENT } from '../core/outcome.ts';
import { fixedAddress } from './fixed-address.ts';
import type { TunnelFacts, TunnelProvider } from './tunnel.ts';

export const NO_TUNNEL: TunnelFacts = {
  name: 'none',
  care: 'none',
  connections: null,
  seenByShop: SEEN_AS_SENT,
  openDeadline: SECOND,
  freshFor: 0,
  canAskAgain: true,
  healsWithin: 0,
  backOff: null,
  about: {
    when: 'The simulated shop, or any shop on this machine.',
    needs: 'Nothing.',
    address: 'Our own port on 127.0.0.1.',
    seenFrom: {
      reset: 'nothing in between',
      empty: 'nothing in between',
      truncate: 'nothing in between',
      garbage: 'nothing in between',
    },
    failures: [
      {
        sign: 'A real shop with `--tunnel none`',
        means: 'It cannot reach this machine.',
        todo: 'Leave `--tunnel` out.',
      },
    ],
  },
};

export function createNoTunnel(): TunnelProvider {
  return {
    ...NO_TUNNEL,
    isPlainLink: false,
    open: ({ port }) => Promise.resolve(fixedAddress(`http://127.0.0.1:${port}`)),
  };
}

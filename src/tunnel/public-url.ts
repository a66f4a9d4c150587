/**
 * `--public-url`: an address that the user leads to our port, by a reverse proxy or a tunnel of their own.
 * How that proxy passes on a broken answer is not known, so verdicts about such answers are not sure.
 */
import { SECOND } from '../core/instant.ts';
import { fixedAddress } from './fixed-address.ts';
import type { TunnelFacts, TunnelProvider } from './tunnel.ts';

export const PUBLIC_URL: TunnelFacts = {
  name: 'public-url',
  care: 'watch',
  connections: null,
  seenByShop: { reset: 'unknown', empty: 'unknown', truncate: 'unknown', garbage: 'unknown' },
  openDeadline: SECOND,
  freshFor: 0,
  canAskAgain: true,
  healsWithin: 0,
  backOff: null,
  about: {
    when: 'You have a server, a reverse proxy or a named tunnel of your own. The fastest and the steadiest way.',
    needs: '`--port N`, and something that leads the address to that port on 127.0.0.1.',
    address: 'Stays: it is yours, and is only watched.',
    seenFrom: { reset: 'not known', empty: 'not known', truncate: 'not known', garbage: 'not known' },
    failures: [
      {
        sign: '`does not lead back here`',
        means: 'The address leads to another program, or nowhere.',
        todo: 'Lead it to `--port` on 127.0.0.1.',
      },
    ],
  },
};

export function createPublicUrl(publicUrl: string): TunnelProvider {
  return {
    ...PUBLIC_URL,
    isPlainLink: false,
    open: () => Promise.resolve(fixedAddress(publicUrl.replace(/\/+$/, ''))),
  };
}

/** What is known of localtunnel before anything is opened. */
import { SECOND } from '../core/instant.ts';
import type { TunnelFacts } from './tunnel.ts';

/** Servers of this protocol take ten connections a tunnel, whatever they are told. */
export const MOST_CONNECTIONS: number = 10;

export const LOCALTUNNEL: TunnelFacts = {
  name: 'localtunnel',
  care: 'reopen',
  connections: MOST_CONNECTIONS,
  // Measured with the reference server: it never answers for a connection that broke before the answer's headers.
  seenByShop: { reset: 'hang', empty: 'hang', truncate: 'same', garbage: 'hang' },
  openDeadline: 10 * SECOND,
  freshFor: 0,
  canAskAgain: true,
  healsWithin: 0,
  backOff: null,
  about: {
    when: 'To begin with: no account, nothing to install. The public server is slow or down at times; `--tunnel-host` names one of your own.',
    needs: 'A way out to the server over TCP, on a port that it chooses. That link is not encrypted.',
    address: 'Stays: its name is ours and is asked for again. Webhooks move only if somebody else has it.',
    seenFrom: { reset: 'measured', empty: 'measured', truncate: 'measured', garbage: 'measured' },
    failures: [
      {
        sign: '`refuses connections`, `gave no answer in time`, 500',
        means: 'The server is down or overloaded.',
        todo: 'Try again, or take another tunnel.',
      },
      {
        sign: '`answered 401 with a web page`',
        means: 'A password page of the service, or the log-in page of a network.',
        todo: 'Take another tunnel: Upgates would get that page too.',
      },
      {
        sign: '`gave an address, but its port takes no connection`',
        means: 'A firewall lets only usual ports out.',
        todo: 'Take cloudflared or ngrok, which use one port.',
      },
      {
        sign: 'Another name than the one asked for',
        means: 'The server still holds the name, or gives its own.',
        todo: 'Nothing: it is asked for again, then the webhooks are moved.',
      },
    ],
  },
};

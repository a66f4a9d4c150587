/** What is known of ngrok before anything is opened. */
import { MINUTE, SECOND } from '../core/instant.ts';
import { aboutFailures } from './agent-kind.ts';
import { NGROK_NOT_INSTALLED, NGROK_TROUBLES, NGROK_UNREACHABLE } from './ngrok-troubles.ts';
import type { TunnelFacts } from './tunnel.ts';

export const NGROK: TunnelFacts = {
  name: 'ngrok',
  care: 'reopen',
  connections: null,
  // Documented as ERR_NGROK_3004, "the server returned an invalid or incomplete HTTP response", a gateway error (502). What
  // becomes of a body that ends after its headers have gone on is not written anywhere.
  seenByShop: { reset: { status: 502 }, empty: { status: 502 }, truncate: 'unknown', garbage: { status: 502 } },
  openDeadline: 20 * SECOND,
  freshFor: 5 * SECOND,
  canAskAgain: false,
  healsWithin: 20 * SECOND,
  backOff: { first: SECOND, longest: 15 * SECOND, patience: 60, old: MINUTE },
  about: {
    when: 'You have an account of ngrok, and want an address that stays: a free account has one domain of its own.',
    needs:
      'An account, its authtoken in `NGROK_AUTHTOKEN` or in the configuration of the agent, and the agent `ngrok` on the PATH or the package `@ngrok/ngrok` installed beside `upgates-dev`. TLS to port 443 out.',
    address: 'Usually the same again: the domain of the account. If another one is given, the webhooks are moved.',
    seenFrom: { reset: 'documented', empty: 'documented', truncate: 'not known', garbage: 'documented' },
    failures: [
      ...aboutFailures([NGROK_NOT_INSTALLED, ...NGROK_TROUBLES, NGROK_UNREACHABLE]),
      {
        sign: 'ERR_NGROK_6024, a warning page',
        means: 'Free accounts show it to browsers first. Our round trips and calls of programs do not get it.',
        todo: 'Nothing. If the shop should get it, calls would stay away: then take another tunnel.',
      },
      {
        sign: 'ERR_NGROK_3200, ERR_NGROK_8012 on the public address',
        means: 'No agent is behind the address (any more), or it does not reach our port.',
        todo: 'Nothing: it is noticed by a round trip, and the tunnel is opened again.',
      },
    ],
  },
};

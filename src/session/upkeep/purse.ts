/**
 * API calls that a person asks for, one by one. In: a call to be made. Out: what comes of it, or a refusal before it is
 * made: the last call of an hour is kept for removing our own webhooks at the end. A simulated shop's calls are free.
 */
import { trouble } from '../../core/failure.ts';
import type { Instant } from '../../core/instant.ts';
import { describeInstant, nextHour } from '../../register/calls-left.ts';
import type { Shop } from '../shop.ts';

export interface Purse {
  /** Throws `Failure` (exit 3, `api-calls-short`) where nothing is left for it, else what the call throws. */
  spend<T>(call: () => Promise<T>): Promise<T>;
}

export interface PurseOptions {
  readonly shop: Pick<Shop, 'isSimulated'> & { readonly client: Pick<Shop['client'], 'callsLeft'> };
  readonly now: () => Instant;
}

const KEPT = 1;

export function createPurse({ shop, now }: PurseOptions): Purse {
  // The shop tells what is left with its answer only: until then what is under way counts as spent.
  let underWay = 0;
  return {
    async spend(call) {
      const { total } = shop.client.callsLeft();
      if (!shop.isSimulated && total !== null && total - underWay <= KEPT) throw tooFew(total - underWay, now());
      underWay += 1;
      try {
        return await call();
      } finally {
        underWay -= 1;
      }
    },
  };
}

function tooFew(left: number, now: Instant): Error {
  const what = left <= 0 ? 'No API call is left' : 'The last API call is kept for removing our webhooks at the end';
  return trouble('api-calls-short', `${what}.`, {
    hint: `The hourly quota is full again at ${describeInstant(nextHour(now))}.`,
  });
}

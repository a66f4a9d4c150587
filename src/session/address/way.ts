/**
 * The way from the shop to us, as the listener must know it for each call: how long it is, how many it carries.
 * Before the address is open nobody can come, so an empty way is short and wide.
 */
import { budgetFor, isBudgetTooSmall } from '../../core/budget.ts';
import { SECOND, type Instant, type Millis } from '../../core/instant.ts';
import { SEEN_AS_SENT, type BreaksSeen } from '../../core/outcome.ts';
import type { Rules } from '../../core/rules.ts';
import { USUAL_PACE } from '../../tunnel/watch-pace.ts';
import type { PublicAddress } from './address.ts';

export interface Way {
  use(address: PublicAddress): void;
  address(): PublicAddress | null;
  tunnelMs(): Millis;
  /** The slowest of the round trips that count for the budget. */
  slowestMs(): Millis;
  /** Time for the handler, from the first byte of the request. */
  budget(rules: Rules): Millis;
  isTooLong(rules: Rules): boolean;
  connections(): number | null;
  /** What the shop sees of a broken answer of ours. */
  breaksSeen(): BreaksSeen;
  /**
   * A call that came now may have waited on the way for long: the tunnel or this machine stood still, and the shop may
   * have given it up. It is certain of none, so a verdict about it is not sure.
   */
  isDoubtful(now: Instant): boolean;
}

/** A round trip is made every five seconds while all is well; one more for a busy machine. */
const PROOF_LASTS: Millis = USUAL_PACE.interval + SECOND;

export function createWay(): Way {
  let address: PublicAddress | null = null;
  const budget = (rules: Rules): Millis => budgetFor(rules, address?.probes() ?? []);
  return {
    use: (next) => {
      address = next;
    },
    address: () => address,
    tunnelMs: () => address?.tunnelMs() ?? 0,
    slowestMs: () => Math.max(0, ...(address?.probes() ?? [])),
    budget,
    isTooLong: (rules) => isBudgetTooSmall(budget(rules)),
    connections: () => address?.provider.connections ?? null,
    breaksSeen: () => address?.provider.seenByShop ?? SEEN_AS_SENT,
    isDoubtful: (now) => address !== null && address.provider.care !== 'none' && now - address.provedAt() > PROOF_LASTS,
  };
}

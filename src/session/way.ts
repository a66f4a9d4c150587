/**
 * The way from the shop to us, as the listener must know it for each call: how long it is, how many it carries.
 * Before the address is open nobody can come, so an empty way is short and wide.
 */
import { budgetFor, isBudgetTooSmall } from '../core/budget.ts';
import type { Millis } from '../core/instant.ts';
import type { Rules } from '../core/rules.ts';
import type { PublicAddress } from './address.ts';

export interface Way {
  use(address: PublicAddress): void;
  address(): PublicAddress | null;
  tunnelMs(): Millis;
  /** Time for the handler, from the first byte of the request. */
  budget(rules: Rules): Millis;
  isTooLong(rules: Rules): boolean;
  connections(): number | null;
}

export function createWay(): Way {
  let address: PublicAddress | null = null;
  const budget = (rules: Rules): Millis => budgetFor(rules, address?.probes() ?? []);
  return {
    use: (next) => {
      address = next;
    },
    address: () => address,
    tunnelMs: () => address?.tunnelMs() ?? 0,
    budget,
    isTooLong: (rules) => isBudgetTooSmall(budget(rules)),
    connections: () => address?.provider.connections ?? null,
  };
}

/**
 * The rights of the simulated shop's API user, taken and given back. In: a shop and patterns of events. Out: what it means,
 * in one sentence.
 */
import type { SimulatedShop } from '../../../simulate/shop.ts';

type Ruled = Pick<SimulatedShop, 'access' | 'webhooks'>;

/** Throws `Failure` (exit 2) for a pattern that fits no event. */
export function denyEvents({ access, webhooks }: Ruled, patterns: readonly string[]): string {
  const active = (): number => webhooks.list().filter(({ state }) => state.active).length;
  const before = active();
  const taken = access.deny(patterns);
  if (taken.length === 0) return 'The API user had no right to these events before.';
  const gone = before - active();
  const what =
    gone === 0 ? 'No webhook was active for them' : `${counted(gone)} deactivated, and what waited is withdrawn`;
  return `The API user has no right to ${named(taken)} any more. ${what}.`;
}

/** That a webhook stays inactive is inferred: nothing says that it comes back by itself. Throws `Failure` (exit 2). */
export function allowEvents({ access, webhooks }: Ruled, patterns: readonly string[]): string {
  const given = access.allow(patterns);
  if (given.length === 0) return 'The API user has the right to these events already.';
  const asleep = webhooks.list().filter(({ event, state }) => given.includes(event) && !state.active).length;
  const what =
    asleep === 0
      ? ''
      : ` ${asleep === 1 ? 'A webhook stays' : `${asleep} webhooks stay`} inactive until somebody activates ${asleep === 1 ? 'it' : 'them'}.`;
  return `The API user has the right to ${named(given)} again.${what}`;
}

function counted(webhooks: number): string {
  return webhooks === 1 ? 'One webhook is' : `${webhooks} webhooks are`;
}

const MOST_NAMED = 6;

function named(events: readonly string[]): string {
  const others = events.length > MOST_NAMED ? ` and ${events.length - MOST_NAMED} more` : '';
  return `${events.slice(0, MOST_NAMED).join(', ')}${others}`;
}

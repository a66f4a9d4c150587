/**
 * What the simulated shop of a session does to its API user: takes rights, gives them back, moves. The session learns of it
 * as it would of a real shop's doings, but for its webhooks: a real shop tells nobody that it has deactivated one.
 */
import type { Answered, Intention } from '../intention.ts';
import type { Means } from './means.ts';
import { simulatedOnly } from './pace.ts';
import { moveAway } from './shop/move.ts';
import { allowEvents, denyEvents } from './shop/rights.ts';

type Of<Kind extends Intention['kind']> = Extract<Intention, { kind: Kind }>;
type Housed = Pick<Means, 'shop'>;

/** All throw `Failure` (exit 2) for a real shop. */
export function deny({ events }: Of<'deny'>, means: Housed): Answered {
  return { kind: 'done', text: denyEvents(simulatedOnly(means), events) };
}

export function allow({ events }: Of<'allow'>, means: Housed): Answered {
  return { kind: 'done', text: allowEvents(simulatedOnly(means), events) };
}

/** Throws exit 3 too, for a port that cannot be had. */
export async function move(wish: Of<'move'>, means: Housed): Promise<Answered> {
  return { kind: 'done', text: await moveAway(simulatedOnly(means), wish) };
}

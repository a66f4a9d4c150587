/**
 * Is anything there to take the calls? Whoever has just started shall not wait for an event to hear that the handler is
 * down, or that it has come up. In: the handlers as the snapshot has them. Out: their health there, while no call has told
 * that they are up. A TCP connection and not a byte sent: a POST would be taken for a webhook. Only on this machine and in
 * private networks: nobody else's server is knocked at again and again.
 */
import { SECOND, type Instant, type Millis } from '../../core/instant.ts';
import { isPrivateHost } from '../../dial/address.ts';
import { pause } from '../../dial/deadline.ts';
import { isListening } from '../../dial/knock.ts';
import type { Target } from '../../send/routes.ts';
import type { Model } from '../model.ts';
import type { TargetView } from '../view.ts';

export interface HandlersWatched {
  readonly targets: readonly Target[];
  readonly model: Pick<Model, 'snapshot' | 'update'>;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  /** Between two looks. */
  readonly rest?: () => Promise<unknown>;
}

const INTERVAL: Millis = 2 * SECOND;
const DEADLINE: Millis = SECOND;

/** Until the signal. Never rejects. */
export async function watchHandlers(watched: HandlersWatched): Promise<void> {
  const { targets, signal, rest = () => pause({ deadline: INTERVAL, signal }) } = watched;
  const near = targets.filter(({ url }) => isPrivateHost(url.hostname));
  while (near.length > 0 && !signal.aborted) {
    await Promise.all(near.map((target) => lookFor(target, watched)));
    await rest();
  }
}

async function lookFor({ url, pattern }: Target, { model, now, signal }: HandlersWatched): Promise<void> {
  const seen = viewOf(model, pattern);
  if (seen === undefined || seen.health === 'up') return;
  const health = (await isListening(url, { deadline: DEADLINE, signal })) ? 'up' : 'down';
  // A call that came meanwhile knows better.
  if (signal.aborted || health === seen.health || viewOf(model, pattern) !== seen) return;
  const found: TargetView = { ...seen, health, since: now() };
  model.update({ targets: model.snapshot().targets.map((view) => (view === seen ? found : view)) });
}

function viewOf(model: HandlersWatched['model'], pattern: string): TargetView | undefined {
  return model.snapshot().targets.find((view) => view.pattern === pattern);
}

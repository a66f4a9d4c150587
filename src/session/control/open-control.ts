/**
 * The control door as one step of a session's start. In: the session so far. Out: a door; or a notice and none, since a
 * session that nobody can speak to from outside still does all that it is for.
 */
import { Failure } from '../../core/failure.ts';
import type { Notify } from '../notify.ts';
import type { Shop } from '../shop.ts';
import type { Starting } from '../starting.ts';
import { openDoor, type Door } from './door.ts';
import { stateLine } from './lines.ts';

export interface ControlNeeds {
  readonly shop: Shop;
  readonly notify: Notify;
}

/** Closes it when the session ends. */
export async function openControl(starting: Starting, { shop, notify }: ControlNeeds): Promise<Door | null> {
  const { plan, asked, model, faults, now, log, closers } = starting;
  if (plan.controlFolders.length === 0) return null;
  const { session } = shop.ledger.head;
  try {
    const door = await openDoor({
      folders: plan.controlFolders,
      stateDir: plan.stateDir,
      dataDir: plan.dataDir,
      session,
      shop: shop.name,
      ask: (intention, asking) => asked.ask(intention, asking),
      state: () => stateLine(model.snapshot(), faults.list(), { session, pid: process.pid, now: now() }),
      now,
      log,
    });
    closers.push('control door', () => door.close());
    return door;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const text = `${error.message} The session goes on without: upgates-dev control cannot speak to it.`;
    notify('warning', { code: 'no-control-door', text });
    return null;
  }
}

/**
 * A running session or simulated shop, found and spoken to for one command. In: settings and an intention. Out: lines
 * printed as they come, and the last one.
 */
import { trouble } from '../core/failure.ts';
import { callDoor, type ReceivedLine } from '../session/control/call-door.ts';
import { livingDoors } from '../session/control/door-file.ts';
import { findSession } from '../session/control/find-session.ts';
import { whoCan } from '../session/control/who-can.ts';
import { isShopStateLine, type ShopStateLine } from '../session/control/shop-state.ts';
import { isAttemptLine, isStateLine, type StateLine } from '../session/control/lines.ts';
import type { Intention } from '../session/intention.ts';
import type { ControlSettings } from '../settings/control.ts';
import { recordLines } from '../show/lines.ts';
import type { Printer } from './printer.ts';

export interface Speaking {
  readonly settings: ControlSettings;
  readonly printer: Printer;
  readonly signal: AbortSignal;
}

/** Null when a signal ended it. Throws `Failure`: exit 2 when no session is meant, its own when the session refuses. */
export async function askSession(intention: Intention | null, speaking: Speaking): Promise<ReceivedLine | null> {
  const { settings, printer, signal } = speaking;
  const { stateDir, dataDir } = settings.places;
  const can = whoCan(intention);
  const door = findSession(await livingDoors(stateDir), { prefix: settings.session, dataDir, can });
  return callDoor({
    door,
    intention,
    signal,
    onLine({ fields, kind, at }) {
      printer.print({ ...fields, kind, at }, () =>
        isAttemptLine(fields) ? recordLines(fields, { verbose: settings.verbose }) : [],
      );
    },
  });
}

/** The state of the session or shop; null when a signal ended it. */
export async function stateOf(speaking: Speaking): Promise<StateLine | ShopStateLine | null> {
  const last = await askSession(null, speaking);
  if (last === null) return null;
  if (isStateLine(last.fields) || isShopStateLine(last.fields)) return last.fields;
  throw trouble('session-version', 'What runs there is of another version of upgates-dev.', {
    hint: 'End it and start it again.',
  });
}

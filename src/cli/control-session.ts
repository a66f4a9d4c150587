/**
 * A running session or simulated shop, found and spoken to for one command. In: settings and an intention. Out: lines
 * printed as they come, and the last one.
 */
import { trouble, type Failure } from '../core/failure.ts';
import { callDoor, type ReceivedLine } from '../session/control/call-door.ts';
import { livingDoors, type DoorFile } from '../session/control/door-file.ts';
import { findSession, findSideBySide, type SessionWish } from '../session/control/find-session.ts';
import { whoCan } from '../session/control/who-can.ts';
import { isShopStateLine, type ShopStateLine } from '../session/control/shop-state.ts';
import { isAttemptLine, isStateLine, type StateLine } from '../session/control/lines.ts';
import { isGapAnswerLine } from '../session/gaps/lines.ts';
import type { Intention } from '../session/intention.ts';
import type { ControlSettings } from '../settings/control.ts';
import { gapAnswerLines } from '../show/gap-report.ts';
import { recordLines } from '../show/lines.ts';
import type { Line } from '../show/present/line.ts';
import type { Printer } from './printer.ts';

export interface Speaking {
  readonly settings: ControlSettings;
  readonly printer: Printer;
  readonly signal: AbortSignal;
}

/** Null when a signal ended it. Throws `Failure`: exit 2 when no session is meant, its own when the session refuses. */
export async function askSession(intention: Intention | null, speaking: Speaking): Promise<ReceivedLine | null> {
  const can = whoCan(intention);
  return askDoor(findSession(await doorsOf(speaking), { ...wishOf(speaking), can }), intention, speaking);
}

/** The state of the one that is meant; null when a signal ended it. */
export async function stateOf(speaking: Speaking): Promise<AnyState | null> {
  return readState(await askSession(null, speaking));
}

/** The state of the one that is meant, or of a session and the shop beside it. */
export async function statesOf(speaking: Speaking): Promise<readonly AnyState[]> {
  const doors = findSideBySide(await doorsOf(speaking), wishOf(speaking));
  const lines = await Promise.all(doors.map((door) => askDoor(door, null, speaking)));
  return lines.map(readState).filter((state) => state !== null);
}

type AnyState = StateLine | ShopStateLine;

function doorsOf({ settings }: Speaking): Promise<readonly DoorFile[]> {
  return livingDoors(settings.places.stateDir);
}

function wishOf({ settings }: Speaking): SessionWish {
  return { prefix: settings.session, dataDir: settings.places.dataDir };
}

function askDoor(
  door: DoorFile,
  intention: Intention | null,
  { settings, printer, signal }: Speaking,
): Promise<ReceivedLine | null> {
  return callDoor({
    door,
    intention,
    signal,
    onLine({ fields, kind, at }) {
      printer.print({ ...fields, kind, at }, () => linesFor(fields, settings));
    },
  });
}

function linesFor(fields: ReceivedLine['fields'], { verbose }: ControlSettings): readonly Line[] {
  if (isAttemptLine(fields)) return recordLines(fields, { verbose });
  return isGapAnswerLine(fields) ? gapAnswerLines(fields) : [];
}

function readState(last: ReceivedLine | null): AnyState | null {
  if (last === null) return null;
  if (isStateLine(last.fields) || isShopStateLine(last.fields)) return last.fields;
  throw otherVersion();
}

export function otherVersion(): Failure {
  return trouble('session-version', 'What runs there is of another version of upgates-dev.', {
    hint: 'End it and start it again.',
  });
}

/**
 * `replay [ID or FILE...]`: sends captured deliveries or fixtures again and says what has changed.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { withoutUserinfo } from '../core/masking.ts';
import { readSettings } from '../replay/apply-settings.ts';
import { edited, withSettings, type EditedParcels } from '../replay/edit-all.ts';
import { openParcel, type Parcel } from '../replay/parcel.ts';
import { planReplay, type ReplayPlan } from '../replay/replay-plan.ts';
import { checkReplayWish } from '../replay/replay-wish.ts';
import { paceOf } from '../replay/send-parcels.ts';
import { targetFor } from '../send/routes.ts';
import { readReplaySettings, type ReplaySettings } from '../settings/replay.ts';
import { indentJson } from '../core/json-indent.ts';
import { wouldSendLine, type WouldSend } from '../show/sending-report.ts';
import { HISTORY_FILE, openHistory } from '../store/history.ts';
import { unknownId } from '../store/find-detail.ts';
import type { JsonLine } from '../show/json.ts';
import { sourcesOf, type Invocation } from './command.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { openToWrite, printSummary, sendAndTell } from './sending.ts';
import { untilSignal } from './until-signal.ts';

interface Replaying {
  readonly settings: ReplaySettings;
  readonly io: Io;
  readonly printer: Printer;
  readonly plan: ReplayPlan;
}

/** `attempt` lines with `change` and a `summary`; exit 1 when any verdict is not `delivered`. Throws `Failure`. */
export async function runReplay(invocation: Invocation): Promise<ExitCode> {
  const { io, operands } = invocation;
  const settings = readReplaySettings(sourcesOf(invocation));
  checkReplayWish(operands, settings);
  const plan: ReplayPlan = {
    operands,
    cwd: io.cwd,
    last: settings.last,
    filter: settings.filter,
    settings: readSettings(settings.sets),
    urlFor: (event, captured) => settings.to ?? targetFor(settings.targets, event)?.url ?? captured,
  };
  const replaying = { settings, io, printer: createPrinter(settings, io), plan };
  return settings.dryRun ? tellOnly(replaying) : untilSignal((signal) => replay(replaying, signal));
}

async function replay({ settings, io, printer, plan }: Replaying, signal: AbortSignal): Promise<ExitCode> {
  // What is not there is found before anything is written, and looking must make no history.
  if (needsHistory(plan) && !existsSync(join(settings.places.dataDir, HISTORY_FILE)))
    return nothing(plan, { io, printer });
  const history = openToWrite(settings, io);
  try {
    const parcels = withSettings(planReplay(history, plan), plan.settings);
    if (parcels.length === 0) return nothing(plan, { io, printer });
    const ready = await maybeEdited(parcels, settings, signal);
    if (signal.aborted) return 0;
    const exit = await sendAndTell(ready.parcels, history, {
      settings,
      io,
      printer,
      pace: paceOf(settings.pace),
      retries: 0,
      speed: 'max',
      faults: NO_FAULTS,
      signal,
      withChanges: true,
    });
    // Now history has what was edited.
    if (!signal.aborted) for (const file of ready.files) rmSync(file, { force: true });
    return exit;
  } finally {
    history.close();
  }
}

const NO_FAULTS = { choose: () => null };

function needsHistory({ operands, cwd }: Pick<Replaying['plan'], 'operands' | 'cwd'>): boolean {
  return (
    operands.length === 0 || operands.some((operand) => !existsSync(join(cwd ?? '', operand)) && !existsSync(operand))
  );
}

async function maybeEdited(
  parcels: readonly Parcel[],
  { edit, editor, places }: ReplaySettings,
  signal: AbortSignal,
): Promise<EditedParcels> {
  if (!edit || editor === null) return { parcels, files: [] };
  return edited(parcels, { editor, folder: join(places.dataDir, 'edits'), layOut: indentJson, signal });
}

type Telling = Pick<Replaying, 'io' | 'printer'>;

function nothing({ operands }: ReplayPlan, { io, printer }: Telling): ExitCode {
  const [first] = operands;
  if (first !== undefined) throw unknownId(first);
  const none = { sent: 0, delivered: 0, repeats: 0, timedOut: 0, fixed: 0, regressed: 0, unchanged: 0 };
  printSummary({ ...none, exit: 0 }, { io, printer });
  return 0;
}

interface WouldSendLine extends JsonLine, WouldSend {
  readonly kind: 'would-send';
  readonly replayOf: string | null;
  readonly sha256: string;
}

/** `--dry-run`: what would go where. Leaves everything as it is. */
function tellOnly(replaying: Replaying): ExitCode {
  const { settings, io, plan, printer } = replaying;
  const path = join(settings.places.dataDir, HISTORY_FILE);
  const history = existsSync(path) ? openHistory({ dir: settings.places.dataDir, now: io.now, session: null }) : null;
  try {
    if (history === null && needsHistory(plan)) return nothing(plan, replaying);
    const parcels = withSettings(planReplay(history, plan), plan.settings);
    for (const parcel of parcels) tellParcel(parcel, replaying);
    const none = { sent: 0, delivered: 0, repeats: 0, timedOut: 0, fixed: 0, regressed: 0, unchanged: 0 };
    printSummary({ ...none, exit: 0 }, { io, printer });
    return 0;
  } finally {
    history?.close();
  }
}

function tellParcel(parcel: Parcel, { io, printer }: Telling): void {
  const { key, sha256, body } = openParcel(parcel);
  const { event, from, replayOf } = parcel;
  const url = withoutUserinfo(parcel.url.href);
  const would = { event, key, bytes: body.length, url, from };
  const record: WouldSendLine = { kind: 'would-send', at: isoUtc(io.now()), ...would, replayOf, sha256 };
  printer.print(record, () => [wouldSendLine(would)]);
}

/**
 * `upgates-dev control ...`: what a key on the screen does, from another terminal. Each command asks one thing of a
 * running session, prints what comes, and ends with the exit code that the session's answer means.
 */
import { mistake, type ExitCode } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import { readSettings } from '../replay/apply-settings.ts';
import { checkReplayWish } from '../replay/replay-wish.ts';
import type { ReceivedLine } from '../session/control/call-door.ts';
import { countsOf, type FaultState, type StateLine } from '../session/control/lines.ts';
import type { Intention, SendingCounts } from '../session/intention.ts';
import { readControlSettings, readSpeedOperand } from '../settings/control.ts';
import { faultLines, stateLines } from '../show/control-report.ts';
import type { JsonLine } from '../show/json.ts';
import { line } from '../show/present/line.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { askSession, stateOf, type Speaking } from './control-session.ts';
import type { Io } from './io.ts';
import { createPrinter } from './printer.ts';
import { printSummary } from './sending.ts';
import { untilSignal } from './until-signal.ts';

type Run = (invocation: Invocation) => Promise<ExitCode>;

interface Talk extends Speaking {
  readonly io: Io;
}

/** Throws `Failure`: exit 2 for what is wrong or no session, 3 for one that is gone, or the session's own refusal. */
async function talk(invocation: Invocation, work: (talking: Talk) => Promise<ExitCode>): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readControlSettings(sourcesOf(invocation));
  const printer = createPrinter(settings, io);
  return untilSignal((signal) => work({ settings, printer, signal, io }));
}

/** `state`: one line of JSON, or a few for people. */
export const runControlState: Run = (invocation) =>
  talk(invocation, async (talking) => {
    const state = await stateOf(talking);
    if (state !== null) talking.printer.print({ ...state }, () => stateLines(state));
    return 0;
  });

export const runFaultsList: Run = (invocation) =>
  talk(invocation, async (talking) => tellFaults(await stateOf(talking), talking));

export const runFaultsSet: Run = (invocation) =>
  changeFaults(invocation, { kind: 'set-faults', specs: invocation.operands });

export const runFaultsAdd: Run = (invocation) =>
  changeFaults(invocation, { kind: 'add-fault', spec: invocation.operands[0] ?? '' });

export const runFaultsClear: Run = (invocation) =>
  changeFaults(invocation, { kind: 'clear-fault', label: invocation.operands[0] ?? null });

function changeFaults(invocation: Invocation, intention: Intention): Promise<ExitCode> {
  return talk(invocation, async (talking) => {
    const answered = await askSession(intention, talking);
    return answered === null ? 0 : tellFaults(await stateOf(talking), talking);
  });
}

interface FaultLine extends JsonLine, FaultState {
  readonly kind: 'fault';
}

/** A `fault` line for each, in the order in which they are asked. */
function tellFaults(state: StateLine | null, { printer }: Talk): ExitCode {
  if (state === null) return 0;
  const lines = faultLines(state.faults);
  for (const [index, fault] of state.faults.entries()) {
    const record: FaultLine = { kind: 'fault', at: state.at, ...fault };
    printer.print(record, () => lines.slice(index, index + 1));
  }
  if (state.faults.length === 0) printer.remark([line('No fault is set.', 'dim')]);
  return 0;
}

const POLICIES = ['mirror', 'rescue', 'ack'] as const;

export const runControlAnswer: Run = (invocation) => {
  const [text = ''] = invocation.operands;
  const policy = POLICIES.find((known) => known === text);
  if (policy === undefined) {
    const what = `The answer policy is "${printable(text)}", but it must be mirror, rescue or ack.`;
    throw mistake('option-value', what);
  }
  return talk(invocation, (talking) => say({ kind: 'set-policy', policy }, talking));
};

export const runControlSpeed: Run = (invocation) => {
  const speed = readSpeedOperand(invocation.operands[0] ?? '');
  return talk(invocation, (talking) => say({ kind: 'set-speed', speed }, talking));
};

export const runControlStep: Run = (invocation) => talk(invocation, (talking) => say({ kind: 'step' }, talking));

export const runControlEmit: Run = (invocation) =>
  talk(invocation, (talking) => {
    const { records, count } = talking.settings;
    return say({ kind: 'emit', event: invocation.operands[0] ?? '', records: records ?? 1, count }, talking);
  });

/** Asks, and says the sentence that comes back: an `answered` line. */
async function say(intention: Intention, talking: Talk): Promise<ExitCode> {
  const answered = await askSession(intention, talking);
  if (answered !== null) tellSentence(answered, talking);
  return 0;
}

interface SentenceLine extends JsonLine {
  readonly kind: 'answered';
  readonly text: string;
}

function tellSentence({ fields, at }: ReceivedLine, { printer }: Talk): void {
  const text = typeof fields['text'] === 'string' ? fields['text'] : '';
  const record: SentenceLine = { kind: 'answered', at, text };
  printer.print(record, () => [line(text)]);
}

export const runControlTrigger: Run = (invocation) =>
  talk(invocation, (talking) => {
    const { to, sets, records, count, retries } = talking.settings;
    readSettings(sets);
    const name = invocation.operands[0] ?? '';
    return send({ kind: 'trigger', name, sets, records, count, retries, to: to?.href ?? null }, talking);
  });

export const runControlReplay: Run = (invocation) =>
  talk(invocation, (talking) => {
    const { to, sets, last, filter, pace } = talking.settings;
    const ids = invocation.operands;
    checkReplayWish(ids, { last, filter });
    readSettings(sets);
    return send({ kind: 'replay', ids, last, filter, sets, pace, to: to?.href ?? null }, talking);
  });

/** `attempt` lines and a `summary`; exit 1 when any verdict is not `delivered`. */
async function send(intention: Extract<Intention, { kind: 'trigger' | 'replay' }>, talking: Talk): Promise<ExitCode> {
  const answered = await askSession(intention, talking);
  if (answered === null) return 0;
  const counts = countsOf(answered.fields['counts']);
  // The shop sends it itself: what comes of it is told where all its calls are.
  if (counts === null) {
    tellSentence(answered, talking);
    return 0;
  }
  const exit: ExitCode = counts.delivered === counts.sent ? 0 : 1;
  printSummary({ ...(intention.kind === 'replay' ? counts : withoutChanges(counts)), exit }, talking);
  return exit;
}

function withoutChanges({
  sent,
  delivered,
  repeats,
  timedOut,
}: SendingCounts): Omit<SendingCounts, 'fixed' | 'regressed' | 'unchanged'> {
  return { sent, delivered, repeats, timedOut };
}

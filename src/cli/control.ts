/**
 * `upgates-dev control state | faults | answer`: what a key on the screen does, from another terminal. Each command asks one
 * thing, prints what comes, and ends with the exit code that the answer means.
 */
import { mistake, type ExitCode } from '../core/failure.ts';
import { inQuotes } from '../core/printable.ts';
import type { FaultState } from '../session/control/lines.ts';
import type { Intention } from '../session/intention.ts';
import { faultLines, stateLines } from '../show/control-report.ts';
import { shopStateLines } from '../show/shop-report.ts';
import type { JsonLine } from '../show/json.ts';
import { line } from '../show/present/line.ts';
import type { Invocation } from './command.ts';
import { askSession, stateOf, statesOf } from './control-session.ts';
import { say, talk, type Run, type Talk } from './control-talk.ts';

/** `state`: one line of JSON, or a few for people, for a session and the shop beside it both. */
export const runControlState: Run = (invocation) =>
  talk(invocation, async (talking) => {
    for (const state of await statesOf(talking)) {
      talking.printer.print({ ...state }, () => (state.what === 'shop' ? shopStateLines(state) : stateLines(state)));
    }
    return 0;
  });

export const runFaultsList: Run = (invocation) =>
  talk(invocation, async (talking) => tellFaults(await stateOf(talking), talking));

export const runFaultsSet: Run = (invocation) =>
  changeFaults(invocation, { kind: 'set-faults', specs: invocation.operands });

export const runFaultsAdd: Run = (invocation) =>
  changeFaults(invocation, { kind: 'add-fault', spec: invocation.operands[0] ?? '' });

export const runFaultsReplace: Run = (invocation) => {
  const [label = '', spec = ''] = invocation.operands;
  return changeFaults(invocation, { kind: 'replace-fault', label, spec });
};

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

/** A session, or a shop alone. */
interface Faulty {
  readonly at: string;
  readonly faults: readonly FaultState[];
}

/** A `fault` line for each, in the order in which they are asked. */
function tellFaults(state: Faulty | null, { printer }: Talk): ExitCode {
  if (state === null) return 0;
  const lines = faultLines(state.faults, state.at);
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
    const what = `The answer policy is ${inQuotes(text)}, but it must be mirror, rescue or ack.`;
    throw mistake('option-value', what);
  }
  return talk(invocation, (talking) => say({ kind: 'set-policy', policy }, talking));
};

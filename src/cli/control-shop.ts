/**
 * `upgates-dev control emit | deny | allow | move | speed | step | advance`: what is asked of a simulated shop, alone or in a
 * session. Each prints one sentence, or an `answered` line.
 */
import { readAdvanceOperand, readSpeedOperand } from '../settings/control.ts';
import { say, talk, type Run } from './control-talk.ts';

export const runControlEmit: Run = (invocation) =>
  talk(invocation, (talking) => {
    const { records, count } = talking.settings;
    return say({ kind: 'emit', event: invocation.operands[0] ?? '', records: records ?? 1, count }, talking);
  });

export const runControlDeny: Run = (invocation) =>
  talk(invocation, (talking) => say({ kind: 'deny', events: invocation.operands }, talking));

export const runControlAllow: Run = (invocation) =>
  talk(invocation, (talking) => say({ kind: 'allow', events: invocation.operands }, talking));

export const runControlMove: Run = (invocation) =>
  talk(invocation, (talking) => {
    const { form, port } = talking.settings;
    return say({ kind: 'move', form, port }, talking);
  });

export const runControlSpeed: Run = (invocation) => {
  const speed = readSpeedOperand(invocation.operands[0] ?? '');
  return talk(invocation, (talking) => say({ kind: 'set-speed', speed }, talking));
};

export const runControlStep: Run = (invocation) => talk(invocation, (talking) => say({ kind: 'step' }, talking));

export const runControlAdvance: Run = (invocation) => {
  const by = readAdvanceOperand(invocation.operands[0] ?? '');
  return talk(invocation, (talking) => say({ kind: 'advance', by }, talking));
};

/**
 * `upgates-dev control trigger` and `control replay`: calls that a running session makes to its handler.
 */
import type { ExitCode } from '../core/failure.ts';
import { readSettings } from '../replay/apply-settings.ts';
import { checkReplayWish } from '../replay/replay-wish.ts';
import { countsOf } from '../session/control/lines.ts';
import type { Intention, SendingCounts } from '../session/intention.ts';
import { askSession } from './control-session.ts';
import { talk, tellSentence, type Run, type Talk } from './control-talk.ts';
import { printSummary } from './sending.ts';

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

type Sending = Extract<Intention, { kind: 'trigger' | 'replay' | 'play-missed' }>;

/** `attempt` lines and a `summary`; exit 1 when any verdict is not `delivered`. */
export async function send(intention: Sending, talking: Talk): Promise<ExitCode> {
  const answered = await askSession(intention, talking);
  if (answered === null) return 0;
  const counts = countsOf(answered.fields['counts']);
  // Nothing was sent; or the shop sends it itself, and what comes of it is told where all its calls are.
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

/**
 * Captured deliveries sent to the handler again, with what has changed since. No fault acts on them: what is compared is
 * the handler's own answer.
 */
import { mistake } from '../../core/failure.ts';
import { readSettings } from '../../replay/apply-settings.ts';
import { withSettings } from '../../replay/edit-all.ts';
import type { Parcel } from '../../replay/parcel.ts';
import { planReplay, type ReplayPlan } from '../../replay/replay-plan.ts';
import { checkReplayWish } from '../../replay/replay-wish.ts';
import { paceOf } from '../../replay/send-parcels.ts';
import { targetFor } from '../../send/routes.ts';
import type { Answered, Intention } from '../intention.ts';
import { addressOf, send, type Errand, type Wanted } from './sending.ts';

type Replay = Extract<Intention, { kind: 'replay' }>;

export const NO_FAULTS: Wanted['faults'] = { choose: () => null };

const FASTEST = 1000;

/** Throws `Failure`: exit 2 for what is not there or fits nothing, 3 when history fails. */
export async function replay(intention: Replay, errand: Errand): Promise<Answered> {
  const { ids, last, filter, pace } = intention;
  checkReplayWish(ids, { last, filter });
  if (typeof pace === 'number' && !(pace > 0 && pace <= FASTEST)) {
    throw mistake('option-value', `--pace is ${pace}/s, but it must be max, original or at most ${FASTEST}/s.`);
  }
  const parcels = parcelsFor(intention, errand);
  if (parcels.length === 0) return { kind: 'done', text: 'Nothing in history fits: nothing was sent.', counts: NONE };
  return send(parcels, errand, { pace: paceOf(pace), retries: 0, faults: NO_FAULTS });
}

const NONE = { sent: 0, delivered: 0, repeats: 0, timedOut: 0, fixed: 0, regressed: 0, unchanged: 0 };

type Choice = Pick<Replay, 'ids' | 'last' | 'filter' | 'sets' | 'to'>;

/** Ids are never read as files. Throws `Failure` (exit 2). */
export function parcelsFor({ ids, last, filter, sets, to }: Choice, { means }: Errand): readonly Parcel[] {
  const address = addressOf(to);
  const plan: ReplayPlan = {
    operands: ids,
    cwd: null,
    last,
    filter,
    settings: readSettings(sets),
    urlFor: (event, captured) => address ?? targetFor(means.plan.targets, event)?.url ?? captured,
  };
  return withSettings(planReplay(means.history, plan), plan.settings);
}

/**
 * The answer policy, changed while the session runs: it holds for calls that come from now on.
 */
import { mistake } from '../../core/failure.ts';
import type { Answered, Intention } from '../intention.ts';
import type { Means } from './means.ts';

type SetPolicy = Extract<Intention, { kind: 'set-policy' }>;

const WORDS: Readonly<Record<SetPolicy['policy'], string>> = {
  mirror: "the shop gets the handler's own answer",
  rescue: 'a handler that is late or broken is answered for',
  ack: 'the shop gets 204 at once, the handler is called in the background',
};

/** Throws `Failure` (exit 2) where there is no handler to have a policy for. */
export function setPolicy({ policy }: SetPolicy, { model, plan }: Pick<Means, 'model' | 'plan'>): Answered {
  if (plan.targets.length === 0) {
    const what = 'Calls are only captured here: without a handler there is nothing to answer for.';
    throw mistake('no-handler', what, 'Start the session with --forward 3000/webhooks.');
  }
  model.update({ policy });
  return { kind: 'done', text: `Answers by ${policy} from the next call on: ${WORDS[policy]}.` };
}

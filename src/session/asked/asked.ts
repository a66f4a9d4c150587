/**
 * What is asked of a session, done. In: an intention from the screen or the control door. Out: one sentence, or a
 * refusal; never a rejection. Everything under way is stopped and waited for when the session ends.
 */
import { setMaxListeners } from 'node:events';
import { trouble, type Failure } from '../../core/failure.ts';
import type { ActiveFault } from '../../faults/fault-set.ts';
import type { Answered, Asking, Intention } from '../intention.ts';
import type { Model } from '../model.ts';
import { keepUp } from '../upkeep/upkeep.ts';
import { answering, refuse } from './answering.ts';
import { edit } from './edit.ts';
import { addFault, clearFault, replaceFault, setFaults } from './faults.ts';
import { askGaps } from './gaps.ts';
import type { Means } from './means.ts';
import { advance, setSpeed, step } from './pace.ts';
import { setPolicy } from './policy.ts';
import { replay } from './replay.ts';
import { allow, deny, move } from './premises.ts';
import { saveFixture } from './save-fixture.ts';
import { emitEvent, trigger } from './trigger.ts';

export interface Asked {
  ask(intention: Intention, asking?: Asking): Promise<Answered>;
  /** All stages stand: from here on things can be done. */
  open(means: Means): void;
  /** Refuses from now on, stops what is under way and waits for it. */
  close(): Promise<void>;
}

export interface AskedOptions {
  readonly quit: () => void;
  readonly model: Pick<Model, 'snapshot'>;
  /** The details of a bug of ours. */
  readonly log: (text: string) => void;
}

export function createAsked({ quit, model, log }: AskedOptions): Asked {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const underWay = new Set<Promise<Answered>>();
  let means: Means | null = null;
  return {
    async ask(intention, asking = {}) {
      if (intention.kind === 'quit') {
        quit();
        return { kind: 'done', text: 'The session ends.' };
      }
      if (means === null || stop.signal.aborted) return refuse(notReady(model));
      const doing = { means, asking, stop: stop.signal };
      const work = answering(() => perform(intention, doing), log);
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    open(given) {
      means = given;
    },
    async close() {
      stop.abort();
      await Promise.all(underWay);
    },
  };
}

interface Doing {
  readonly means: Means;
  readonly asking: Asking;
  readonly stop: AbortSignal;
}

function perform(intention: Intention, { means, asking, stop }: Doing): Answered | Promise<Answered> {
  const signal = asking.signal === undefined ? stop : AbortSignal.any([stop, asking.signal]);
  const errand = { means, asking, signal };
  const faulty = { faults: means.faults, onChange: (faults: readonly ActiveFault[]) => means.model.update({ faults }) };
  switch (intention.kind) {
    case 'quit':
      return { kind: 'done', text: '' };
    case 'set-faults':
      return setFaults(intention, faulty);
    case 'add-fault':
      return addFault(intention, faulty);
    case 'replace-fault':
      return replaceFault(intention, faulty);
    case 'clear-fault':
      return clearFault(intention, faulty);
    case 'set-policy':
      return setPolicy(intention, means);
    case 'set-speed':
      return setSpeed(intention, means);
    case 'step':
      return step(means, signal);
    case 'advance':
      return advance(intention, means);
    case 'trigger':
      return trigger(intention, errand);
    case 'emit':
      return emitEvent(intention, means);
    case 'deny':
      return deny(intention, means);
    case 'allow':
      return allow(intention, means);
    case 'move':
      return move(intention, means);
    case 'replay':
      return replay(intention, errand);
    case 'edit':
      return edit(intention, errand);
    case 'save-fixture':
      return saveFixture(intention, means);
    case 'check-gaps':
    case 'list-missed':
    case 'play-missed':
      return askGaps(intention, errand);
    case 'ask-record':
      return means.records.ask(intention, signal);
    case 'mark':
    case 'measure-history':
    case 'list-webhooks':
    case 'create-webhook':
    case 'switch-webhook':
    case 'delete-webhook':
      return keepUp(intention, means, signal);
  }
}

function notReady(model: Pick<Model, 'snapshot'>): Failure {
  const { phase, step: what } = model.snapshot();
  if (phase !== 'starting') return trouble('session-ending', 'The session is ending and takes no more requests.');
  const text = `The session is still starting${what === '' ? '' : ` (${what})`}.`;
  return trouble('session-starting', text, { hint: 'Ask again when it is ready.' });
}

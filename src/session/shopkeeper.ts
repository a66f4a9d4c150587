/**
 * What is asked of a simulated shop that runs alone (`simulate`), done. In: an intention from the control door. Out: one
 * sentence, or a refusal; never a rejection. What needs a session is refused with where it can be had.
 */
import { mistake, trouble, type Failure } from '../core/failure.ts';
import type { SimulatedShop } from '../simulate/shop.ts';
import { answering, refuse } from './asked/answering.ts';
import { addFault, clearFault, replaceFault, setFaults } from './asked/faults.ts';
import { advanceBy } from './asked/shop/advance.ts';
import { emitFrom } from './asked/shop/emit.ts';
import { moveAway } from './asked/shop/move.ts';
import { allowEvents, denyEvents } from './asked/shop/rights.ts';
import { changeSpeed } from './asked/shop/speed.ts';
import { stepOnce } from './asked/shop/step.ts';
import type { GapWish } from './gaps/wish.ts';
import type { Answered, Asking, Intention } from './intention.ts';

export interface Shopkeeper {
  ask(intention: Intention, asking?: Asking): Promise<Answered>;
  /** Refuses from now on, and waits for what is under way. */
  close(): Promise<void>;
}

export type KeptShop = Pick<SimulatedShop, 'clock' | 'pending' | 'trade' | 'webhooks' | 'access' | 'faults' | 'move'>;

export interface ShopkeeperOptions {
  readonly shop: KeptShop;
  /** Something was done: what is shown or kept of the shop is old. */
  readonly onDone: () => void;
  /** The details of a bug of ours. */
  readonly log: (text: string) => void;
}

export function createShopkeeper({ shop, onDone, log }: ShopkeeperOptions): Shopkeeper {
  const stop = new AbortController();
  const underWay = new Set<Promise<Answered>>();
  return {
    async ask(intention, asking = {}) {
      if (stop.signal.aborted) return refuse(closing());
      const signal = asking.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, asking.signal]);
      const work = answering(() => perform(intention, shop, signal), log);
      underWay.add(work);
      return work.finally(() => {
        underWay.delete(work);
        onDone();
      });
    },
    async close() {
      stop.abort();
      await Promise.all(underWay);
    },
  };
}

async function perform(intention: Intention, shop: KeptShop, signal: AbortSignal): Promise<Answered> {
  const faulty = { faults: shop.faults, onChange: () => undefined };
  switch (intention.kind) {
    case 'set-faults':
      return setFaults(intention, faulty);
    case 'add-fault':
      return addFault(intention, faulty);
    case 'replace-fault':
      return replaceFault(intention, faulty);
    case 'clear-fault':
      return clearFault(intention, faulty);
    case 'emit':
      return done(emitted(shop, intention));
    case 'deny':
      return done(denyEvents(shop, intention.events));
    case 'allow':
      return done(allowEvents(shop, intention.events));
    case 'move':
      return done(await moveAway(shop, intention));
    case 'set-speed':
      return done(changeSpeed(shop, intention.speed));
    case 'step':
      return done(await stepOnce(shop, signal));
    case 'advance':
      return done(await advanceBy(shop, intention.by));
    case 'trigger':
    case 'replay':
    case 'edit':
    case 'save-fixture':
    case 'ask-record':
    case 'set-policy':
    case 'check-gaps':
    case 'list-missed':
    case 'play-missed':
    case 'quit':
      throw sessionOnly(NEEDS[intention.kind]);
    case 'mark':
    case 'measure-history':
    case 'list-webhooks':
    case 'create-webhook':
    case 'switch-webhook':
    case 'delete-webhook':
      throw sessionOnly('It is asked at the screen of upgates-dev listen.');
  }
}

function done(text: string): Answered {
  return { kind: 'done', text };
}

function emitted(shop: KeptShop, wish: Extract<Intention, { kind: 'emit' }>): string {
  const { event, calls } = emitFrom(shop, wish);
  if (calls === 0) return `${event.name} has happened in the shop, but no active webhook has subscribed to it.`;
  return `${event.name}: the shop sends it in ${calls === 1 ? 'one call' : `${calls} calls`}.`;
}

type SessionOnly =
  GapWish['kind'] | 'trigger' | 'replay' | 'edit' | 'save-fixture' | 'ask-record' | 'set-policy' | 'quit';

const NO_GAPS = 'It makes the calls and does not miss any: upgates-dev listen does.';

const NEEDS: Readonly<Record<SessionOnly, string>> = {
  trigger: 'It has no handler of its own to send to; upgates-dev trigger EVENT --to 3000/webhooks does that.',
  replay: 'It keeps no history; upgates-dev listen does, and upgates-dev replay sends from it.',
  edit: 'It keeps no history; upgates-dev listen does.',
  'save-fixture': 'It keeps no history; upgates-dev listen does, and upgates-dev fixtures save takes from it.',
  'check-gaps': NO_GAPS,
  'list-missed': NO_GAPS,
  'play-missed': NO_GAPS,
  'ask-record':
    'It keeps no history of what it has sent; its API shows every record: GET /orders/9000211, for example.',
  'set-policy': 'It answers nobody: the answer policy is that of upgates-dev listen.',
  quit: 'End it with Ctrl-C, or kill -TERM and its process id.',
};

function sessionOnly(hint: string): Failure {
  return mistake('session-only', 'This is a simulated shop that runs alone, and that needs a session.', hint);
}

function closing(): Failure {
  return trouble('shop-closing', 'The simulated shop is closing and takes no more requests.');
}

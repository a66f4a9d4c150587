/**
 * The simulated shop's post: the clock that its waits run on, the faults on the way, and the deliveries themselves. In:
 * events with their records. Out: calls to whoever subscribed, and what there is to save of them.
 */
import type { RecordLists } from '../core/envelope.ts';
import type { EventDefinition } from '../core/events.ts';
import { createFaults, type FaultSet } from '../faults/fault-set.ts';
import { createCaller } from './deliver/call.ts';
import { createShopClock, type ShopClock } from './clock/clock.ts';
import { createEngine, type Engine, type EngineOptions } from './deliver/engine.ts';
import { createGathering } from './deliver/gathering.ts';
import type { Identity } from './identity.ts';
import { atMost, type Send } from './deliver/send.ts';
import type { SimulatedShopOptions } from './shop.ts';
import { spoiltSend } from './deliver/spoilt-send.ts';
import type { ShopState } from './state.ts';
import { resumeGathering, saveGathering } from './state/saved-gathering.ts';
import type { WebhookBook } from './deliver/webhook-book.ts';

export interface Post extends Pick<Engine, 'pending' | 'settled'> {
  readonly clock: ShopClock;
  readonly faults: FaultSet;
  readonly webhooks: WebhookBook;
  /** Tells whoever subscribed; the ids of the deliveries, none while changes are being gathered. */
  send(event: EventDefinition, lists: RecordLists): readonly string[];
  save(): Pick<ShopState, 'engine' | 'gathered' | 'faults'>;
  /** Drops what is in flight and what waits; resolves when nothing is open. */
  close(): Promise<void>;
}

/** Calls under way at once: less than any system's limit on open files. */
const CALLS_AT_ONCE = 100;

export function openPost(options: SimulatedShopOptions, identity: Identity): Post {
  const { now = Date.now, saved, keepsAlive = true } = options;
  const { rules, shopName, jsonStyle, speed, startAt } = identity;
  const clock = createShopClock({ speed, now, startAt, keepsAlive });
  const faults = options.faults ?? faultsOf(identity, clock, saved);
  const exchange = spoiltSend(options.send ?? realSend(options), faults);
  const listeners = listenersOf(options);
  const engine = createEngine({ ...listeners, rules, clock, shopName, jsonStyle, exchange, now, saved: saved?.engine });
  const gathering = createGathering({
    window: identity.gather,
    clock,
    send: (event, lists) => engine.emit(event, lists),
    saved: saved?.gathered && resumeGathering(saved.gathered),
  });
  return {
    clock,
    faults,
    webhooks: engine.webhooks,
    send: (event, lists) => gathering.emit(event, lists),
    pending: () => engine.pending(),
    settled: (ids) => engine.settled(ids),
    save() {
      const gathered = gathering.save();
      return { engine: engine.save(), gathered: gathered && saveGathering(gathered), faults: faults.save() };
    },
    async close() {
      clock.close();
      await engine.close();
    },
  };
}

function faultsOf({ seed }: Identity, clock: ShopClock, saved: ShopState | undefined): FaultSet {
  return createFaults({ faults: [], seed, now: () => clock.now(), saved: saved?.faults });
}

function realSend({ requestOptions }: SimulatedShopOptions): Send {
  return atMost(CALLS_AT_ONCE, createCaller(requestOptions === undefined ? {} : { requestOptions }));
}

type Listeners = Pick<EngineOptions, 'onDelivery' | 'onAttempt' | 'onWithdrawn' | 'onWebhook'>;

function listenersOf(options: SimulatedShopOptions): Listeners {
  const nobody = (): void => undefined;
  const { onDelivery = nobody, onAttempt = nobody, onWithdrawn = nobody, onWebhook = nobody } = options;
  return { onDelivery, onAttempt, onWithdrawn, onWebhook };
}

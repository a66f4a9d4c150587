/**
 * The simulated shop's sending. In: events with their records. Out: deliveries to whoever subscribed, each carried out
 * by itself: HTTP attempts at the right moments, reported one by one. A delivery that waits for its repeat holds up
 * nothing.
 */
import { setMaxListeners } from 'node:events';
import { newDelivery, type WithdrawnBecause } from '../core/delivery.ts';
import type { RecordLists } from '../core/envelope.ts';
import type { EventDefinition } from '../core/events.ts';
import type { Instant } from '../core/instant.ts';
import type { Rules } from '../core/rules.ts';
import type { ShopClock } from './clock.ts';
import { tryToSend, withdraw, type Delivering } from './deliver.ts';
import { callsOf, type EmittedCall } from './emission.ts';
import { createLiveDeliveries, type Delivery } from './live.ts';
import { createEntityOrder } from './order.ts';
import { describePending, type PendingDelivery } from './pending.ts';
import type { AttemptReport } from './report.ts';
import type { Send } from './send.ts';
import { createWebhookBook, type Webhook, type WebhookBook, type WebhookNews } from './webhook-book.ts';

export interface EngineOptions {
  readonly rules: Rules;
  readonly clock: ShopClock;
  readonly shopName: string;
  readonly send: Send;
  /** The real time. */
  readonly now: () => Instant;
  /** A delivery begins; its first attempt follows. */
  readonly onDelivery: (delivery: PendingDelivery) => void;
  readonly onAttempt: (report: AttemptReport) => void;
  /** A delivery ends without a conclusion: no attempt follows. */
  readonly onWithdrawn: (delivery: PendingDelivery, because: WithdrawnBecause) => void;
  readonly onWebhook: (webhook: Webhook, news: WebhookNews) => void;
}

export interface Engine {
  readonly webhooks: WebhookBook;
  /** One delivery for each active webhook of the event and each 5000 records; returns their ids. */
  emit(event: EventDefinition, lists: RecordLists): readonly string[];
  pending(): readonly PendingDelivery[];
  /** Resolves when the first attempts of these deliveries are judged, or never will be (withdrawn, closed). */
  settled(ids: readonly string[]): Promise<void>;
  /** Drops the calls in flight and everything that waits; resolves when nothing is open. */
  close(): Promise<void>;
}

/** The shop goes on counting: ids of deliveries, and the order of calls. */
interface Counters {
  step: number;
  delivery: number;
}

interface Beginning extends Delivering {
  readonly shopName: string;
  readonly counters: Counters;
  readonly onDelivery: (delivery: PendingDelivery) => void;
}

export function createEngine(options: EngineOptions): Engine {
  const { rules, clock } = options;
  const live = createLiveDeliveries();
  const withdrawAll = (webhook: number, because: WithdrawnBecause): void => {
    for (const delivery of live.ofWebhook(webhook)) withdraw(engine, delivery, because);
  };
  const engine: Beginning = {
    ...options,
    webhooks: createWebhookBook({ rules, clock, withdraw: withdrawAll, onNews: options.onWebhook }),
    live,
    order: createEntityOrder(),
    freed: [],
    inFlight: new Set(),
    closing: new AbortController(),
    counters: { step: 0, delivery: 0 },
  };
  // Every call in flight listens to it; the warning is meant for leaks.
  setMaxListeners(0, engine.closing.signal);
  return {
    webhooks: engine.webhooks,
    emit: (event, lists) => emit(engine, event, lists),
    pending: () => live.all().map((delivery) => describePending(engine, delivery)),
    settled: (ids) => live.begun(ids),
    async close() {
      engine.closing.abort();
      for (const delivery of live.all()) delivery.cancelWake();
      live.clear();
      await Promise.all(engine.inFlight);
    },
  };
}

function emit(engine: Beginning, event: EventDefinition, lists: RecordLists): readonly string[] {
  const { webhooks, shopName, closing, counters } = engine;
  const isReceiver = (webhook: Webhook): boolean => webhook.event === event.name && webhook.state.active;
  const receivers = webhooks
    .list()
    .filter(isReceiver)
    .map((webhook) => webhook.id);
  if (receivers.length === 0 || closing.signal.aborted) return [];
  const calls = callsOf({ event, lists, shopName, receivers, firstStep: counters.step + 1 });
  // Counted before anybody is told, who may ask for the next event at once.
  counters.step = calls.at(-1)?.step ?? counters.step;
  return calls.map((call) => begin(engine, call));
}

function begin(engine: Beginning, call: EmittedCall): string {
  engine.counters.delivery += 1;
  const id = `shop-${engine.counters.delivery}`;
  const state = newDelivery(engine.clock.now());
  const delivery: Delivery = { ...call, id, state, cancelWake: () => undefined };
  engine.live.add(delivery);
  engine.order.enter(delivery);
  engine.onDelivery(describePending(engine, delivery));
  tryToSend(engine, delivery);
  return id;
}

/**
 * The simulated shop's sending. In: events with their records. Out: deliveries to whoever subscribed, each carried out
 * by itself: HTTP attempts at the right moments, reported one by one. A delivery that waits for its repeat holds up
 * nothing.
 */
import { setMaxListeners } from 'node:events';
import { newDelivery, type DeliveryState, type WithdrawnBecause } from '../../core/delivery.ts';
import type { JsonStyle, RecordLists } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';
import type { Instant } from '../../core/instant.ts';
import type { Rules } from '../../core/rules.ts';
import type { ShopClock } from '../clock/clock.ts';
import { tryToSend, wakeAt, withdraw, type Delivering } from './deliver.ts';
import { callsOf, type EmittedCall } from './emission.ts';
import { createLiveDeliveries, type Delivery } from './live.ts';
import { createEntityOrder } from './order.ts';
import { describePending, type PendingDelivery } from './pending.ts';
import type { AttemptReport } from './report.ts';
import type { Exchange } from './spoilt-send.ts';
import { saveDelivery, type SavedDelivery } from '../state/saved-delivery.ts';
import { createWebhookBook, type Webhook, type WebhookBook, type WebhookNews } from './webhook-book.ts';
import type { WebhookBookState } from './webhook-book.ts';

export interface EngineOptions {
  readonly rules: Rules;
  readonly clock: ShopClock;
  readonly shopName: string;
  readonly jsonStyle: JsonStyle;
  readonly exchange: Exchange;
  /** The real time. */
  readonly now: () => Instant;
  /** A delivery begins; its first attempt follows. */
  readonly onDelivery: (delivery: PendingDelivery) => void;
  readonly onAttempt: (report: AttemptReport) => void;
  /** A delivery ends without a conclusion: no attempt follows. */
  readonly onWithdrawn: (delivery: PendingDelivery, because: WithdrawnBecause) => void;
  readonly onWebhook: (webhook: Webhook, news: WebhookNews) => void;
  readonly saved?: EngineState | undefined;
}

export interface Engine {
  readonly webhooks: WebhookBook;
  /** One delivery for each active webhook of the event and each 5000 records; returns their ids. */
  emit(event: EventDefinition, lists: RecordLists): readonly string[];
  pending(): readonly PendingDelivery[];
  /** Resolves when the first attempts of these deliveries are judged, or never will be (withdrawn, closed). */
  settled(ids: readonly string[]): Promise<void>;
  save(): EngineState;
  /** Drops the calls in flight and everything that waits; resolves when nothing is open. */
  close(): Promise<void>;
}

/** Plain JSON. */
export interface EngineState extends WebhookBookState {
  /** In the order in which they wait. */
  readonly deliveries: readonly SavedDelivery[];
  readonly lastDelivery: number;
  readonly lastStep: number;
}

interface Beginning extends Delivering {
  readonly shopName: string;
  readonly jsonStyle: JsonStyle;
  readonly onDelivery: (delivery: PendingDelivery) => void;
}

export function createEngine(options: EngineOptions): Engine {
  const { rules, clock, saved } = options;
  const live = createLiveDeliveries();
  const withdrawAll = (webhook: number, because: WithdrawnBecause): void => {
    for (const delivery of live.ofWebhook(webhook)) withdraw(engine, delivery, because);
  };
  const engine: Beginning = {
    ...options,
    webhooks: createWebhookBook({ rules, clock, withdraw: withdrawAll, saved, onNews: options.onWebhook }),
    live,
    order: createEntityOrder(),
    calling: { isUnderWay: false },
    underWay: { count: 0, end: () => undefined },
    closing: new AbortController(),
    counters: { step: saved?.lastStep ?? 0, delivery: saved?.lastDelivery ?? 0, turn: 0 },
  };
  // Every call in flight listens to it; the warning is meant for leaks.
  setMaxListeners(0, engine.closing.signal);
  if (saved !== undefined) resume(engine, saved.deliveries);
  return {
    webhooks: engine.webhooks,
    emit: (event, lists) => emit(engine, event, lists),
    pending: () => live.all().map((delivery) => describePending(engine, delivery)),
    settled: (ids) => live.begun(ids),
    save: () => save(engine),
    async close() {
      engine.closing.abort();
      for (const delivery of live.all()) delivery.cancelWake();
      live.clear();
      await allEnded(engine);
    },
  };
}

/** They are cut short, so this is soon. */
async function allEnded({ underWay }: Beginning): Promise<void> {
  const others = underWay.end;
  if (underWay.count === 0) return;
  await new Promise<void>((resolve) => {
    underWay.end = () => {
      others();
      resolve();
    };
  });
}

function emit(engine: Beginning, event: EventDefinition, lists: RecordLists): readonly string[] {
  const { webhooks, shopName, jsonStyle: style, closing, counters } = engine;
  const isReceiver = (webhook: Webhook): boolean => webhook.event === event.name && webhook.state.active;
  const receivers = webhooks
    .list()
    .filter(isReceiver)
    .map((webhook) => webhook.id);
  if (receivers.length === 0 || closing.signal.aborted) return [];
  const calls = callsOf({ event, lists, shopName, style, receivers, firstStep: counters.step + 1 });
  // Counted before anybody is told, who may ask for the next event at once.
  counters.step = calls.at(-1)?.step ?? counters.step;
  return calls.map((call) => begin(engine, call));
}

function begin(engine: Beginning, call: EmittedCall): string {
  engine.counters.delivery += 1;
  const id = `shop-${engine.counters.delivery}`;
  const state = newDelivery(engine.clock.now());
  engine.counters.turn += 1;
  const delivery: Delivery = { ...call, id, state, cancelWake: () => undefined, turn: engine.counters.turn };
  engine.live.add(delivery);
  engine.order.enter(delivery);
  engine.onDelivery(describePending(engine, delivery));
  tryToSend(engine, delivery);
  return id;
}

function save({ live, order, webhooks, counters }: Beginning): EngineState {
  const inTurn = live.all().toSorted((a, b) => a.turn - b.turn);
  return {
    ...webhooks.save(),
    deliveries: inTurn
      .map((delivery) => saveDelivery(delivery, order.isBusy(delivery)))
      .filter((delivery) => delivery !== null),
    lastDelivery: counters.delivery,
    lastStep: counters.step,
  };
}

/** What was busy enters before anybody is tried, and is tried as soon as the shop is complete. */
function resume(engine: Beginning, saved: readonly SavedDelivery[]): void {
  const busy = saved.flatMap((one) => {
    engine.counters.turn += 1;
    const delivery = deliveryOf(one, engine.counters.turn);
    engine.live.add(delivery);
    if (one.attempts > 0) engine.live.hasBegun(delivery);
    if (one.isBusy) engine.order.enter(delivery);
    else wakeAt(engine, delivery, one.dueAt);
    return one.isBusy ? [delivery] : [];
  });
  queueMicrotask(() => {
    const isToSend = ({ state }: Delivery): boolean => state.kind === 'waiting' && !engine.closing.signal.aborted;
    for (const delivery of busy) if (isToSend(delivery)) tryToSend(engine, delivery);
  });
}

function deliveryOf(saved: SavedDelivery, turn: number): Delivery {
  const { id, event, webhook, body, step, subjects, attempts, dueAt } = saved;
  const state: DeliveryState = { kind: 'waiting', attempts, dueAt };
  return { id, event, webhook, body: Buffer.from(body), step, subjects, state, cancelWake: () => undefined, turn };
}

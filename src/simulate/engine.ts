/**
 * The simulated shop's sending. In: events with their records. Out: HTTP attempts at the right moments, reported one by
 * one. What to do next is decided by core's pure steps alone; this file performs their effects: it sends, waits on the
 * shop's clock and withdraws. A delivery that waits for its repeat holds up nothing.
 */
import { setMaxListeners } from 'node:events';
import { isFinal, newDelivery, repeatDueAt, stepDelivery, type DeliveryEffect } from '../core/delivery.ts';
import type { DeliveryInput, DeliveryState, WithdrawnBecause } from '../core/delivery.ts';
import type { RecordLists } from '../core/envelope.ts';
import type { EventDefinition } from '../core/events.ts';
import type { Instant } from '../core/instant.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Rules } from '../core/rules.ts';
import { judge } from '../core/verdict.ts';
import type { ShopClock } from './clock.ts';
import { callsOf, type EmittedCall } from './emission.ts';
import { createEntityOrder, type EntityOrder } from './order.ts';
import type { AttemptReport } from './report.ts';
import type { Send, ShopCall } from './send.ts';
import { createWebhookBook, type Webhook, type WebhookBook } from './webhook-book.ts';

export interface EngineOptions {
  readonly rules: Rules;
  readonly clock: ShopClock;
  readonly shopName: string;
  readonly send: Send;
  /** The real time. */
  readonly now: () => Instant;
  readonly onAttempt: (report: AttemptReport) => void;
}

/** A delivery that is not over. */
export interface PendingDelivery {
  readonly id: string;
  readonly event: string;
  readonly webhook: number;
  readonly attempts: number;
  /** Real time; null while an attempt is in flight, before the first, when none will come, and under `max`. */
  readonly nextAttemptAt: Instant | null;
  /** The same, but while an attempt is in flight when it will be repeated should its answer be wrong. */
  readonly repeatAt: Instant | null;
  readonly body: Buffer;
}

export interface Engine {
  readonly webhooks: WebhookBook;
  /** One delivery for each active webhook of the event and each 5000 records; returns their ids. */
  emit(event: EventDefinition, lists: RecordLists): readonly string[];
  pending(): readonly PendingDelivery[];
  /** Drops the calls in flight and everything that waits; resolves when nothing is open. */
  close(): Promise<void>;
}

interface Delivery extends EmittedCall {
  readonly id: string;
  state: DeliveryState;
  cancelWake: () => void;
}

/** What the functions of this file share. */
interface Sending extends EngineOptions {
  readonly webhooks: WebhookBook;
  readonly live: Map<string, Delivery>;
  readonly order: EntityOrder<Delivery>;
  /** Due, but an earlier delivery about the same record is busy. */
  readonly heldUp: Set<Delivery>;
  readonly inFlight: Set<Promise<void>>;
  readonly closing: AbortController;
}

/** `User-Agent` and `Accept` of the real shop are not documented; libcurl is likely. Ours says what it is (inferred). */
const HEADERS = { 'Content-Type': 'application/json', 'User-Agent': 'Upgates-Simulated/1', Accept: '*/*' } as const;

export function createEngine(options: EngineOptions): Engine {
  const live = new Map<string, Delivery>();
  const sending: Sending = {
    ...options,
    webhooks: createWebhookBook({
      rules: options.rules,
      clock: options.clock,
      withdraw: (webhook, because) => withdrawAll(sending, webhook, because),
    }),
    live,
    order: createEntityOrder(),
    heldUp: new Set(),
    inFlight: new Set(),
    closing: new AbortController(),
  };
  // Every call in flight listens to it; the warning is meant for leaks.
  setMaxListeners(0, sending.closing.signal);
  const counters: Counters = { step: 0, delivery: 0 };
  return {
    webhooks: sending.webhooks,
    emit: (event, lists) => emit(sending, counters, { event, lists }),
    pending: () => [...live.values()].map((delivery) => describePending(sending, delivery)),
    async close() {
      sending.closing.abort();
      for (const delivery of live.values()) delivery.cancelWake();
      live.clear();
      await Promise.all(sending.inFlight);
    },
  };
}

/** The shop goes on counting: ids of deliveries, and the order of calls. */
interface Counters {
  step: number;
  delivery: number;
}

interface Emitted {
  readonly event: EventDefinition;
  readonly lists: RecordLists;
}

function emit(sending: Sending, counters: Counters, { event, lists }: Emitted): readonly string[] {
  const { webhooks, shopName, closing } = sending;
  const isReceiver = (webhook: Webhook): boolean => webhook.event === event.name && webhook.state.active;
  const receivers = webhooks
    .list()
    .filter(isReceiver)
    .map((webhook) => webhook.id);
  if (receivers.length === 0 || closing.signal.aborted) return [];
  const calls = callsOf({ event, lists, shopName, receivers, firstStep: counters.step + 1 });
  return calls.map((call) => {
    counters.step = call.step;
    counters.delivery += 1;
    return begin(sending, call, `shop-${counters.delivery}`);
  });
}

function begin(sending: Sending, call: EmittedCall, id: string): string {
  const state = newDelivery(sending.clock.now());
  const delivery: Delivery = { ...call, id, state, cancelWake: () => undefined };
  sending.live.set(id, delivery);
  sending.order.enter(delivery);
  tryToSend(sending, delivery);
  return id;
}

function tryToSend(sending: Sending, delivery: Delivery): void {
  const at = sending.clock.now();
  if (!sending.webhooks.maySend(delivery.webhook, at)) return withdraw(sending, delivery, 'webhook-deactivated');
  if (sending.order.isHeldUp(delivery)) sending.heldUp.add(delivery);
  else advance(sending, delivery, { kind: 'came-due', at });
}

function advance(sending: Sending, delivery: Delivery, input: DeliveryInput): void {
  const { state, effects } = stepDelivery(delivery.state, input, sending.rules);
  delivery.state = state;
  for (const effect of effects) perform(sending, delivery, effect);
}

/** `conclude` needs nothing done here: the report carries the judgement. */
function perform(sending: Sending, delivery: Delivery, effect: DeliveryEffect): void {
  if (effect.kind === 'wake-at') {
    delivery.cancelWake = sending.clock.wakeAt(effect.at, () => tryToSend(sending, delivery));
  } else if (effect.kind === 'send') {
    const attempt = sendAttempt(sending, delivery, delivery.state).finally(() => sending.inFlight.delete(attempt));
    sending.inFlight.add(attempt);
  }
}

async function sendAttempt(sending: Sending, delivery: Delivery, state: DeliveryState): Promise<void> {
  const { rules, clock, closing } = sending;
  const webhook = sending.webhooks.find(delivery.webhook);
  if (webhook === null || state.kind !== 'in-flight') return;
  const { attempts: number, sentAt } = state;
  sending.order.enter(delivery);
  // Until the attempt has ended, its repeat may be the next thing due.
  const release = clock.hold(repeatDueAt(sentAt, rules));
  try {
    const outcome = await sending.send(callOf(sending, delivery, webhook.url));
    if (!closing.signal.aborted) settle(sending, delivery, { number, url: webhook.url, sentAt, outcome });
  } finally {
    release();
  }
}

function callOf({ rules, closing }: Sending, { event, body }: Delivery, url: string): ShopCall {
  const { limit, connectLimit } = rules;
  return { url, event, body, headers: HEADERS, signal: closing.signal, limit, connectLimit };
}

interface Ended {
  readonly number: number;
  readonly url: string;
  readonly sentAt: Instant;
  readonly outcome: Outcome;
}

function settle(sending: Sending, delivery: Delivery, { number, url, sentAt, outcome }: Ended): void {
  const { rules, clock, webhooks } = sending;
  const at = clock.now();
  advance(sending, delivery, { kind: 'ended', at, outcome });
  webhooks.step(delivery.webhook, { kind: 'attempt-ended', sentAt, at, outcome });
  sending.order.leave(delivery);
  if (isFinal(delivery.state)) sending.live.delete(delivery.id);
  sending.onAttempt({
    delivery: delivery.id,
    number,
    event: delivery.event,
    webhook: delivery.webhook,
    url,
    body: delivery.body,
    outcome,
    judgement: judge(outcome, rules),
    rules,
    at: sending.now(),
    nextAttemptAt: nextAttemptAt(sending, delivery),
  });
  retryHeldUp(sending);
}

function retryHeldUp(sending: Sending): void {
  const waiting = [...sending.heldUp].toSorted((a, b) => a.step - b.step);
  for (const delivery of waiting) {
    if (sending.order.isHeldUp(delivery)) continue;
    sending.heldUp.delete(delivery);
    tryToSend(sending, delivery);
  }
}

function withdrawAll(sending: Sending, webhook: number, because: WithdrawnBecause): void {
  const mine = [...sending.live.values()].filter((delivery) => delivery.webhook === webhook);
  for (const delivery of mine) withdraw(sending, delivery, because);
  retryHeldUp(sending);
}

/** An attempt in flight runs to its end and is reported; nothing follows it. */
function withdraw(sending: Sending, delivery: Delivery, because: WithdrawnBecause): void {
  advance(sending, delivery, { kind: 'withdrawn', at: sending.clock.now(), because });
  delivery.cancelWake();
  sending.heldUp.delete(delivery);
  if (!isFinal(delivery.state)) return;
  sending.order.leave(delivery);
  sending.live.delete(delivery.id);
}

function nextAttemptAt(sending: Sending, { state, webhook }: Delivery): Instant | null {
  if (state.kind !== 'waiting' || state.attempts === 0) return null;
  return sending.webhooks.maySend(webhook, state.dueAt) ? sending.clock.wallTimeOf(state.dueAt) : null;
}

function describePending(sending: Sending, delivery: Delivery): PendingDelivery {
  const { id, event, webhook, state, body } = delivery;
  const next = nextAttemptAt(sending, delivery);
  const repeatAt = state.kind === 'in-flight' ? repeatOf(sending, state.sentAt) : next;
  return { id, event, webhook, attempts: state.attempts, nextAttemptAt: next, repeatAt, body };
}

function repeatOf({ clock, rules }: Sending, sentAt: Instant): Instant | null {
  return clock.wallTimeOf(repeatDueAt(sentAt, rules));
}

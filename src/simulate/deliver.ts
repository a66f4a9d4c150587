/**
 * How one delivery goes on. In: it came due, its attempt ended, it was withdrawn. Out: attempts, waits on the shop's
 * clock, reports. What follows what is decided by core's pure steps alone; here their effects are performed.
 */
import { isFinal, repeatDueAt, stepDelivery, type DeliveryEffect } from '../core/delivery.ts';
import type { DeliveryInput, DeliveryState, WithdrawnBecause } from '../core/delivery.ts';
import type { Instant } from '../core/instant.ts';
import { judge } from '../core/verdict.ts';
import type { Delivery, LiveDeliveries } from './live.ts';
import type { EntityOrder } from './order.ts';
import { describePending, nextAttemptAt, type PendingDelivery, type Telling } from './pending.ts';
import type { AttemptReport } from './report.ts';
import type { ShopCall } from './send.ts';
import type { Exchange, Exchanged } from './spoilt-send.ts';

/** The shop goes on counting: ids of deliveries, the order of calls, the order of waits. */
export interface Counters {
  step: number;
  delivery: number;
  turn: number;
}

/** What deliveries are carried out with. */
export interface Delivering extends Telling {
  readonly exchange: Exchange;
  /** The real time. */
  readonly now: () => Instant;
  readonly onAttempt: (report: AttemptReport) => void;
  readonly onWithdrawn: (delivery: PendingDelivery, because: WithdrawnBecause) => void;
  readonly live: LiveDeliveries;
  readonly order: EntityOrder<Delivery>;
  /** Held up until now; taken one after the other, since one that goes may free the next. */
  readonly freed: Delivery[];
  readonly inFlight: Set<Promise<void>>;
  readonly counters: Counters;
  readonly closing: AbortController;
}

/** `User-Agent` and `Accept` of the real shop are not documented; libcurl is likely. Ours says what it is (inferred). */
const HEADERS = { 'Content-Type': 'application/json', 'User-Agent': 'Upgates-Simulated/1', Accept: '*/*' } as const;

/** Sends it if it is due, its webhook is active, and nothing earlier about its records is busy. */
export function tryToSend(delivering: Delivering, delivery: Delivery): void {
  const at = delivering.clock.now();
  if (!delivering.webhooks.maySend(delivery.webhook, at)) withdraw(delivering, delivery, 'webhook-deactivated');
  else if (!delivering.order.isHeldUp(delivery)) step(delivering, delivery, { kind: 'came-due', at });
}

/** An attempt in flight runs to its end and is reported; nothing follows it. */
export function withdraw(delivering: Delivering, delivery: Delivery, because: WithdrawnBecause): void {
  step(delivering, delivery, { kind: 'withdrawn', at: delivering.clock.now(), because });
  delivery.cancelWake();
  if (!isFinal(delivery.state)) return;
  delivering.live.remove(delivery);
  tellWithdrawn(delivering, delivery);
  release(delivering, delivery);
}

function step(delivering: Delivering, delivery: Delivery, input: DeliveryInput): void {
  const { state, effects } = stepDelivery(delivery.state, input, delivering.rules);
  delivery.state = state;
  for (const effect of effects) perform(delivering, delivery, effect);
}

/** `conclude` needs nothing done here: the report carries the judgement. */
function perform(delivering: Delivering, delivery: Delivery, effect: DeliveryEffect): void {
  if (effect.kind === 'wake-at') {
    wakeAt(delivering, delivery, effect.at);
  } else if (effect.kind === 'send') {
    const attempt = sendAttempt(delivering, delivery, delivery.state).finally(() =>
      delivering.inFlight.delete(attempt),
    );
    delivering.inFlight.add(attempt);
  }
}

/** Tries again when the shop's time has come to `at`. */
export function wakeAt(delivering: Delivering, delivery: Delivery, at: Instant): void {
  delivering.counters.turn += 1;
  delivery.turn = delivering.counters.turn;
  delivery.cancelWake = delivering.clock.wakeAt(at, () => tryToSend(delivering, delivery));
}

async function sendAttempt(delivering: Delivering, delivery: Delivery, state: DeliveryState): Promise<void> {
  const { rules, clock, closing, webhooks } = delivering;
  const webhook = webhooks.find(delivery.webhook);
  if (webhook === null || state.kind !== 'in-flight') return;
  const { attempts: number, sentAt } = state;
  delivering.order.enter(delivery);
  // Until the attempt has ended, its repeat may be the next thing due.
  const unhold = clock.hold(repeatDueAt(sentAt, rules));
  try {
    const exchanged = await delivering.exchange(callOf(delivering, delivery, webhook.url), number);
    if (!closing.signal.aborted) settle(delivering, delivery, { ...exchanged, number, url: webhook.url, sentAt });
  } finally {
    unhold();
  }
}

function callOf({ rules, closing }: Delivering, { event, body }: Delivery, url: string): ShopCall {
  const { limit, connectLimit } = rules;
  return { url, event, body, headers: HEADERS, signal: closing.signal, limit, connectLimit };
}

interface Ended extends Exchanged {
  readonly number: number;
  readonly url: string;
  readonly sentAt: Instant;
}

function settle(delivering: Delivering, delivery: Delivery, ended: Ended): void {
  const { clock, webhooks, live } = delivering;
  const at = clock.now();
  step(delivering, delivery, { kind: 'ended', at, outcome: ended.outcome });
  webhooks.step(delivery.webhook, { kind: 'attempt-ended', sentAt: ended.sentAt, at, outcome: ended.outcome });
  if (isFinal(delivery.state)) live.remove(delivery);
  else live.hasBegun(delivery);
  delivering.onAttempt(reportOf(delivering, delivery, ended));
  tellWithdrawn(delivering, delivery);
  release(delivering, delivery);
}

function reportOf(delivering: Delivering, delivery: Delivery, ended: Ended): AttemptReport {
  const { rules } = delivering;
  const { id, event, webhook, body } = delivery;
  const { number, url, outcome, handler, answer, fault } = ended;
  const judgement = judge(outcome, rules);
  const next = nextAttemptAt(delivering, delivery);
  return {
    delivery: id,
    number,
    event,
    webhook,
    url,
    body,
    outcome,
    handler,
    answer,
    fault,
    judgement,
    rules,
    at: delivering.now(),
    nextAttemptAt: next,
  };
}

function tellWithdrawn(delivering: Delivering, delivery: Delivery): void {
  const { state } = delivery;
  if (state.kind === 'withdrawn') delivering.onWithdrawn(describePending(delivering, delivery), state.because);
}

/** Whoever waited for it goes on. */
function release(delivering: Delivering, delivery: Delivery): void {
  const { freed, order } = delivering;
  const isUnderWay = freed.length > 0;
  for (const other of order.leave(delivery)) freed.push(other);
  if (isUnderWay) return;
  // The first stays in its place while it is tried, as a sign that this loop runs.
  for (let next = freed.at(0); next !== undefined; next = freed.at(0)) {
    if (next.state.kind === 'waiting') tryToSend(delivering, next);
    freed.shift();
  }
}

/**
 * How one delivery goes on. In: it came due, its attempt ended, it was withdrawn. Out: attempts, waits on the shop's
 * clock, reports. What follows what is decided by core's pure steps alone; here their effects are performed.
 */
import { isFinal, repeatDueAt, stepDelivery, type DeliveryEffect } from '../../core/delivery.ts';
import type { DeliveryInput, DeliveryState, WithdrawnBecause } from '../../core/delivery.ts';
import type { Instant } from '../../core/instant.ts';
import { judge } from '../../core/verdict.ts';
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

/** Attempts in flight, and whoever waits until there are none. */
export interface UnderWay {
  count: number;
  end: () => void;
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
  /** Whether those who were held up are being called already. */
  readonly calling: { isUnderWay: boolean };
  readonly underWay: UnderWay;
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
    void sendAttempt(delivering, delivery, delivery.state);
  }
}

/** Tries again when the shop's time has come to `at`. */
export function wakeAt(delivering: Delivering, delivery: Delivery, at: Instant): void {
  delivering.counters.turn += 1;
  delivery.turn = delivering.counters.turn;
  delivery.cancelWake = delivering.clock.wakeAt(at, () => tryToSend(delivering, delivery));
}

async function sendAttempt(delivering: Delivering, delivery: Delivery, state: DeliveryState): Promise<void> {
  const { rules, clock, closing, webhooks, underWay } = delivering;
  const webhook = webhooks.find(delivery.webhook);
  if (webhook === null || state.kind !== 'in-flight') return;
  const { attempts: number, sentAt } = state;
  delivering.order.enter(delivery);
  // Until the attempt has ended, its repeat may be the next thing due.
  const unhold = clock.hold(repeatDueAt(sentAt, rules));
  underWay.count += 1;
  try {
    const exchanged = await delivering.exchange(callOf(delivering, delivery, webhook.url), number);
    if (!closing.signal.aborted) settle(delivering, delivery, { exchanged, number, url: webhook.url, sentAt });
  } finally {
    unhold();
    underWay.count -= 1;
    if (underWay.count === 0) underWay.end();
  }
}

function callOf({ rules, closing }: Delivering, { event, body }: Delivery, url: string): ShopCall {
  const { limit, connectLimit } = rules;
  return { url, event, body, headers: HEADERS, signal: closing.signal, limit, connectLimit };
}

interface Ended {
  readonly exchanged: Exchanged;
  readonly number: number;
  readonly url: string;
  readonly sentAt: Instant;
}

function settle(delivering: Delivering, delivery: Delivery, ended: Ended): void {
  const { sentAt, exchanged } = ended;
  const { outcome } = exchanged;
  const { clock, webhooks, live } = delivering;
  const at = clock.now();
  step(delivering, delivery, { kind: 'ended', at, outcome });
  webhooks.step(delivery.webhook, { kind: 'attempt-ended', sentAt, at, outcome });
  if (isFinal(delivery.state)) live.remove(delivery);
  else live.hasBegun(delivery);
  delivering.onAttempt(reportOf(delivering, delivery, ended));
  tellWithdrawn(delivering, delivery);
  release(delivering, delivery);
}

function reportOf(delivering: Delivering, delivery: Delivery, ended: Ended): AttemptReport {
  const { rules } = delivering;
  const { id, event, webhook, body } = delivery;
  const { number, url, sentAt, exchanged } = ended;
  const { outcome, handler, answer, fault } = exchanged;
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
    sentAt,
    at: delivering.now(),
    nextAttemptAt: next,
  };
}

function tellWithdrawn(delivering: Delivering, delivery: Delivery): void {
  const { state } = delivery;
  if (state.kind === 'withdrawn') delivering.onWithdrawn(describePending(delivering, delivery), state.because);
}

/** Whoever waited for it goes on. One that goes or does not may call the next: one loop serves them all. */
function release(delivering: Delivering, delivery: Delivery): void {
  const { calling, order } = delivering;
  order.leave(delivery);
  if (calling.isUnderWay) return;
  calling.isUnderWay = true;
  try {
    for (let next = order.called(); next !== null; next = order.called()) {
      if (next.state.kind === 'waiting') tryToSend(delivering, next);
    }
  } finally {
    calling.isUnderWay = false;
  }
}

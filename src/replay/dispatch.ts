/**
 * Sends parcels as the shop would: one call with the shop's own limit, and its repeats while the verdict wants them and
 * repeats are left. In: a parcel. Out: `attempt` lines; each attempt is in history before it is sent.
 * What follows an attempt is decided by core's pure step; here are only the calls and the waiting.
 */
import { newDelivery, repeatDueAt, stepDelivery, type DeliveryState } from '../core/delivery.ts';
import type { Instant } from '../core/instant.ts';
import { withoutUserinfo } from '../core/masking.ts';
import type { Answer, HandlerResult, Outcome } from '../core/outcome.ts';
import type { AttemptRecord } from '../core/record.ts';
import type { Rules } from '../core/rules.ts';
import { maySend, newWebhook, stepWebhook } from '../core/webhook.ts';
import type { ShopClock } from '../simulate/clock/clock.ts';
import { settledFields } from '../store/settled-fields.ts';
import type { HistoryWriter } from '../store/told.ts';
import { attemptLine, outcomeSeen, type SentAttempt } from './attempt-line.ts';
import { openParcel, type OpenedParcel, type Parcel } from './parcel.ts';

/** One HTTP exchange to be made: what goes out, as which attempt. */
export interface Exchange {
  readonly parcel: Parcel;
  readonly content: OpenedParcel;
  readonly delivery: string;
  readonly number: number;
}

/** How it went. A fault between us and the handler tells what it made of the answer. */
export interface Exchanged {
  /** Null: a fault kept the call from the handler. */
  readonly result: HandlerResult | null;
  /** Null: nothing stood between. */
  readonly answer: Answer | null;
  readonly fault: string | null;
}

export interface DispatchOptions {
  readonly history: Pick<HistoryWriter, 'received' | 'settled'>;
  readonly rules: Rules;
  /** On which repeats wait; closed by whoever made it. */
  readonly clock: ShopClock;
  /** Repeats after the first attempt. */
  readonly retries: number;
  /** Never rejects. */
  readonly call: (exchange: Exchange) => Promise<Exchanged>;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly onAttempt: (record: AttemptRecord) => void;
  /** Told of an attempt that waits to be repeated at `dueAt` of the clock; what it returns is called when it no longer does. */
  readonly onWaiting?: (attempt: string, dueAt: Instant) => () => void;
}

/** Resolves when nothing more follows, or when the signal has cut it short. Rejects with `Failure` when history fails. */
export async function dispatch(parcel: Parcel, options: DispatchOptions): Promise<void> {
  const { clock, rules, signal } = options;
  const content = openParcel(parcel);
  let webhook = newWebhook(true);
  let state = newDelivery(clock.now());
  let delivery: string | null = null;
  let waited = (): void => undefined;
  while (state.kind === 'waiting' && state.attempts <= options.retries && maySend(webhook, state.dueAt, rules)) {
    if (state.attempts > 0) await untilDue(state.dueAt, options);
    waited();
    if (signal.aborted) return;
    const sentAt = clock.now();
    const inFlight: DeliveryState = stepDelivery(state, { kind: 'came-due', at: sentAt }, rules).state;
    const release = clock.hold(repeatDueAt(sentAt, rules));
    const attempt: Attempt | null = await makeAttempt(
      { parcel, content, delivery, number: inFlight.attempts },
      options,
    );
    if (attempt === null) return release();
    const at = clock.now();
    state = stepDelivery(inFlight, { kind: 'ended', at, outcome: attempt.outcome }, rules).state;
    webhook = stepWebhook(webhook, { kind: 'attempt-ended', sentAt, at, outcome: attempt.outcome }, rules).state;
    const isLast = state.attempts > options.retries;
    const next = state.kind === 'waiting' && !isLast && maySend(webhook, state.dueAt, rules) ? state.dueAt : null;
    settle(attempt, next === null ? null : clock.wallTimeOf(next), options);
    if (next !== null) waited = options.onWaiting?.(attempt.sent.id, next) ?? waited;
    delivery = attempt.sent.delivery;
    release();
  }
}

interface Due {
  readonly parcel: Parcel;
  readonly content: OpenedParcel;
  /** Null: the first attempt makes it. */
  readonly delivery: string | null;
  readonly number: number;
}

interface Attempt {
  readonly sent: Omit<SentAttempt, 'nextAttemptAt'>;
  readonly outcome: Outcome;
  readonly result: HandlerResult | null;
}

/** Null when the call was dropped because we are ending: it stays in history as interrupted. */
async function makeAttempt(due: Due, { history, rules, now, call }: DispatchOptions): Promise<Attempt | null> {
  const { parcel, content, number } = due;
  const { body, headers, sha256, key } = content;
  const at = now();
  const kept = history.received({
    at,
    origin: parcel.origin,
    event: parcel.event,
    webhook: null,
    key,
    sha256,
    body,
    headers,
    url: withoutUserinfo(parcel.url.href),
    policy: null,
    rules: rules.name,
    link: due.delivery === null ? { kind: 'new' } : { kind: 'attempt-of', delivery: due.delivery, number },
    replayOf: parcel.replayOf,
  });
  const { delivery } = kept;
  const { result, answer, fault } = await call({ parcel, content, delivery, number });
  const handler = result?.outcome ?? null;
  const outcome = outcomeSeen(handler, answer);
  if (outcome === null) return null;
  const sent = { id: kept.attempt, delivery, number, at, parcel, content, handler, answer, fault, rules };
  return { sent, outcome, result };
}

function settle(attempt: Attempt, nextAttemptAt: Instant | null, options: DispatchOptions): void {
  const { sent, result } = attempt;
  const record = attemptLine({ ...sent, nextAttemptAt });
  const handlerAnswer = result?.answer ?? null;
  options.history.settled({ ...settledFields(record), nextAttemptAt, at: options.now(), handlerAnswer });
  options.onAttempt(record);
}

/** Waits on the shop's clock. */
function untilDue(at: Instant, { clock, signal }: DispatchOptions): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.wakeAt(at, end);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

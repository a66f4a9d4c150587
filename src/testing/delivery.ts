/**
 * What a test looks at: each delivery with its attempts. In: what the simulated shop reports of them. Out: plain objects
 * that fill up as the shop goes on, so that a delivery kept in a variable is never out of date.
 */
import { repeatDueAt, type WithdrawnBecause } from '../core/delivery.ts';
import { recordKeys } from '../core/envelope.ts';
import type { Instant, Millis } from '../core/instant.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Verdict } from '../core/rules.ts';
import type { PendingDelivery } from '../simulate/deliver/pending.ts';
import { attemptRecord, type AttemptReport } from '../simulate/deliver/report.ts';

/** One HTTP exchange of a delivery. */
export interface Attempt {
  /** From one. */
  readonly number: number;
  /** When it went out, by the shop's clock. */
  readonly at: Date;
  /** What happened, as the shop saw it: `answered`, `broken` (refused, reset ...) or `silent` (its limit passed). */
  readonly outcome: Outcome;
  /** The status of the answer; null when there was none in time. */
  readonly status: number | null;
  /** Real milliseconds to the last byte of the answer: the handler is real, so its second is one too. */
  readonly ms: Millis;
  /** What Upgates concludes: `delivered`, `repeats`, or `timed-out` (counted as delivered, never repeated). */
  readonly verdict: Verdict;
  /** The verdict in words: what happened and what it means at Upgates. */
  readonly why: string;
  /** The likely cause and what to do about it; null when nothing is wrong. */
  readonly hint: string | null;
  /** The fault at work: its name, else its text; null when there was none. */
  readonly fault: string | null;
  /** What the handler really did, before the fault; null when the fault kept the call from it. */
  readonly handler: Outcome | null;
}

/**
 * One webhook call with all its repeats. A live view: it fills up while the shop goes on.
 *
 * @example
 * const delivery = await shop.emit('Orders.create');
 * expect(delivery?.verdict).toBe('repeats');
 * await shop.clock.advance('5m');
 * expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 204]);
 */
export interface Delivery {
  readonly id: string;
  /** The event's name, such as `Orders.create`. */
  readonly event: string;
  /** The id of the webhook that it was sent to. */
  readonly webhook: number;
  /** What people recognise its records by: `9000211`, or `TRICKO-01 +4999`. */
  readonly key: string;
  /** The body as sent, byte for byte the same in every attempt. */
  readonly text: string;
  /** The same, read. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Those that have been judged, in order. */
  readonly attempts: readonly Attempt[];
  /** Of the last attempt; null before the first has been judged. */
  readonly verdict: Verdict | null;
  /** Whether the shop will call again or a call is under way. */
  readonly isPending: boolean;
  /** When it will be repeated, by the shop's clock; null when it will not be, and before the first attempt. */
  readonly nextAttemptAt: Date | null;
  /** Why the shop stopped repeating it without a conclusion; null when it did not. */
  readonly withdrawn: WithdrawnBecause | null;
}

/** The same as the book writes it. */
type Entry = { -readonly [Field in keyof Delivery]: Delivery[Field] } & { attempts: Attempt[] };

export interface DeliveryBook {
  /** All, in the order in which they came up. */
  readonly deliveries: readonly Delivery[];
  find(id: string): Delivery | null;
  cameUp(delivery: PendingDelivery): void;
  attempted(report: AttemptReport): void;
  withdrawn(id: string, because: WithdrawnBecause): void;
}

/** Whether an attempt may go to a webhook at an instant of the shop's time. */
type MaySend = (webhook: number, at: Instant) => boolean;

export function createDeliveryBook(maySend: MaySend): DeliveryBook {
  const deliveries: Entry[] = [];
  const byId = new Map<string, Entry>();
  return {
    deliveries,
    find: (id) => byId.get(id) ?? null,
    cameUp(pending) {
      const entry = newEntry(pending);
      deliveries.push(entry);
      byId.set(entry.id, entry);
    },
    attempted(report) {
      const entry = byId.get(report.delivery);
      if (entry !== undefined) addAttempt(entry, report, maySend);
    },
    withdrawn(id, because) {
      const entry = byId.get(id);
      if (entry !== undefined) Object.assign(entry, { isPending: false, nextAttemptAt: null, withdrawn: because });
    },
  };
}

function newEntry({ id, event, webhook, body }: PendingDelivery): Entry {
  const text = body.toString('utf8');
  const parsed: Readonly<Record<string, unknown>> = JSON.parse(text);
  return {
    id,
    event,
    webhook,
    key: recordKeys(event, text).label,
    text,
    body: parsed,
    attempts: [],
    verdict: null,
    isPending: true,
    nextAttemptAt: null,
    withdrawn: null,
  };
}

function addAttempt(entry: Entry, report: AttemptReport, maySend: MaySend): void {
  const { judgement, sentAt, rules } = report;
  const due = repeatDueAt(sentAt, rules);
  entry.attempts.push(attemptOf(report));
  entry.verdict = judgement.verdict;
  const isPending = judgement.verdict === 'repeats' && entry.withdrawn === null;
  entry.isPending = isPending;
  entry.nextAttemptAt = isPending && maySend(entry.webhook, due) ? new Date(due) : null;
}

function attemptOf(report: AttemptReport): Attempt {
  const { number, sentAt, outcome, judgement, fault, handler } = report;
  const { why, hint } = attemptRecord(report);
  return {
    number,
    at: new Date(sentAt),
    outcome,
    status: outcome.kind === 'answered' ? outcome.status : null,
    ms: outcome.ms,
    verdict: judgement.verdict,
    why,
    hint,
    fault,
    handler,
  };
}

/**
 * Create, update and delete of one record reach the handlers in that order, across all webhooks.
 * An attempt waits while an earlier delivery that speaks of the same record is busy: its first attempt has not ended, or
 * a repeat of it is in flight. A delivery that only waits for its repeat holds nobody up. (That Upgates keeps this order
 * is second-hand; how it does so across repeats is not known, so this is the least that deserves the name.)
 *
 * Whoever is held up stands in the line of one of the records that hold it. When that record is free, the first in line
 * is called; those behind it follow when it is done, or at once when it does not go. So thousands of changes of one
 * record cost no more than as many of different ones.
 */
import { createQueue } from '../../core/queue.ts';
import { createSchedule, type Schedule } from '../../core/schedule.ts';

export interface Ticket {
  /** Deliveries of one step belong to one event and do not wait for each other. */
  readonly step: number;
  /** What the delivery speaks of, such as `orders:9000211`. */
  readonly subjects: readonly string[];
}

export interface EntityOrder<T extends Ticket> {
  /** From now on, later deliveries about the same records wait. Once for each, until it has left. */
  enter(ticket: T): void;
  isBusy(ticket: T): boolean;
  /** Nobody waits for it any more, nor it for anybody. */
  leave(ticket: T): void;
  /** Whether it must wait; if so it stands in line until it is called. */
  isHeldUp(ticket: T): boolean;
  /** Who is called next, to be asked again whether it must wait; null: nobody. */
  called(): T | null;
}

/** One record. Most have one delivery at a time, so nothing is built that only a crowd would need. */
interface Lane<T> {
  /** Steps of the deliveries that are busy with it, in rising order. */
  readonly busy: number[];
  /** Who stands behind those, by their steps. */
  line: Schedule<T> | null;
}

export function createEntityOrder<T extends Ticket>(): EntityOrder<T> {
  const lanes = new Map<string, Lane<T>>();
  const busy = new Set<T>();
  /** Out of the line in which it stands. */
  const places = new Map<T, () => void>();
  /** By which record it was called. */
  const calls = new Map<T, string>();
  const waiting = createQueue<T>();

  const laneOf = (subject: string): Lane<T> => {
    const known = lanes.get(subject);
    if (known !== undefined) return known;
    const lane: Lane<T> = { busy: [], line: null };
    lanes.set(subject, lane);
    return lane;
  };
  const laneInTheWay = ({ step, subjects }: T): Lane<T> | null => {
    for (const subject of subjects) {
      const lane = lanes.get(subject);
      if (lane !== undefined && (lane.busy[0] ?? Infinity) < step) return lane;
    }
    return null;
  };
  const leavePlace = (ticket: T): void => {
    places.get(ticket)?.();
    places.delete(ticket);
  };
  const callFirst = (subject: string): void => {
    const lane = lanes.get(subject);
    const first = lane?.line?.nextAt() ?? Infinity;
    if (lane === undefined || first > (lane.busy[0] ?? Infinity)) return;
    for (let next = lane.line?.takeDue(first); next; next = lane.line?.takeDue(first)) {
      places.delete(next);
      calls.set(next, subject);
      waiting.push(next);
    }
    if (lane.busy.length === 0 && (lane.line?.size() ?? 0) === 0) lanes.delete(subject);
  };
  /** It does not go where it stood or was called: those behind it are. */
  const stepAside = (ticket: T): void => {
    leavePlace(ticket);
    const subject = calls.get(ticket);
    calls.delete(ticket);
    if (subject !== undefined) callFirst(subject);
  };
  const leaveLane = (subject: string, step: number): void => {
    const lane = lanes.get(subject);
    if (lane === undefined) return;
    takeOut(lane.busy, step);
    if (lane.busy.length === 0 && lane.line === null) lanes.delete(subject);
    else callFirst(subject);
  };

  return {
    enter(ticket) {
      calls.delete(ticket);
      leavePlace(ticket);
      if (busy.has(ticket)) return;
      busy.add(ticket);
      for (const subject of ticket.subjects) putIn(laneOf(subject).busy, ticket.step);
    },
    isBusy: (ticket) => busy.has(ticket),
    leave(ticket) {
      if (busy.delete(ticket)) for (const subject of ticket.subjects) leaveLane(subject, ticket.step);
      stepAside(ticket);
    },
    isHeldUp(ticket) {
      const lane = laneInTheWay(ticket);
      if (lane === null) return false;
      stepAside(ticket);
      lane.line ??= createSchedule();
      places.set(ticket, lane.line.add(ticket.step, ticket));
      return true;
    },
    called: () => waiting.take(),
  };
}

function putIn(steps: number[], step: number): void {
  steps.splice(placeOf(steps, step), 0, step);
}

function takeOut(steps: number[], step: number): void {
  const place = placeOf(steps, step);
  if (steps[place] === step) steps.splice(place, 1);
}

/** Where the first step that is not smaller stands. New ones mostly come last. */
function placeOf(steps: readonly number[], step: number): number {
  if ((steps.at(-1) ?? -Infinity) < step) return steps.length;
  let [from, to] = [0, steps.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((steps[middle] ?? Infinity) < step) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Create, update and delete of one record reach the handlers in that order, across all webhooks.
 * An attempt waits while an earlier delivery that speaks of the same record is busy: its first attempt has not ended, or
 * a repeat of it is in flight. A delivery that only waits for its repeat holds nobody up. (That Upgates keeps this order
 * is second-hand; how it does so across repeats is not known, so this is the least that deserves the name.)
 *
 * Whoever is held up stands behind one of the records that hold it, and is looked at again only when that one is free:
 * thousands of changes of one record cost no more than as many of different ones.
 */
import { createSchedule, type Schedule } from '../core/schedule.ts';

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
  /** Nobody waits for it any more, nor it for anybody; those that may be free now, earliest first. */
  leave(ticket: T): readonly T[];
  /** Whether it must wait; if so it stands in line until it is given back by `leave`. */
  isHeldUp(ticket: T): boolean;
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
  const places = new Map<T, () => void>();

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
  const stepOutOfLine = (ticket: T): void => {
    places.get(ticket)?.();
    places.delete(ticket);
  };
  /** The first busy step is all that counts: who is behind it waits, who is level with it does not. */
  const leaveLane = (subject: string, step: number): readonly T[] => {
    const lane = lanes.get(subject);
    if (lane === undefined) return NOBODY;
    takeOut(lane.busy, step);
    const free = lane.line === null ? NOBODY : takeAll(lane.line, lane.busy[0] ?? Infinity);
    for (const ticket of free) places.delete(ticket);
    if (lane.busy.length === 0) lanes.delete(subject);
    return free;
  };

  return {
    enter(ticket) {
      if (busy.has(ticket)) return;
      busy.add(ticket);
      for (const subject of ticket.subjects) putIn(laneOf(subject).busy, ticket.step);
    },
    isBusy: (ticket) => busy.has(ticket),
    leave(ticket) {
      stepOutOfLine(ticket);
      if (!busy.delete(ticket)) return NOBODY;
      const freed = ticket.subjects.flatMap((subject) => leaveLane(subject, ticket.step));
      return freed.length < 2 ? freed : freed.toSorted((a, b) => a.step - b.step);
    },
    isHeldUp(ticket) {
      stepOutOfLine(ticket);
      const lane = laneInTheWay(ticket);
      if (lane === null) return false;
      lane.line ??= createSchedule();
      places.set(ticket, lane.line.add(ticket.step, ticket));
      return true;
    },
  };
}

const NOBODY: readonly never[] = [];

function takeAll<T>(line: Schedule<T>, upTo: number): readonly T[] {
  const taken: T[] = [];
  for (let next = line.takeDue(upTo); next !== null; next = line.takeDue(upTo)) taken.push(next);
  return taken;
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

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

/** One record: who is busy with it, and who stands behind those, both by their step. */
interface Lane<T> {
  readonly busy: Schedule<T>;
  readonly line: Schedule<T>;
}

type Leave = () => void;

export function createEntityOrder<T extends Ticket>(): EntityOrder<T> {
  const lanes = new Map<string, Lane<T>>();
  const entries = new Map<T, readonly Leave[]>();
  const places = new Map<T, Leave>();

  const laneOf = (subject: string): Lane<T> => {
    const known = lanes.get(subject);
    if (known !== undefined) return known;
    const lane: Lane<T> = { busy: createSchedule(), line: createSchedule() };
    lanes.set(subject, lane);
    return lane;
  };
  const laneInTheWay = ({ step, subjects }: T): Lane<T> | undefined => {
    for (const subject of subjects) {
      const lane = lanes.get(subject);
      if ((lane?.busy.nextAt() ?? Infinity) < step) return lane;
    }
    return undefined;
  };
  const stepOutOfLine = (ticket: T): void => {
    places.get(ticket)?.();
    places.delete(ticket);
  };
  /** The first busy step is all that counts: who is behind it waits, who is level with it does not. */
  const freed = (subject: string): readonly T[] => {
    const lane = lanes.get(subject);
    if (lane === undefined) return [];
    const free = takeAll(lane.line, lane.busy.nextAt() ?? Infinity);
    for (const ticket of free) places.delete(ticket);
    if (lane.busy.size() === 0) lanes.delete(subject);
    return free;
  };

  return {
    enter(ticket) {
      if (entries.has(ticket)) return;
      entries.set(
        ticket,
        ticket.subjects.map((subject) => laneOf(subject).busy.add(ticket.step, ticket)),
      );
    },
    isBusy: (ticket) => entries.has(ticket),
    leave(ticket) {
      for (const leave of entries.get(ticket) ?? []) leave();
      entries.delete(ticket);
      stepOutOfLine(ticket);
      return ticket.subjects.flatMap(freed).toSorted((a, b) => a.step - b.step);
    },
    isHeldUp(ticket) {
      stepOutOfLine(ticket);
      const lane = laneInTheWay(ticket);
      if (lane !== undefined) places.set(ticket, lane.line.add(ticket.step, ticket));
      return lane !== undefined;
    },
  };
}

function takeAll<T>(line: Schedule<T>, upTo: number): readonly T[] {
  const taken: T[] = [];
  for (let next = line.takeDue(upTo); next !== null; next = line.takeDue(upTo)) taken.push(next);
  return taken;
}

/**
 * Create, update and delete of one record reach the handlers in that order, across all webhooks.
 * An attempt waits while an earlier delivery that speaks of the same record is busy: its first attempt has not ended, or
 * a repeat of it is in flight. A delivery that only waits for its repeat holds nobody up. (That Upgates keeps this order
 * is second-hand; how it does so across repeats is not known, so this is the least that deserves the name.)
 */
export interface Ticket {
  /** Deliveries of one step belong to one event and do not wait for each other. */
  readonly step: number;
  /** What the delivery speaks of, such as `orders:9000211`. */
  readonly subjects: readonly string[];
}

export interface EntityOrder<T extends Ticket> {
  /** From now on, later deliveries about the same records wait. */
  enter(ticket: T): void;
  leave(ticket: T): void;
  isHeldUp(ticket: T): boolean;
}

export function createEntityOrder<T extends Ticket>(): EntityOrder<T> {
  const busy = new Map<string, Set<T>>();
  const lane = (subject: string): Set<T> => {
    const known = busy.get(subject) ?? new Set<T>();
    busy.set(subject, known);
    return known;
  };
  return {
    enter(ticket) {
      for (const subject of ticket.subjects) lane(subject).add(ticket);
    },
    leave(ticket) {
      for (const subject of ticket.subjects) {
        const tickets = busy.get(subject);
        tickets?.delete(ticket);
        if (tickets?.size === 0) busy.delete(subject);
      }
    },
    isHeldUp: (ticket) =>
      ticket.subjects.some((subject) => [...(busy.get(subject) ?? [])].some((other) => other.step < ticket.step)),
  };
}

/**
 * The background calls of `ack` that the handler has not accepted yet. The shop was told that we have them, so they
 * outlive the session: the next one takes them over.
 */
import type { Instant } from '../core/instant.ts';
import { numberOf, textOf } from './columns.ts';
import { livingSessions } from './sessions.ts';
import type { Row } from './driver.ts';
import type { Database } from './sqlite.ts';
import type { Ending } from './transaction.ts';

export interface QueuedCall {
  readonly delivery: string;
  readonly dueAt: Instant;
  /** Calls planned so far, the coming one among them. */
  readonly made: number;
}

export interface HistoryQueue {
  /** Plans the next call of a delivery, in place of one planned before; with an `ending` together with the delivery's own row. */
  enqueue(call: { readonly delivery: string; readonly dueAt: Instant }, ending?: Ending): void;
  /** The handler has accepted it. */
  finishQueued(delivery: string): void;
  /** How many of this session's deliveries wait for the handler. */
  queued(): number;
  /** This session's calls that are due at `at`, the longest due first; they stay until finished. */
  dueCalls(at: Instant): readonly QueuedCall[];
  /** Makes the calls that ended or dead sessions left behind this session's own, and tells them. */
  takeOver(): readonly QueuedCall[];
}

export function createQueue(db: Database, session: string): HistoryQueue {
  return {
    enqueue({ delivery, dueAt }, ending) {
      const work = (): unknown => db.run(ENQUEUE, [delivery, session, dueAt]);
      if (ending === undefined) work();
      else db.together(work, ending);
    },
    finishQueued: (delivery) => void db.run('DELETE FROM queue WHERE delivery = ?', [delivery]),
    queued: () => numberOf(db.get('SELECT count(*) AS count FROM queue WHERE session = ?', [session]) ?? {}, 'count'),
    dueCalls: (at) => db.all(DUE, [session, at]).map(queuedCall),
    takeOver: () => db.transaction(() => takeOver(db, session)),
  };
}

const ENQUEUE = `
  INSERT INTO queue (delivery, session, due_at, made) VALUES (?, ?, ?, 1)
  ON CONFLICT (delivery) DO UPDATE SET session = excluded.session, due_at = excluded.due_at, made = made + 1`;
const DUE = 'SELECT delivery, due_at, made FROM queue WHERE session = ? AND due_at <= ? ORDER BY due_at';
const ABANDONED = `
  SELECT delivery, due_at, made FROM queue
  WHERE session NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at`;

function takeOver(db: Database, session: string): readonly QueuedCall[] {
  const living = JSON.stringify([...livingSessions(db), session]);
  const calls = db.all(ABANDONED, [living]).map(queuedCall);
  db.run('UPDATE queue SET session = ? WHERE session NOT IN (SELECT value FROM json_each(?))', [session, living]);
  return calls;
}

function queuedCall(row: Row): QueuedCall {
  return { delivery: textOf(row, 'delivery'), dueAt: numberOf(row, 'due_at'), made: numberOf(row, 'made') };
}

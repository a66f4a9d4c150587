/**
 * What history knows about repeats: the chains that wait, and those that waited in vain.
 */
import type { Instant } from '../core/instant.ts';
import { numberOf, numberOrNull, textOf } from './columns.ts';
import type { Row } from './driver.ts';
import type { Database } from './sqlite.ts';

export interface WaitingChain {
  readonly delivery: string;
  readonly event: string;
  readonly attempts: number;
  /** Null: not known, as under a clock that is stepped by hand. */
  readonly nextAttemptAt: Instant | null;
  readonly webhook: number | null;
  /** Of the body of the shop's last call, in hex. */
  readonly sha256: string;
}

/** When an attempt will be followed by the next, now that the shop's clock has been set. */
export interface Replanned {
  readonly delivery: string;
  readonly number: number;
  readonly nextAttemptAt: Instant | null;
}

export interface HistoryRepeats {
  /** Deliveries of a session that the shop will repeat. */
  waiting(session: string): readonly WaitingChain[];
  /** The repeat did not come: the delivery stops waiting until the shop calls again after all. */
  markNotRepeated(delivery: string): void;
  /** Writes other times for the next attempts, all or none. */
  replan(plans: readonly Replanned[]): void;
}

export function createRepeats(db: Database, now: () => Instant): HistoryRepeats {
  return {
    waiting: (of) => db.all(WAITING, [of]).map(waitingChain),
    markNotRepeated: (delivery) =>
      db.transaction(() => {
        db.run('UPDATE deliveries SET not_repeated_at = ? WHERE id = ?', [now(), delivery]);
        db.run(FORGET_NEXT, [delivery]);
      }),
    replan: (plans) => void db.run(REPLAN, [JSON.stringify(plans)]),
  };
}

const FORGET_NEXT = `
  UPDATE attempts SET next_attempt_at = NULL
  WHERE delivery = (SELECT num FROM deliveries WHERE id = ?)`;

const REPLAN = `
  UPDATE attempts SET next_attempt_at = plan.at
  FROM (
    SELECT d.num, json_extract(value, '$.number') AS number, json_extract(value, '$.nextAttemptAt') AS at
    FROM json_each(?) JOIN deliveries d ON d.id = json_extract(value, '$.delivery')
  ) AS plan
  WHERE attempts.delivery = plan.num AND attempts.number = plan.number`;

const WAITING = `
  SELECT d.id, d.event, d.webhook, a.number, a.next_attempt_at, lower(hex(b.sha256)) AS sha256
  FROM deliveries d JOIN attempts a ON a.delivery = d.num AND a.number = d.shop_number JOIN bodies b ON b.num = a.body
  WHERE d.session = ? AND d.shop_verdict = 'repeats' AND d.not_repeated_at IS NULL
  ORDER BY d.place`;

function waitingChain(row: Row): WaitingChain {
  return {
    delivery: textOf(row, 'id'),
    event: textOf(row, 'event'),
    attempts: numberOf(row, 'number'),
    nextAttemptAt: numberOrNull(row, 'next_attempt_at'),
    webhook: numberOrNull(row, 'webhook'),
    sha256: textOf(row, 'sha256'),
  };
}

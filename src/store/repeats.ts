/**
 * What history knows about repeats: the deliveries that an arriving call may belong to, and the chains that wait.
 * Only the session's own deliveries count: each session registers webhooks of its own, a simulated shop numbers them
 * from one again, and the chains of an ended session end with its webhooks.
 */
import type { EarlierDelivery } from '../core/chain.ts';
import type { Instant } from '../core/instant.ts';
import { VERDICTS } from '../filter/fields.ts';
import { numberOf, numberOrNull, textOf, wordOf } from './columns.ts';
import type { Bindable, Row } from './driver.ts';
import type { Database } from './sqlite.ts';
import { identityHash } from './write.ts';

export interface CandidatesRequest {
  readonly webhook: number | null;
  readonly event: string;
  readonly sha256: string;
  /** As in `received`; empty when the body names no record. */
  readonly identity: string;
  /** Deliveries whose last call by the shop is older are left out. */
  readonly since: Instant;
}

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
  /** Settled deliveries of the same webhook with the same bytes or the same records, newest first. */
  candidates(request: CandidatesRequest): readonly EarlierDelivery[];
  /** Deliveries of a session that the shop will repeat. */
  waiting(session: string): readonly WaitingChain[];
  /** The repeat did not come: the delivery stops waiting until the shop calls again after all. */
  markNotRepeated(delivery: string): void;
  /** Writes other times for the next attempts, all or none. */
  replan(plans: readonly Replanned[]): void;
}

/** So many of the newest are looked at; a chain that repeats is linked each time it comes and so stays among them. */
const MAX_CANDIDATES = 32;

export function createRepeats(db: Database, session: string, now: () => Instant): HistoryRepeats {
  return {
    candidates: (request) => candidates(db, session, request),
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

/** Two searches, each along an index: an OR of both would have to sort all that match. */
function candidates(db: Database, session: string, request: CandidatesRequest): readonly EarlierDelivery[] {
  const body = bodyNumber(db, request.sha256);
  const identity = identityHash(request.identity);
  const of = [session, request.webhook] as const;
  const sameBytes = body === null ? [] : search(db, 'body', [...of, body, MAX_CANDIDATES]);
  const sameRecords = identity === null ? [] : search(db, 'identity', [...of, identity, MAX_CANDIDATES]);
  const byPlace = new Map([...sameBytes, ...sameRecords].map((row) => [numberOf(row, 'place'), row]));
  return [...byPlace.entries()]
    .toSorted(([a], [b]) => b - a)
    .map(([, row]) => row)
    .filter((row) => isCandidate(row, request))
    .map((row) => earlierDelivery(row, body));
}

function bodyNumber(db: Database, sha256: string): number | null {
  const row = db.get('SELECT num FROM bodies WHERE sha256 = ?', [Buffer.from(sha256, 'hex')]);
  return row === undefined ? null : numberOf(row, 'num');
}

function search(db: Database, by: 'body' | 'identity', params: readonly Bindable[]): readonly Row[] {
  const sql = `SELECT id, place, event, body, shop_at, shop_verdict FROM deliveries
    WHERE session = ? AND webhook IS ? AND ${by} = ? ORDER BY place DESC LIMIT ?`;
  return db.all(sql, params);
}

function isCandidate(row: Row, { event, since }: CandidatesRequest): boolean {
  return row['shop_verdict'] !== null && row['event'] === event && numberOf(row, 'shop_at') >= since;
}

function earlierDelivery(row: Row, body: number | null): EarlierDelivery {
  return {
    id: textOf(row, 'id'),
    lastAttemptAt: numberOf(row, 'shop_at'),
    verdict: wordOf(row, 'shop_verdict', VERDICTS),
    hasSameBytes: row['body'] === body,
  };
}

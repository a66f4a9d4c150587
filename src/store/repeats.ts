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
}

export interface HistoryRepeats {
  /** Deliveries of the same webhook with the same bytes, or settled ones with the same records, newest first. */
  candidates(request: CandidatesRequest): readonly EarlierDelivery[];
  /** Deliveries of a session that the shop will repeat. */
  waiting(session: string): readonly WaitingChain[];
  /** The repeat did not come: the delivery stops waiting until the shop calls again after all. */
  markNotRepeated(delivery: string): void;
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
  };
}

const FORGET_NEXT = `
  UPDATE attempts SET next_attempt_at = NULL
  WHERE delivery = (SELECT num FROM deliveries WHERE id = ?)`;

const WAITING = `
  SELECT d.id, d.event, a.number, a.next_attempt_at
  FROM deliveries d JOIN attempts a ON a.delivery = d.num AND a.number = d.shop_number
  WHERE d.session = ? AND d.shop_verdict = 'repeats' AND d.not_repeated_at IS NULL
  ORDER BY d.place`;

function waitingChain(row: Row): WaitingChain {
  return {
    delivery: textOf(row, 'id'),
    event: textOf(row, 'event'),
    attempts: numberOf(row, 'number'),
    nextAttemptAt: numberOrNull(row, 'next_attempt_at'),
  };
}

/**
 * Three searches, each along an index: an OR of them would have to sort all that match, and many that are not answered yet
 * would hide those that are.
 */
function candidates(db: Database, session: string, request: CandidatesRequest): readonly EarlierDelivery[] {
  const body = bodyNumber(db, request.sha256);
  const identity = identityHash(request.identity);
  const { webhook, event, since } = request;
  const find = (by: Sought['by'], value: Bindable, answer: Sought['answer']): readonly Row[] =>
    value === null ? [] : search(db, { by, answer }, [session, webhook, value, event, since, MAX_CANDIDATES]);
  const found = [...find('body', body, 'given'), ...find('body', body, 'open'), ...find('identity', identity, 'given')];
  const byPlace = new Map(found.map((row) => [numberOf(row, 'place'), row]));
  return [...byPlace.entries()].toSorted(([a], [b]) => b - a).map(([, row]) => earlierDelivery(row, body));
}

function bodyNumber(db: Database, sha256: string): number | null {
  const row = db.get('SELECT num FROM bodies WHERE sha256 = ?', [Buffer.from(sha256, 'hex')]);
  return row === undefined ? null : numberOf(row, 'num');
}

interface Sought {
  readonly by: 'body' | 'identity';
  /** Whether the shop's last attempt has been answered. */
  readonly answer: 'given' | 'open';
}

function search(db: Database, { by, answer }: Sought, params: readonly Bindable[]): readonly Row[] {
  const sql = `SELECT id, place, body, shop_at, shop_verdict FROM deliveries
    WHERE session = ? AND webhook IS ? AND ${by} = ? AND event = ? AND shop_at >= ?
    AND shop_verdict IS ${answer === 'given' ? 'NOT NULL' : 'NULL'} ORDER BY place DESC LIMIT ?`;
  return db.all(sql, params);
}

function earlierDelivery(row: Row, body: number | null): EarlierDelivery {
  return {
    id: textOf(row, 'id'),
    lastAttemptAt: numberOf(row, 'shop_at'),
    verdict: row['shop_verdict'] === null ? null : wordOf(row, 'shop_verdict', VERDICTS),
    hasSameBytes: row['body'] === body,
  };
}

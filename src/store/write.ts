/**
 * The two writes of an attempt. `received` is committed before anybody answers the shop; `settled` follows when our
 * answer is complete or the limit has passed; `handlerSettled` when the handler took longer than that.
 * All three are synchronous: when they return, the row outlives our process.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { HandlerAnswer } from '../core/outcome.ts';
import { bodyText, foldText } from '../filter/search-text.ts';
import { answerValues, handlerValues, headerBytes, numberOf } from './columns.ts';
import { insertRow, updateRows, type Database, type Values } from './sqlite.ts';
import type { Belonging, HistoryWriter, Received, ReceivedAttempt, Settled } from './told.ts';

const MAX_ANSWER_BYTES = 1024 * 1024;

export function createWriter(db: Database, session: string): HistoryWriter {
  return {
    received: (attempt) => db.transaction(() => writeReceived(db, session, attempt)),
    settled: (attempt) => db.transaction(() => writeSettled(db, attempt)),
    handlerSettled: (attempt) => {
      const { handler, handlerAnswer, withoutUs } = attempt;
      const set = { ...handlerValues(handler), ...handlerAnswerValues(handlerAnswer), without_us: withoutUs };
      updateAttempt(db, attempt.attempt, set);
    },
  };
}

function writeReceived(db: Database, session: string, attempt: Received): ReceivedAttempt {
  const { delivery, number } = belongs(db, attempt.link);
  keepBody(db, attempt);
  const place = insertRow(db, 'attempts', {
    delivery,
    number,
    session,
    state: 'open',
    origin: attempt.origin,
    at: attempt.at,
    replay_of: attempt.replayOf,
    webhook: attempt.webhook,
    sha256: attempt.sha256,
    bytes: attempt.body.length,
    url: attempt.url,
    policy: attempt.policy,
    rules: attempt.rules,
    linked_sure: attempt.link.kind === 'repeat' ? Number(attempt.link.sure) : null,
    linked_notice: attempt.link.kind === 'repeat' ? attempt.link.notice : null,
    request_headers: headerBytes(attempt.headers),
  });
  keepDelivery(db, attempt, { id: delivery, number, place, session });
  return { delivery, attempt: `${delivery}.${number}`, number };
}

function belongs(db: Database, link: Belonging): { readonly delivery: string; readonly number: number } {
  switch (link.kind) {
    case 'new':
      return { delivery: newDeliveryId(), number: 1 };
    case 'attempt-of':
      return { delivery: link.delivery, number: link.number };
    case 'repeat': {
      const row = db.get('SELECT coalesce(max(number), 0) AS last FROM attempts WHERE delivery = ?', [link.delivery]);
      return { delivery: link.delivery, number: numberOf(row ?? {}, 'last') + 1 };
    }
  }
}

/** Ten letters of base 32: long enough never to meet again, and told apart by their first three or four. */
function newDeliveryId(): string {
  return Array.from(randomBytes(10), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(byte & 31)).join('');
}

function keepBody(db: Database, { sha256, body }: Received): void {
  if (db.get('SELECT 1 FROM bodies WHERE sha256 = ?', [sha256]) !== undefined) return;
  insertRow(db, 'bodies', { sha256, search: foldText(bodyText(body)), body });
}

interface Placed {
  readonly id: string;
  readonly number: number;
  readonly place: number;
  readonly session: string;
}

/** The first attempt makes the delivery; a later one moves it to the top and brings what it has anew. */
function keepDelivery(db: Database, attempt: Received, { id, number, place, session }: Placed): void {
  const shop = { shop_number: number, shop_at: attempt.at, shop_verdict: null, not_repeated_at: null };
  const latest = {
    place,
    session,
    webhook: attempt.webhook,
    key: attempt.key,
    key_folded: foldText(attempt.key),
    identity: identityHash(attempt.identity),
    sha256: attempt.sha256,
    ...(attempt.origin === 'shop' ? shop : {}),
  };
  if (updateRows(db, { table: 'deliveries', set: latest }, { sql: 'id = ?', params: [id] }) > 0) return;
  const { event, origin, at } = attempt;
  insertRow(db, 'deliveries', { id, event, origin, received_at: at, ...latest });
}

/** Null when a body names no record: such bodies have nothing in common. */
export function identityHash(identity: string): string | null {
  return identity === '' ? null : createHash('sha256').update(identity).digest('hex').slice(0, 32);
}

function writeSettled(db: Database, settled: Settled): void {
  updateAttempt(db, settled.attempt, {
    state: 'settled',
    settled_at: settled.at,
    ...handlerValues(settled.handler),
    ...answerValues(settled.answer),
    shop_ms: settled.shopMs,
    policy: settled.policy,
    fault: settled.fault,
    verdict: settled.verdict,
    sure: Number(settled.sure),
    without_us: settled.withoutUs,
    why: settled.why,
    hint: settled.hint,
    next_attempt_at: settled.nextAttemptAt,
    linked_sure: settled.linked === null ? null : Number(settled.linked.sure),
    linked_notice: settled.linked?.notice ?? null,
    change: settled.change,
    ...handlerAnswerValues(settled.handlerAnswer),
  });
  const { delivery, number } = attemptOf(settled.attempt);
  const set = { shop_verdict: settled.verdict };
  updateRows(db, { table: 'deliveries', set }, { sql: 'id = ? AND shop_number = ?', params: [delivery, number] });
}

function handlerAnswerValues(answer: HandlerAnswer | null): Values {
  if (answer === null) return { handler_headers: null, handler_body: null };
  const handlerBody = answer.body.subarray(0, MAX_ANSWER_BYTES);
  return { handler_headers: headerBytes(answer.headers), handler_body: handlerBody };
}

function updateAttempt(db: Database, attempt: string, set: Values): void {
  const { delivery, number } = attemptOf(attempt);
  const where = { sql: 'delivery = ? AND number = ?', params: [delivery, number] };
  if (updateRows(db, { table: 'attempts', set }, where) === 0) throw new Error(`No attempt ${attempt} was received.`);
}

/** Takes `<delivery>.<number>` apart. */
function attemptOf(id: string): { readonly delivery: string; readonly number: number } {
  const dot = id.lastIndexOf('.');
  return { delivery: id.slice(0, dot), number: Number(id.slice(dot + 1)) };
}

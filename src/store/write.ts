/**
 * The two writes of an attempt. `received` is committed before anybody answers the shop; `settled` follows when our
 * answer is complete or the limit has passed; `handlerSettled` when the handler took longer than that.
 * All three are synchronous: when they return, the row outlives our process, or does so when `ending` is told of it.
 */
import type { HandlerAnswer } from '../core/outcome.ts';
import { foldText } from '../filter/search-text.ts';
import { createBodies, type Bodies } from './bodies.ts';
import { answerValues, handlerValues, headerBytes, numberOf } from './columns.ts';
import { newDeliveryId } from './delivery-id.ts';
import { insertRow, updateRows, type Database, type Values } from './sqlite.ts';
import type { HandlerSettled, HistoryWriter, Received, ReceivedAttempt, Settled } from './told.ts';
import type { Ending } from './transaction.ts';

const MAX_ANSWER_BYTES = 1024 * 1024;

export function createWriter(db: Database, session: string): HistoryWriter {
  const write = (work: () => void, ending: Ending | undefined): void =>
    ending === undefined ? db.transaction(work) : db.soon(work, ending);
  const bodies = createBodies(db);
  return {
    received(attempt, ending) {
      const work = (): ReceivedAttempt => writeReceived({ db, session, bodies }, attempt);
      return ending === undefined ? db.transaction(work) : db.together(work, ending);
    },
    settled: (attempt, ending) => write(() => writeSettled(db, attempt), ending),
    handlerSettled: (attempt, ending) => write(() => writeHandlerSettled(db, attempt), ending),
  };
}

interface Writing {
  readonly db: Database;
  readonly session: string;
  readonly bodies: Bodies;
}

function writeReceived({ db, session, bodies }: Writing, attempt: Received): ReceivedAttempt {
  const place = nextPlace(db);
  const body = bodies.keep(attempt);
  const { num, id, number } = keepDelivery(db, attempt, { place, session, body });
  insertRow(db, 'attempts', {
    place,
    delivery: num,
    number,
    session,
    state: 'open',
    origin: attempt.origin,
    at: attempt.at,
    replay_of: attempt.replayOf,
    webhook: attempt.webhook,
    body,
    bytes: attempt.body.length,
    url: attempt.url,
    policy: attempt.policy,
    rules: attempt.rules,
    linked_sure: attempt.link.kind === 'repeat' ? Number(attempt.link.sure) : null,
    linked_notice: attempt.link.kind === 'repeat' ? attempt.link.notice : null,
    request_headers: headerBytes(attempt.headers),
  });
  return { delivery: id, attempt: `${id}.${number}`, number };
}

/** Never given twice, whatever is removed: a list that is being looked at is ordered by it. */
function nextPlace(db: Database): number {
  return numberOf(db.get('UPDATE last_place SET place = place + 1 RETURNING place') ?? {}, 'place');
}

interface Placed {
  readonly place: number;
  readonly session: string;
  readonly body: number;
}

interface Numbered {
  readonly num: number;
  readonly id: string;
  /** Of the attempt. */
  readonly number: number;
}

/** The first attempt makes the delivery; a later one moves it to the top and brings what it has anew. */
function keepDelivery(db: Database, attempt: Received, placed: Placed): Numbered {
  const { link, origin, event, at } = attempt;
  const known = link.kind === 'new' ? undefined : lastAttempt(db, link.delivery);
  const number = link.kind === 'attempt-of' ? link.number : (known?.last ?? 0) + 1;
  const shop = { shop_number: number, shop_at: at, shop_verdict: null, not_repeated_at: null };
  const latest = {
    ...placed,
    webhook: attempt.webhook,
    key: attempt.key,
    key_folded: foldText(attempt.key),
    ...(origin === 'shop' ? shop : {}),
  };
  if (known !== undefined) {
    updateRows(db, { table: 'deliveries', set: latest }, { sql: 'num = ?', params: [known.num] });
    return { num: known.num, id: known.id, number };
  }
  const id = link.kind === 'new' ? newDeliveryId() : link.delivery;
  insertRow(db, 'deliveries', { num: placed.place, id, event, origin, received_at: at, ...latest });
  return { num: placed.place, id, number };
}

interface Known {
  readonly num: number;
  readonly id: string;
  readonly last: number;
}

function lastAttempt(db: Database, id: string): Known | undefined {
  const sql = `SELECT num, (SELECT coalesce(max(number), 0) FROM attempts WHERE delivery = num) AS last
    FROM deliveries WHERE id = ?`;
  const row = db.get(sql, [id]);
  return row === undefined ? undefined : { num: numberOf(row, 'num'), id, last: numberOf(row, 'last') };
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

function writeHandlerSettled(db: Database, { attempt, handler, handlerAnswer, withoutUs }: HandlerSettled): void {
  const set = { ...handlerValues(handler), ...handlerAnswerValues(handlerAnswer), without_us: withoutUs };
  updateAttempt(db, attempt, set);
}

function handlerAnswerValues(answer: HandlerAnswer | null): Values {
  if (answer === null) return { handler_headers: null, handler_body: null };
  const handlerBody = answer.body.subarray(0, MAX_ANSWER_BYTES);
  return { handler_headers: headerBytes(answer.headers), handler_body: handlerBody };
}

function updateAttempt(db: Database, attempt: string, set: Values): void {
  const { delivery, number } = attemptOf(attempt);
  const sql = 'delivery = (SELECT num FROM deliveries WHERE id = ?) AND number = ?';
  const changed = updateRows(db, { table: 'attempts', set }, { sql, params: [delivery, number] });
  if (changed === 0) throw new Error(`No attempt ${attempt} was received.`);
}

/** Takes `<delivery>.<number>` apart. */
function attemptOf(id: string): { readonly delivery: string; readonly number: number } {
  const dot = id.lastIndexOf('.');
  return { delivery: id.slice(0, dot), number: Number(id.slice(dot + 1)) };
}

/** Rows of the list, and of `attempts` with the delivery's id and the body's digest, as the shapes that history gives back. */
import { RULES_NAMES } from '../core/rules.ts';
import { ORIGINS, VERDICTS } from '../filter/fields.ts';
import type { SqlFilter } from '../filter/sql.ts';
import {
  answerOf,
  bytesOrNull,
  handlerOf,
  headersOf,
  isTrue,
  numberOf,
  numberOrNull,
  textOf,
  textOrNull,
  wordOf,
  wordOrNull,
} from './columns.ts';
import type { AttemptDetail, DeliveryRow } from './row.ts';
import type { Row } from './driver.ts';
import { CHANGES, POLICIES, STATES } from './words.ts';

/**
 * Each delivery, told by its latest attempt, to be selected from; its columns are what filters speak of. Key and body are
 * those of the delivery: what can be judged from it alone spares the look at the attempt.
 */
export const LIST: string = listFrom('d', 'deliveries d JOIN attempts a ON a.place = d.place');

/** The same from the other end, in two thirds of the time where the attempt alone says that a row does not fit. */
const LIST_OF_ATTEMPTS = listFrom('a', 'attempts a CROSS JOIN deliveries d ON d.place = a.place');

export function listFor({ isOfAttempt }: Pick<SqlFilter, 'isOfAttempt'>): string {
  return isOfAttempt ? LIST_OF_ATTEMPTS : LIST;
}

/** The place is that of the table that is looked through. */
function listFrom(through: 'a' | 'd', tables: string): string {
  return `(
  SELECT
    d.id, ${through}.place, d.event, d.key, d.key_folded, d.origin, d.received_at, d.marked, d.not_repeated_at,
    a.number AS attempts, a.at AS last_attempt_at, a.bytes, a.state, a.policy, a.fault,
    a.handler_status, a.handler_error, a.handler_ms, a.answer_status, a.answer_connection, a.answer_ms,
    a.shop_ms, a.verdict, a.sure, a.without_us, a.next_attempt_at, a.url,
    (SELECT t.search FROM texts t WHERE t.num = d.body) AS search
  FROM ${tables}
)`;
}

/** All columns of the list but the text for searching. */
export const LIST_COLUMNS = `id, place, event, key, origin, received_at, marked, not_repeated_at, attempts,
  last_attempt_at, bytes, state, policy, fault, handler_status, handler_error, handler_ms, answer_status,
  answer_connection, answer_ms, shop_ms, verdict, sure, without_us, next_attempt_at, url`;

export function deliveryRow(row: Row): DeliveryRow {
  return {
    id: textOf(row, 'id'),
    place: numberOf(row, 'place'),
    event: textOf(row, 'event'),
    key: textOf(row, 'key'),
    bytes: numberOf(row, 'bytes'),
    origin: wordOf(row, 'origin', ORIGINS),
    receivedAt: numberOf(row, 'received_at'),
    lastAttemptAt: numberOf(row, 'last_attempt_at'),
    attempts: numberOf(row, 'attempts'),
    state: wordOf(row, 'state', STATES),
    handler: handlerOf(row),
    answer: answerOf(row),
    shopMs: numberOrNull(row, 'shop_ms'),
    policy: wordOrNull(row, 'policy', POLICIES),
    fault: textOrNull(row, 'fault'),
    verdict: wordOrNull(row, 'verdict', VERDICTS),
    sure: isTrue(row, 'sure'),
    withoutUs: wordOrNull(row, 'without_us', VERDICTS),
    nextAttemptAt: numberOrNull(row, 'next_attempt_at'),
    marked: isTrue(row, 'marked'),
    notRepeatedAt: numberOrNull(row, 'not_repeated_at'),
    url: textOrNull(row, 'url'),
  };
}

export function attemptDetail(row: Row): AttemptDetail {
  const number = numberOf(row, 'number');
  return {
    id: `${textOf(row, 'id')}.${number}`,
    number,
    origin: wordOf(row, 'origin', ORIGINS),
    at: numberOf(row, 'at'),
    state: wordOf(row, 'state', STATES),
    rules: wordOf(row, 'rules', RULES_NAMES),
    policy: wordOrNull(row, 'policy', POLICIES),
    fault: textOrNull(row, 'fault'),
    url: textOrNull(row, 'url'),
    webhook: numberOrNull(row, 'webhook'),
    handler: handlerOf(row),
    answer: answerOf(row),
    shopMs: numberOrNull(row, 'shop_ms'),
    verdict: wordOrNull(row, 'verdict', VERDICTS),
    sure: isTrue(row, 'sure'),
    withoutUs: wordOrNull(row, 'without_us', VERDICTS),
    why: textOf(row, 'why'),
    hint: textOrNull(row, 'hint'),
    linked: linkedOf(row),
    nextAttemptAt: numberOrNull(row, 'next_attempt_at'),
    sha256: textOf(row, 'sha256'),
    requestHeaders: headersOf(bytesOrNull(row, 'request_headers')),
    handlerAnswer: handlerAnswerOf(row),
    replayOf: textOrNull(row, 'replay_of'),
    change: wordOrNull(row, 'change', CHANGES),
  };
}

function linkedOf(row: Row): AttemptDetail['linked'] {
  const sure = numberOrNull(row, 'linked_sure');
  return sure === null ? null : { sure: sure === 1, notice: textOrNull(row, 'linked_notice') };
}

function handlerAnswerOf(row: Row): AttemptDetail['handlerAnswer'] {
  const body = bytesOrNull(row, 'handler_body');
  return body === null ? null : { headers: headersOf(bytesOrNull(row, 'handler_headers')), body };
}

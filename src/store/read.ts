/**
 * History read back: pages of deliveries for a list, one delivery with everything about it, ids from what a user typed.
 * A page is found from its place in the list and never by counting, so the millionth costs what the first does.
 */
import { mistake } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { Expression } from '../filter/expression.ts';
import { readFilter } from '../filter/read-filter.ts';
import { toSql, type SqlFilter } from '../filter/sql.ts';
import { callsSince, type CallsPage, type CallsRequest } from './calls-since.ts';
import { bytesOrNull, numberOf, textOf } from './columns.ts';
import { attemptDetail, deliveryRow, LIST, LIST_COLUMNS, listFor } from './list-row.ts';
import { previousOf } from './previous.ts';
import type { DeliveryDetail, DeliveryRow, PageRequest } from './row.ts';
import { knowsSession } from './sessions.ts';
import type { Database } from './sqlite.ts';

export type Finding =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'none' }
  /** Some of the ids that begin so. */
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[] };

export interface HistoryReader {
  /** Newest activity first. Throws `Failure` (exit 2) for a filter that cannot be read. */
  page(request: PageRequest): readonly DeliveryRow[];
  /** The rows of these deliveries as they are now, in this order; unknown ids are left out. */
  rows(ids: readonly string[]): readonly DeliveryRow[];
  /** One delivery, its last attempts (at most 500) from the oldest. */
  detail(delivery: string): DeliveryDetail | null;
  /** The delivery before it with the same key and of the same kind of thing; null where there is none near. */
  previous(delivery: string): DeliveryDetail | null;
  /** The bytes of an attempt. */
  body(delivery: string, number: number): Uint8Array | null;
  /** How many deliveries have a place above `place`, of those that fit. Throws as `page` does. */
  countAfter(place: number, filter?: string | null): number;
  /** Attempts since a time, newest first, a page at a time. */
  callsSince(request: CallsRequest): CallsPage;
  /** Whether this session, living or dead, has written here. */
  knowsSession(session: string): boolean;
  /** Finds a delivery by its id, a prefix of it, or the id of one of its attempts. */
  find(idOrPrefix: string): Finding;
}

const MAX_ATTEMPTS_SHOWN = 500;
const IDS_SHOWN = 5;
/** Above every letter of an id. */
const AFTER_ALL = '~';

export function createReader(db: Database, now: () => Instant): HistoryReader {
  const compile = createFilterCompiler();
  return {
    page: (request) => page(db, request, compile(request.filter, now())),
    rows: (ids) => rowsOf(db, ids),
    detail: (delivery) => detail(db, delivery),
    previous: (delivery) => {
      const id = previousOf(db, delivery);
      return id === null ? null : detail(db, id);
    },
    body: (delivery, number) => bodyOf(db, delivery, number),
    countAfter: (place, filter = null) =>
      filter === null ? countAfter(db, place) : countFitting(db, place, compile(filter, now())),
    callsSince: (request) => callsSince(db, request),
    knowsSession: (session) => knowsSession(db, session),
    find: (idOrPrefix) => find(db, idOrPrefix),
  };
}

/** A screen asks with the same filter again and again: the last one stays read. */
function createFilterCompiler(): (filter: string | null, now: Instant) => SqlFilter {
  let last: { readonly filter: string; readonly expression: Expression } | null = null;
  return (filter, now) => {
    if (filter === null) return toSql({ kind: 'all' }, now);
    last = last?.filter === filter ? last : { filter, expression: expressionOf(filter) };
    return toSql(last.expression, now);
  };
}

function expressionOf(filter: string): Expression {
  const reading = readFilter(filter);
  if (reading.kind === 'broken') throw mistake('filter', reading.message);
  return reading.expression;
}

function page(db: Database, request: PageRequest, filter: SqlFilter): readonly DeliveryRow[] {
  const { before, after = 0, limit } = request;
  const fits = `place < ? AND place > ? AND ${filter.where}`;
  const sql = `SELECT ${LIST_COLUMNS} FROM ${listFor(filter)} WHERE ${fits} ORDER BY place DESC LIMIT ?`;
  return db.all(sql, [before ?? Number.MAX_SAFE_INTEGER, after, ...filter.params, limit]).map(deliveryRow);
}

function countAfter(db: Database, place: number): number {
  const row = db.get('SELECT count(*) AS count FROM deliveries WHERE place > ?', [place]);
  return numberOf(row ?? {}, 'count');
}

function countFitting(db: Database, place: number, filter: SqlFilter): number {
  const sql = `SELECT count(*) AS count FROM ${listFor(filter)} WHERE place > ? AND ${filter.where}`;
  const row = db.get(sql, [place, ...filter.params]);
  return numberOf(row ?? {}, 'count');
}

function rowsOf(db: Database, ids: readonly string[]): readonly DeliveryRow[] {
  const sql = `SELECT ${LIST_COLUMNS} FROM ${LIST} WHERE id IN (SELECT value FROM json_each(?))`;
  const rows = new Map(db.all(sql, [JSON.stringify(ids)]).map((row) => [textOf(row, 'id'), deliveryRow(row)]));
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

const ATTEMPTS = `
  SELECT a.*, d.id, lower(hex(b.sha256)) AS sha256
  FROM deliveries d JOIN attempts a ON a.delivery = d.num JOIN bodies b ON b.num = a.body
  WHERE d.id = ? ORDER BY a.number DESC LIMIT ?`;

function detail(db: Database, delivery: string): DeliveryDetail | null {
  const row = db.get(`SELECT ${LIST_COLUMNS} FROM ${LIST} WHERE id = ?`, [delivery]);
  if (row === undefined) return null;
  const attempts = db.all(ATTEMPTS, [delivery, MAX_ATTEMPTS_SHOWN]).map(attemptDetail).toReversed();
  const body = bodyOf(db, delivery, attempts.at(-1)?.number ?? 0);
  return { row: deliveryRow(row), body: body ?? new Uint8Array(), attempts };
}

const BODY = `
  SELECT b.body FROM attempts a JOIN bodies b ON b.num = a.body
  WHERE a.delivery = (SELECT num FROM deliveries WHERE id = ?) AND a.number = ?`;

function bodyOf(db: Database, delivery: string, number: number): Uint8Array | null {
  const row = db.get(BODY, [delivery, number]);
  return row === undefined ? null : bytesOrNull(row, 'body');
}

function find(db: Database, text: string): Finding {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/\.\d+$/, '');
  if (!/^[a-z2-7]+$/.test(wanted)) return { kind: 'none' };
  const sql = 'SELECT id FROM deliveries WHERE id >= ? AND id < ? ORDER BY id LIMIT ?';
  const ids = db.all(sql, [wanted, wanted + AFTER_ALL, IDS_SHOWN]).map((row) => textOf(row, 'id'));
  const [first] = ids;
  if (first === undefined) return { kind: 'none' };
  return ids.length === 1 || first === wanted ? { kind: 'one', id: first } : { kind: 'ambiguous', ids };
}

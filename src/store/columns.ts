/**
 * Values out of rows, checked, and the shapes that take several columns.
 */
import { trouble, type Failure } from '../core/failure.ts';
import type { Answer, HandlerOutcome, HeaderList } from '../core/outcome.ts';
import type { Row } from './driver.ts';
import type { Values } from './sqlite.ts';
import { CONNECTIONS, HANDLER_ERRORS } from './words.ts';

/** What we never write: the disk has changed it, or somebody has. */
function damagedRow(column: string): Failure {
  return trouble('history-damaged', `History is damaged: a row of it cannot be read (${column}).`, {
    hint: 'Other deliveries may still be read. "upgates-dev history prune" removes old ones.',
  });
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw damagedRow(column);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

/** One of some words; throws for any other. */
export function wordOf<Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === row[column]);
  if (word === undefined) throw damagedRow(column);
  return word;
}

export function wordOrNull<Word extends string>(row: Row, column: string, words: readonly Word[]): Word | null {
  return row[column] === null ? null : wordOf(row, column, words);
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw damagedRow(column);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberOf(row, column);
}

export function bytesOrNull(row: Row, column: string): Uint8Array | null {
  const value = row[column];
  return value instanceof Uint8Array ? value : null;
}

export function isTrue(row: Row, column: string): boolean {
  return row[column] === 1;
}

export function handlerValues(handler: HandlerOutcome | null): Values {
  return {
    handler_status: handler !== null && 'status' in handler ? handler.status : null,
    handler_error: handler !== null && 'error' in handler ? handler.error : null,
    handler_ms: handler?.ms ?? null,
  };
}

export function handlerOf(row: Row): HandlerOutcome | null {
  const ms = numberOrNull(row, 'handler_ms');
  if (ms === null) return null;
  const error = wordOrNull(row, 'handler_error', HANDLER_ERRORS);
  return error === null ? { status: numberOf(row, 'handler_status'), ms } : { error, ms };
}

export function answerValues(answer: Answer | null): Values {
  return {
    answer_status: answer !== null && 'status' in answer ? answer.status : null,
    answer_connection: answer !== null && 'connection' in answer ? answer.connection : null,
    answer_ms: answer?.ms ?? null,
  };
}

export function answerOf(row: Row): Answer | null {
  const ms = numberOrNull(row, 'answer_ms');
  if (ms === null) return null;
  const connection = wordOrNull(row, 'answer_connection', CONNECTIONS);
  return connection === null ? { status: numberOf(row, 'answer_status'), ms } : { connection, ms };
}

/** Header names and values are bytes read in latin1; JSON keeps every one of them, in order and in its case. */
export function headerBytes(headers: HeaderList): Uint8Array {
  return Buffer.from(JSON.stringify(headers));
}

export function headersOf(bytes: Uint8Array | null): HeaderList {
  const parsed = bytes === null ? [] : parseJson(Buffer.from(bytes).toString('utf8'));
  if (!isHeaderList(parsed)) throw damagedRow('headers');
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isHeaderList(value: unknown): value is HeaderList {
  return Array.isArray(value) && value.every(isPair);
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

/**
 * A filter as a condition for SQLite, over the columns of the store's list.
 * Every test gives 0 or 1 and never NULL, so that its negation is what `toPredicate` says too.
 */
import type { Instant } from '../core/instant.ts';
import { instantOf, type Expression, type FieldTest, type NumberRange } from './expression.ts';
import { COLUMNS, OF_ATTEMPT } from './fields.ts';
import { foldPieces } from './search-text.ts';

export interface SqlFilter {
  /** A condition in brackets; values stand as `?`, in the order of `params`. */
  readonly where: string;
  readonly params: readonly (string | number)[];
  /** It speaks of the latest attempt alone. */
  readonly isOfAttempt: boolean;
}

/** Durations in the filter count back from `now`. */
export function toSql(expression: Expression, now: Instant): SqlFilter {
  switch (expression.kind) {
    case 'all':
      return { where: '(1)', params: [], isOfAttempt: false };
    case 'not': {
      const { where, ...rest } = toSql(expression.part, now);
      return { where: `(NOT ${where})`, ...rest };
    }
    case 'and':
    case 'or':
      return join(
        expression.parts.map((part) => toSql(part, now)),
        expression.kind,
      );
    case 'event':
    case 'word':
    case 'number':
    case 'id':
    case 'text':
    case 'time':
    case 'marked':
      return testSql(expression, now);
  }
}

function join(parts: readonly SqlFilter[], by: 'and' | 'or'): SqlFilter {
  const where = parts.map((part) => part.where).join(by === 'and' ? ' AND ' : ' OR ');
  const params = parts.flatMap((part) => part.params);
  return { where: `(${where})`, params, isOfAttempt: parts.every((part) => part.isOfAttempt) };
}

function testSql(test: FieldTest, now: Instant): SqlFilter {
  const isOfAttempt = OF_ATTEMPT.has('field' in test ? test.field : test.kind);
  return { ...conditionSql(test, now), isOfAttempt };
}

type Condition = Omit<SqlFilter, 'isOfAttempt'>;

function conditionSql(test: FieldTest, now: Instant): Condition {
  switch (test.kind) {
    case 'event':
      return like(COLUMNS.event, escapeLike(test.pattern).replaceAll('*', '%'));
    case 'word':
      return holds(`${COLUMNS[test.field]} = ?`, [test.value]);
    case 'number':
      return numberSql(COLUMNS[test.field], test.range);
    case 'id':
      return holds(`substr(${COLUMNS.id}, 1, length(?)) = ?`, [test.prefix, test.prefix]);
    case 'text':
      return textSql(test);
    case 'time':
      return holds(`${COLUMNS.time} ${test.field === 'since' ? '>=' : '<='} ?`, [instantOf(test.moment, now)]);
    case 'marked':
      return holds(`${COLUMNS.marked} = ?`, [Number(test.value)]);
  }
}

/**
 * LIKE, though key and body are stored folded: on bodies of JSON it takes half of `instr`'s time, since it runs from one
 * possible beginning to the next.
 */
function textSql(test: Extract<FieldTest, { kind: 'text' }>): Condition {
  return like(COLUMNS[test.field], `%${foldPieces(test).map(escapeLike).join('%')}%`);
}

function numberSql(column: string, range: NumberRange): Condition {
  const lower = range.from === null ? [] : [`${column} ${range.includesFrom ? '>=' : '>'} ?`];
  const upper = range.to === null ? [] : [`${column} ${range.includesTo ? '<=' : '<'} ?`];
  return holds(
    [...lower, ...upper].join(' AND '),
    [range.from, range.to].filter((bound) => bound !== null),
  );
}

/** LIKE ignores the case of ASCII letters. */
function like(column: string, pattern: string): Condition {
  return holds(`${column} LIKE ? ESCAPE '\\'`, [pattern]);
}

function holds(condition: string, params: readonly (string | number)[]): Condition {
  return { where: `(coalesce(${condition}, 0))`, params };
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/**
 * A filter as a function, for what is not in the store: the calls that a fault may match, deliveries still on their way.
 * It says of every delivery exactly what `toSql` says of it; a property test compares them.
 */
import type { Instant } from '../core/instant.ts';
import { matchesPattern } from '../core/pattern.ts';
import type { Origin } from '../core/record.ts';
import type { Verdict } from '../core/rules.ts';
import { instantOf, type Expression, type FieldTest, type NumberRange } from './expression.ts';
import { foldAscii, foldPieces, foldText } from './search-text.ts';

/** What a filter can ask of a delivery. */
export interface FilterSubject {
  readonly id: string;
  readonly event: string;
  readonly key: string;
  /** As `bodyText` reads it; may be a getter, since few filters look at it. */
  readonly body: string;
  readonly bytes: number;
  /** The number of the latest attempt. */
  readonly attempt: number;
  readonly lastAttemptAt: Instant;
  readonly origin: Origin;
  readonly verdict: Verdict | null;
  readonly withoutUs: Verdict | null;
  /** The handler's; null when it gave none. */
  readonly status: number | null;
  readonly ms: number | null;
  readonly fault: string | null;
  readonly marked: boolean;
}

export type Predicate = (subject: FilterSubject) => boolean;

/** Durations in the filter count back from `now`. */
export function toPredicate(expression: Expression, now: Instant): Predicate {
  switch (expression.kind) {
    case 'all':
      return () => true;
    case 'not': {
      const part = toPredicate(expression.part, now);
      return (subject) => !part(subject);
    }
    case 'and': {
      const parts = expression.parts.map((part) => toPredicate(part, now));
      return (subject) => parts.every((part) => part(subject));
    }
    case 'or': {
      const parts = expression.parts.map((part) => toPredicate(part, now));
      return (subject) => parts.some((part) => part(subject));
    }
    case 'event':
    case 'word':
    case 'number':
    case 'id':
    case 'text':
    case 'time':
    case 'marked':
      return testPredicate(expression, now);
  }
}

function testPredicate(test: FieldTest, now: Instant): Predicate {
  switch (test.kind) {
    case 'event':
      return ({ event }) => matchesPattern(event, test.pattern);
    case 'word':
      return (subject) => subject[test.field] === test.value;
    case 'number':
      return (subject) => isInRange(subject[test.field], test.range);
    case 'id':
      return ({ id }) => id.startsWith(test.prefix);
    case 'text':
      return textPredicate(test.field, foldPieces(test));
    case 'time': {
      const bound = instantOf(test.moment, now);
      return ({ lastAttemptAt }) => (test.field === 'since' ? lastAttemptAt >= bound : lastAttemptAt <= bound);
    }
    case 'marked':
      return ({ marked }) => marked === test.value;
  }
}

function textPredicate(field: 'key' | 'body' | 'fault', pieces: readonly string[]): Predicate {
  if (field === 'fault') return ({ fault }) => fault !== null && hasInOrder(foldAscii(fault), pieces);
  return (subject) => hasInOrder(foldText(subject[field]), pieces);
}

function hasInOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece, from);
    if (found === -1) return false;
    from = found + piece.length;
  }
  return true;
}

function isInRange(value: number | null, range: NumberRange): boolean {
  if (value === null) return false;
  const isAbove = range.from === null || (range.includesFrom ? value >= range.from : value > range.from);
  const isBelow = range.to === null || (range.includesTo ? value <= range.to : value < range.to);
  return isAbove && isBelow;
}

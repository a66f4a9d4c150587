/**
 * `match=EXPR`: the filter language over what is known of a call before it is answered.
 * In: an expression. Out: the same, or which of its fields cannot be known yet and where it stands.
 */
import type { Expression, FieldTest } from '../filter/expression.ts';
import { toPredicate, type FilterSubject } from '../filter/predicate.ts';
import { MAX_FILTER_LENGTH, readFilter } from '../filter/read-filter.ts';
import { bodyText } from '../filter/search-text.ts';
import { accepted, refused, type FaultKey } from './key.ts';

/** A call, as far as a fault may ask about it. */
export interface FaultCall {
  readonly event: string;
  /** Order number, product code ...; bare words search it. */
  readonly key: string;
  readonly body: Uint8Array;
  /** From one. */
  readonly attempt: number;
  /** Its id in history; left out: it has none. */
  readonly delivery?: string;
}

export const matchKey: FaultKey<Expression> = {
  words: 'a filter over event, body, attempt and bytes; stands last, since it may hold commas',
  example: 'attempt:1 body:9000021',
  schema: { type: 'string', minLength: 1, maxLength: MAX_FILTER_LENGTH },
  read(text) {
    const reading = readFilter(text);
    if (reading.kind === 'broken') return refused(reading.sentence, reading.at);
    if (reading.expression.kind === 'all') return refused('match needs a filter, such as attempt:1.');
    const unknown = testsOf(reading.expression)
      .map(laterField)
      .find((field) => field !== null);
    return unknown === undefined || unknown === null ? accepted(reading.expression) : refuseField(unknown, text);
  },
};

/** Tells whether a call fits; the body is decoded only when the filter looks at it. */
export function fits(expression: Expression): (call: FaultCall) => boolean {
  const predicate = toPredicate(expression, 0);
  return (call) => predicate(subjectOf(call));
}

function subjectOf({ event, key, body, attempt }: FaultCall): FilterSubject {
  return {
    ...NOT_KNOWN_YET,
    event,
    key,
    attempt,
    bytes: body.length,
    get body() {
      return bodyText(body);
    },
  };
}

const NOT_KNOWN_YET: Omit<FilterSubject, 'event' | 'key' | 'body' | 'bytes' | 'attempt'> = {
  id: '',
  lastAttemptAt: 0,
  origin: 'shop',
  verdict: null,
  withoutUs: null,
  status: null,
  ms: null,
  fault: null,
  marked: false,
};

function testsOf(expression: Expression): readonly FieldTest[] {
  switch (expression.kind) {
    case 'all':
      return [];
    case 'not':
      return testsOf(expression.part);
    case 'and':
    case 'or':
      return expression.parts.flatMap(testsOf);
    case 'event':
    case 'word':
    case 'number':
    case 'id':
    case 'text':
    case 'time':
    case 'marked':
      return [expression];
  }
}

/** The field of a test on what comes later; null for what is known when a fault is chosen. */
function laterField(test: FieldTest): string | null {
  switch (test.kind) {
    case 'event':
      return null;
    case 'text':
      return test.field === 'fault' ? test.field : null;
    case 'number':
      return test.field === 'attempt' || test.field === 'bytes' ? null : test.field;
    case 'word':
    case 'time':
      return test.field;
    case 'id':
    case 'marked':
      return test.kind;
  }
}

function refuseField(field: string, text: string): ReturnType<typeof refused> {
  const at = text.toLowerCase().indexOf(`${field.toLowerCase()}:`);
  const sentence = `"${field}" is not known when a fault is chosen: match takes event, body, attempt and bytes.`;
  return refused(sentence, Math.max(0, at));
}

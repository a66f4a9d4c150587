/**
 * One test of a filter, `field:value`: what its value means for this field, or why it means nothing.
 */
import type { Expression, FieldTest, NumberField, NumberRange, TextField, TimeField } from './expression.ts';
import type { FieldSpec } from './fields.ts';
import { nearestWords } from './fields.ts';
import { readMoment } from './read-moment.ts';
import { readNumberRange } from './read-number.ts';

export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
  /** Stars in quotation marks are just stars. */
  readonly isQuoted: boolean;
}

export interface WrittenRange {
  readonly kind: 'range';
  readonly range: {
    readonly min: number;
    readonly max: number;
    readonly minInclusive: boolean;
    readonly maxInclusive: boolean;
  };
}

export type Comparison = ':' | ':=' | ':>' | ':>=' | ':<' | ':<=';

export interface WrittenTest {
  /** The field as written, for messages. */
  readonly name: string;
  readonly comparison: Comparison;
  readonly value: Literal | WrittenRange;
}

export interface Refusal {
  readonly kind: 'refused';
  readonly sentence: string;
}

export type TestReading = Expression | Refusal;

export function readTest(spec: FieldSpec, written: WrittenTest): FieldTest | Refusal {
  if (spec.kind === 'number') return readNumber(spec.field, written);
  const { name, comparison, value } = written;
  if (value.kind === 'range' || (comparison !== ':' && comparison !== ':=')) {
    return refused(`"${name}" takes a value, no range.`);
  }
  return value.text === '' ? refused(`"${name}:" needs a value.`) : readLiteral(spec, name, value);
}

/** A bare word searches key and body. */
export function readWord({ value }: WrittenTest): TestReading {
  if (value.kind === 'range' || value.text === '') return refused('There is no word to search for.');
  return { kind: 'or', parts: [textTest('key', value), textTest('body', value)] };
}

function readLiteral(spec: Exclude<FieldSpec, { kind: 'number' }>, name: string, value: Literal): FieldTest | Refusal {
  switch (spec.kind) {
    case 'event':
      return readEvent(value.text);
    case 'id':
      return { kind: 'id', prefix: value.text.toLowerCase() };
    case 'marked':
      return readMarked(value.text);
    case 'word':
      return readOneOf(spec, name, value.text);
    case 'text':
      return textTest(spec.field, value);
    case 'time':
      return readTime(spec.field, value.text);
  }
}

function readEvent(text: string): FieldTest | Refusal {
  if (/^[A-Za-z0-9.*]+$/.test(text)) return { kind: 'event', pattern: text };
  return refused('An event is a name such as Orders.create, or a pattern such as Orders.* or *.delete.');
}

function readMarked(text: string): FieldTest | Refusal {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'yes') return { kind: 'marked', value: true };
  if (word === 'false' || word === 'no') return { kind: 'marked', value: false };
  return refused('"marked" takes true or false.');
}

function readOneOf(spec: Extract<FieldSpec, { kind: 'word' }>, name: string, text: string): FieldTest | Refusal {
  const value = text.toLowerCase();
  if (spec.values.includes(value)) return { kind: 'word', field: spec.field, value };
  const nearest = nearestWords(value, spec.values, 1).join('');
  return refused(`"${name}" takes ${spec.values.join(', ')}. Did you mean ${nearest}?`);
}

function textTest(field: TextField, value: Literal): FieldTest {
  return { kind: 'text', field, pieces: value.isQuoted ? [value.text] : value.text.split('*') };
}

function readTime(field: TimeField, text: string): FieldTest | Refusal {
  const moment = readMoment(text);
  if (moment !== null) return { kind: 'time', field, moment };
  return refused(`"${field}" takes a duration such as 10m or 2h, or a time such as 2026-11-23T10:15.`);
}

function readNumber(field: NumberField, { name, comparison, value }: WrittenTest): FieldTest | Refusal {
  const range: NumberRange | null =
    value.kind === 'range' ? rangeOf(value) : readNumberRange(value.text, comparison, field);
  if (range !== null) return { kind: 'number', field, range };
  return refused(`"${name}" takes a number, a comparison such as >=500 or a range such as [400 TO 499].`);
}

function rangeOf({ range }: WrittenRange): NumberRange {
  return { from: range.min, to: range.max, includesFrom: range.minInclusive, includesTo: range.maxInclusive };
}

function refused(sentence: string): Refusal {
  return { kind: 'refused', sentence };
}

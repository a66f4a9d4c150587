/**
 * What a client writes, checked against the documented fields. In: a table of fields and an object of the body. Out: the
 * known fields in the shop's types, and a message for each that is missing or of another kind. Fields that are not
 * documented are passed over (inferred); numbers are taken for texts and texts for numbers, as PHP does (inferred).
 */
import { shopDateTime } from '../../../core/instant.ts';
import { errorMessage, type ErrorMessage } from '../reply.ts';
import { boolOf, isThing, textOf, type Thing } from '../../stock/thing.ts';
import { readApiDate } from './api-date.ts';

export type InputType =
  | { readonly kind: 'text' }
  | { readonly kind: 'int' }
  | { readonly kind: 'float' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'date' }
  | { readonly kind: 'email' }
  /** `cs`, `cz`: a code of two letters. */
  | { readonly kind: 'code' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'object'; readonly fields: readonly InputField[] }
  | { readonly kind: 'list'; readonly fields: readonly InputField[] }
  /** Taken without a look, such as `vats` with a key for each country. */
  | { readonly kind: 'map' };

export interface InputField {
  readonly name: string;
  readonly type: InputType;
  readonly required: boolean;
}

export interface InputReading {
  readonly fields: Thing;
  readonly messages: readonly ErrorMessage[];
}

export const field = (name: string, type: InputType): InputField => ({ name, type, required: false });
export const required = (one: InputField): InputField => ({ ...one, required: true });
export const texts = (...names: string[]): InputField[] => names.map((name) => field(name, { kind: 'text' }));
export const ints = (...names: string[]): InputField[] => names.map((name) => field(name, { kind: 'int' }));
export const floats = (...names: string[]): InputField[] => names.map((name) => field(name, { kind: 'float' }));
export const flags = (...names: string[]): InputField[] => names.map((name) => field(name, { kind: 'flag' }));
export const dates = (...names: string[]): InputField[] => names.map((name) => field(name, { kind: 'date' }));
export const codes = (...names: string[]): InputField[] => names.map((name) => field(name, { kind: 'code' }));
export const email = (name: string): InputField => field(name, { kind: 'email' });
export const choice = (name: string, ...values: string[]): InputField => field(name, { kind: 'choice', values });
export const object = (name: string, fields: readonly InputField[]): InputField =>
  field(name, { kind: 'object', fields });
export const list = (name: string, fields: readonly InputField[]): InputField => field(name, { kind: 'list', fields });

/** `objectName`: what messages call the object. Null in a field empties it, unless it is required. */
export function readInput(table: readonly InputField[], value: unknown, objectName: string): InputReading {
  if (!isThing(value)) {
    return { fields: {}, messages: [errorMessage('Must be an object', { object: objectName, property: null })] };
  }
  const fields: Record<string, unknown> = {};
  const messages: ErrorMessage[] = [];
  for (const one of table) {
    const reading = readField(one, value[one.name], objectName);
    messages.push(...reading.messages);
    if (reading.value !== undefined) fields[one.name] = reading.value;
  }
  return { fields, messages };
}

interface ValueReading {
  readonly value: unknown;
  readonly messages: readonly ErrorMessage[];
}

function readField(one: InputField, given: unknown, objectName: string): ValueReading {
  const about = { object: objectName, property: one.name };
  if (given === undefined || given === null) {
    const messages = one.required ? [errorMessage(`The field ${one.name} is required`, about)] : [];
    return { value: given, messages };
  }
  if (one.type.kind === 'object') {
    const { fields, messages } = readInput(one.type.fields, given, one.name);
    return { value: fields, messages };
  }
  if (one.type.kind === 'list') return readListField(one.type.fields, given, about);
  const value = readValue(one.type, given);
  if (value === null) return { value: undefined, messages: [errorMessage(problemWith(one), about)] };
  return {
    value,
    messages: one.required && value === '' ? [errorMessage(`The field ${one.name} is empty`, about)] : [],
  };
}

interface About {
  readonly object: string;
  readonly property: string;
}

function readListField(fields: readonly InputField[], given: unknown, about: About): ValueReading {
  if (!Array.isArray(given)) return { value: undefined, messages: [errorMessage('Must be a list', about)] };
  const readings = given.map((one: unknown) => readInput(fields, one, about.property));
  return {
    value: readings.map((reading) => reading.fields),
    messages: readings.flatMap((reading) => reading.messages),
  };
}

/** Null where the value is of another kind. */
function readValue(type: Exclude<InputType, { kind: 'object' | 'list' }>, given: unknown): unknown {
  const text = given === '' ? '' : textOf(given);
  switch (type.kind) {
    case 'text':
      return text;
    case 'int':
      return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
    case 'float':
      return text !== null && /^[-+]?\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : null;
    case 'flag':
      return boolOf(given);
    case 'date':
      return readDate(text);
    case 'email':
      return text !== null && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : null;
    case 'code':
      return text !== null && /^[A-Za-z]{2}$/.test(text) ? text.toLowerCase() : null;
    case 'choice':
      return text !== null && type.values.includes(text) ? text : null;
    case 'map':
      return isThing(given) ? given : null;
  }
}

function readDate(text: string | null): string | null {
  const date = text === null ? null : readApiDate(text);
  return date === null ? null : shopDateTime(date.at);
}

const EXPECTED: Readonly<Record<Exclude<InputType['kind'], 'choice'>, string>> = {
  text: 'a text',
  int: 'a whole number',
  float: 'a number with a point',
  flag: 'true, false, 1 or 0',
  date: 'a date in ISO 8601',
  email: 'an e-mail address',
  code: 'a code of two letters',
  object: 'an object',
  list: 'a list',
  map: 'an object',
};

function problemWith({ name, type }: InputField): string {
  const expected = type.kind === 'choice' ? `one of ${type.values.join(', ')}` : EXPECTED[type.kind];
  return `The field ${name} must be ${expected}`;
}

/**
 * What one field of a step is: its words for documents, its JSON schema, and how what stands there becomes a value.
 */
import type { Place } from './place.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Field<Value> {
  readonly name: string;
  /** One line for people. */
  readonly words: string;
  /** A value as it may be written. */
  readonly example: unknown;
  readonly schema: JsonSchema;
  readonly isNeeded: boolean;
  /** Undefined where the field is left out. Throws `Failure` (exit 2) that points at the place. */
  read(value: unknown, place: Place): Value;
}

/** The same field where it may be left out. */
export function optional<Value, Other>(field: Field<Value>, fallback: Other): Field<Value | Other> {
  return {
    ...field,
    isNeeded: false,
    read: (value, place) => (value === undefined ? fallback : field.read(value, place)),
  };
}

/** A field as the sentence for a wrong value names it: `"x" must be <should>.` */
export interface FieldForm<Value> extends Pick<Field<Value>, 'name' | 'words' | 'example' | 'schema'> {
  /** Such as `a duration with its unit, such as 30s or 10m`. */
  readonly should: string;
  /** Undefined for what it must not be. */
  readonly accept: (value: unknown) => Value | undefined;
}

export function fieldOf<Value>({ should, accept, ...about }: FieldForm<Value>): Field<Value> {
  return {
    ...about,
    isNeeded: true,
    read(value, place) {
      const accepted = value === undefined ? undefined : accept(value);
      if (accepted !== undefined) return accepted;
      throw place.refuse(value === undefined ? `It is missing: ${should}.` : `This must be ${should}.`);
    },
  };
}

export function wholeNumber(about: {
  readonly name: string;
  readonly words: string;
  readonly max: number;
}): Field<number> {
  const { name, words, max } = about;
  return fieldOf({
    name,
    words,
    example: Math.min(max, 300),
    schema: { type: 'integer', minimum: 1, maximum: max },
    should: `a whole number from 1 to ${max}`,
    accept: (value) => (isWhole(value) && value >= 1 && value <= max ? value : undefined),
  });
}

export function textUpTo(about: {
  readonly name: string;
  readonly words: string;
  readonly example: string;
  readonly letters: number;
}): Field<string> {
  const { letters, ...rest } = about;
  return fieldOf({
    ...rest,
    schema: { type: 'string', minLength: 1, maxLength: letters },
    should: `a text of 1 to ${letters} letters`,
    accept: (value) =>
      typeof value === 'string' && value.trim() !== '' && value.length <= letters ? value : undefined,
  });
}

export function oneOf<Word extends string>(about: {
  readonly name: string;
  readonly words: string;
  readonly choices: readonly Word[];
}): Field<Word> {
  const { name, words, choices } = about;
  return fieldOf({
    name,
    words,
    example: choices[0],
    schema: { enum: choices },
    should: `one of ${choices.join(', ')}`,
    accept: (value) => choices.find((choice) => choice === value),
  });
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

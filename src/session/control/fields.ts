/**
 * A JSON object from outside, read field by field. In: anything. Out: values of the type asked for, or one sentence on
 * what is wrong; a field that nobody asked for is wrong too.
 */
import { mistake, type Failure } from '../../core/failure.ts';
import { inQuotes } from '../../core/printable.ts';

const LONGEST_TEXT = 10_000;
const LONGEST_LIST = 10_000;

/** All throw `Failure` (exit 2, `control-request`). */
export interface Fields {
  text(name: string): string;
  textOrNull(name: string): string | null;
  /** None when the field is left out. */
  texts(name: string): readonly string[];
  number(name: string, fallback: number): number;
  numberOrNull(name: string): number | null;
  isOn(name: string): boolean;
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word;
  /** A number, or one of these words. */
  numberOr<Word extends string>(name: string, words: readonly Word[], fallback?: Word): number | Word;
  /** After all that may be there was asked for. */
  refuseOthers(): void;
}

export function readFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong('A request is one JSON object with a kind.');
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const asked = new Set<string>();
  const take = (name: string): unknown => {
    asked.add(name);
    return given.get(name) ?? null;
  };
  const checked = <T>(name: string, read: (found: unknown) => T | undefined, should: string): T => {
    const found = read(take(name));
    if (found === undefined) throw wrong(`"${name}" must be ${should}.`);
    return found;
  };
  const orNull = <T>(read: (found: unknown) => T | undefined) => {
    return (found: unknown): T | null | undefined => (found === null ? null : read(found));
  };
  return {
    text: (name) => checked(name, textOf, 'a text'),
    textOrNull: (name) => checked(name, orNull(textOf), 'a text or null'),
    texts: (name) => checked(name, (found) => (found === null ? [] : textsOf(found)), 'a list of texts'),
    number: (name, fallback) => checked(name, (found) => (found === null ? fallback : numberOf(found)), 'a number'),
    numberOrNull: (name) => checked(name, orNull(numberOf), 'a number or null'),
    isOn: (name) => checked(name, (found) => (found === null ? false : switchOf(found)), 'true or false'),
    oneOf: (name, words) => checked(name, (found) => words.find((word) => word === found), words.join(' or ')),
    numberOr: (name, words, fallback) =>
      checked(
        name,
        (found) => (found === null ? fallback : (words.find((word) => word === found) ?? numberOf(found))),
        `a number or ${words.join(' or ')}`,
      ),
    refuseOthers() {
      const other = [...given.keys()].find((name) => !asked.has(name));
      if (other !== undefined) throw wrong(`${inQuotes(other)} is no field of this request.`);
    },
  };
}

function wrong(sentence: string): Failure {
  return mistake('control-request', sentence);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= LONGEST_TEXT ? value : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > LONGEST_LIST) return undefined;
  const texts = value.map(textOf).filter((text) => text !== undefined);
  return texts.length === value.length ? texts : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function switchOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

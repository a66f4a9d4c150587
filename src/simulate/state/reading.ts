/**
 * Reads a saved shop field by field. In: a JSON value and where it stands. Out: what was asked for, or a `Failure`
 * (exit 2) that names the place: `webhooks.list.0.url should be a text.`
 */
import { isJsonObject } from '../../core/json-object.ts';
import { mistake, type Failure } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import type { Instant } from '../../core/instant.ts';

/** The fields of one object. Unknown ones are never looked at. */
export interface Fields {
  text(name: string): string;
  flag(name: string): boolean;
  /** A whole number from `least` on; default: 0. */
  whole(name: string, least?: number): number;
  instant(name: string): Instant;
  oneOf<T extends string>(name: string, words: readonly T[]): T;
  list<T>(name: string, read: (at: Place) => T): readonly T[];
  /** By name, in the order in which they stand. */
  entries<T>(name: string, read: (at: Place) => T): Readonly<Record<string, T>>;
  fields(name: string): Fields;
  at(name: string): Place;
  orNull<T>(name: string, read: (at: Place) => T): T | null;
}

export interface Place {
  readonly value: unknown;
  readonly path: string;
}

export function fieldsAt(place: Place): Fields {
  const { path } = place;
  const object = objectAt(place);
  const at = (name: string): Place => ({ value: object[name], path: path === '' ? name : `${path}.${name}` });
  return {
    at,
    text: (name) => textAt(at(name)),
    flag: (name) => flagAt(at(name)),
    whole: (name, least = 0) => wholeAt(at(name), least),
    instant: (name) => wholeAt(at(name), 0),
    oneOf: (name, words) => oneOfAt(at(name), words),
    list: (name, read) => itemsAt(at(name)).map(read),
    entries: (name, read) => entriesAt(at(name), read),
    fields: (name) => fieldsAt(at(name)),
    orNull: (name, read) => (at(name).value === null ? null : read(at(name))),
  };
}

/** Whatever is in it. */
export function objectAt({ value, path }: Place): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw wrong(path, 'an object');
  return value;
}

export function textAt({ value, path }: Place): string {
  if (typeof value !== 'string') throw wrong(path, 'a text');
  return value;
}

export function itemsAt({ value, path }: Place): readonly Place[] {
  if (!Array.isArray(value)) throw wrong(path, 'a list');
  return value.map((item: unknown, index) => ({ value: item, path: `${path}.${index}` }));
}

function entriesAt<T>(place: Place, read: (at: Place) => T): Readonly<Record<string, T>> {
  const entries = Object.entries(objectAt(place));
  return Object.fromEntries(entries.map(([name, value]) => [name, read({ value, path: `${place.path}.${name}` })]));
}

export function wholeAt({ value, path }: Place, least: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw wrong(path, `a whole number from ${least} on`);
  }
  return value;
}

function flagAt({ value, path }: Place): boolean {
  if (typeof value !== 'boolean') throw wrong(path, 'true or false');
  return value;
}

function oneOfAt<T extends string>({ value, path }: Place, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw wrong(path, `one of ${words.join(', ')}`);
  return found;
}

const LONGEST_PATH = 200;

export function wrong(path: string, should: string): Failure {
  const what = path === '' ? 'The saved shop' : `In the saved shop ${printable(path.slice(0, LONGEST_PATH))}`;
  return mistake('shop-state', `${what} should be ${should}.`, 'Start without it, or repair the file.');
}

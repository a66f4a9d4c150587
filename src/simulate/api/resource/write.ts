/**
 * Writing lists of things: what POST and PUT of all resources have in common. In: the body and how one item is read.
 * Out: an answer for each item in its place, whether it was written or not ("per-item errors inside a 200", documented),
 * or a refusal of the whole. At most 100 items: more, and nothing is done (documented for PUT, and for POST of products;
 * taken for all).
 */
import type { BodyReading } from '../json-body.ts';
import { errorMessage, ok, refusal, type ErrorMessage, type Reply } from '../reply.ts';
import type { Thing } from '../../stock/thing.ts';
import type { InputReading } from './input.ts';

/** A hundred products with a hundred variants and texts each. */
export const MOST_BYTES = 20_000_000;
export const MOST_ITEMS = 100;

export type ItemsReading =
  | { readonly kind: 'items'; readonly items: readonly unknown[]; readonly body: Thing }
  | { readonly kind: 'refused'; readonly reply: Reply };

/** The list under `key`. */
export function readItems(body: BodyReading, key: string): ItemsReading {
  if (body.kind === 'invalid') return refused(400, 'The body of the request is not a valid JSON object');
  if (body.kind === 'too-large') return refused(413, 'The body of the request is too large');
  const items = body.value[key];
  if (!Array.isArray(items)) {
    const reply = refusal(400, `The body must hold a list ${key}`, { object: null, property: key });
    return { kind: 'refused', reply };
  }
  return items.length > MOST_ITEMS ? tooMany(key) : { kind: 'items', items, body: body.value };
}

export function tooMany(key: string): { readonly kind: 'refused'; readonly reply: Reply } {
  return refused(413, `More than ${MOST_ITEMS} items in ${key}: nothing was done`);
}

function refused(status: number, message: string): { readonly kind: 'refused'; readonly reply: Reply } {
  return { kind: 'refused', reply: refusal(status, message) };
}

/** One item: what was read of it, and what became of it. */
export interface Settled {
  readonly fields: Thing;
  readonly messages: readonly ErrorMessage[];
  /** Null when it was not written. */
  readonly thing: Thing | null;
}

/** Writes the good ones all at once, so that they make one event, and puts them back in their places. */
export function settle(
  readings: readonly InputReading[],
  write: (good: readonly Thing[]) => readonly (Thing | null)[],
): readonly Settled[] {
  const good = readings.filter((reading) => reading.messages.length === 0);
  const written = good.length === 0 ? [] : write(good.map((reading) => reading.fields));
  const things = new Map(good.map((reading, index) => [reading, written[index] ?? null]));
  return readings.map((reading) => ({ ...reading, thing: things.get(reading) ?? null }));
}

/** Adds what only a look at the shop or at the other items can tell; an item with messages is let be. */
export function checked(
  readings: readonly InputReading[],
  check: (fields: Thing) => readonly ErrorMessage[],
): readonly InputReading[] {
  return readings.map((reading) =>
    reading.messages.length > 0 ? reading : { ...reading, messages: check(reading.fields) },
  );
}

/** Says of the second of two with the same name in one request that it is taken. */
export function createTaken(names: Iterable<string>): (name: string) => boolean {
  const taken = new Set(names);
  return (name) => {
    const isTaken = taken.has(name);
    taken.add(name);
    return isTaken;
  };
}

/** One deletion: what was found for an id, and the answer's fields that name it. */
export interface Deletion {
  readonly found: Thing | null;
  readonly names: Thing;
  readonly subject: string;
}

/** Removes what was found, all at once, and answers for each id. */
export function removeAll(
  key: string,
  deletions: readonly Deletion[],
  remove: (things: readonly Thing[]) => readonly (Thing | null)[],
): Reply {
  if (deletions.length === 0) return refusal(400, `Say which ${key} to delete`);
  const found = deletions.filter((one): one is Deletion & { found: Thing } => one.found !== null);
  const removed = found.length === 0 ? [] : remove(found.map((one) => one.found));
  const gone = new Set<Deletion>(found.filter((_one, index) => (removed[index] ?? null) !== null));
  const answers = deletions.map((one) => ({
    ...one.names,
    deleted_yn: gone.has(one),
    messages: gone.has(one) ? [] : [errorMessage(`There is no ${one.subject}`, { object: key, property: null })],
  }));
  return ok({ [key]: answers });
}

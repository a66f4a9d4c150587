/**
 * The fields of the filter language as data: what each takes, and the column of the store's list that holds it.
 * The columns stand here because store imports filter, not the other way round; a test runs every field on a real store.
 */
import { distanceBetween } from '../core/pattern.ts';
import type { Origin } from '../core/record.ts';
import type { Verdict } from '../core/rules.ts';
import type { NumberField, TextField, TimeField, WordField } from './expression.ts';

export type FieldSpec =
  | { readonly kind: 'event' | 'id' | 'marked' }
  | { readonly kind: 'word'; readonly field: WordField; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly field: NumberField }
  | { readonly kind: 'text'; readonly field: TextField }
  | { readonly kind: 'time'; readonly field: TimeField };

export const VERDICTS: readonly Verdict[] = ['delivered', 'repeats', 'timed-out'];
export const ORIGINS: readonly Origin[] = ['shop', 'background', 'trigger', 'replay', 'test'];

export const FIELDS: ReadonlyMap<string, FieldSpec> = new Map<string, FieldSpec>([
  ['event', { kind: 'event' }],
  ['verdict', { kind: 'word', field: 'verdict', values: VERDICTS }],
  ['withoutUs', { kind: 'word', field: 'withoutUs', values: VERDICTS }],
  ['status', { kind: 'number', field: 'status' }],
  ['ms', { kind: 'number', field: 'ms' }],
  ['attempt', { kind: 'number', field: 'attempt' }],
  ['bytes', { kind: 'number', field: 'bytes' }],
  ['id', { kind: 'id' }],
  ['key', { kind: 'text', field: 'key' }],
  ['body', { kind: 'text', field: 'body' }],
  ['since', { kind: 'time', field: 'since' }],
  ['until', { kind: 'time', field: 'until' }],
  ['origin', { kind: 'word', field: 'origin', values: ORIGINS }],
  ['fault', { kind: 'text', field: 'fault' }],
  ['marked', { kind: 'marked' }],
]);

/** Columns of the store's list. `key_folded` and `search` hold text as `foldText` leaves it. */
export const COLUMNS = {
  id: 'id',
  event: 'event',
  verdict: 'verdict',
  withoutUs: 'without_us',
  origin: 'origin',
  status: 'handler_status',
  ms: 'handler_ms',
  attempt: 'attempts',
  bytes: 'bytes',
  key: 'key_folded',
  body: 'search',
  fault: 'fault',
  time: 'last_attempt_at',
  marked: 'marked',
} as const;

/** Fields that are columns of the latest attempt; the others are the delivery's, or stand beside it. */
export const OF_ATTEMPT: ReadonlySet<string> = new Set<keyof typeof COLUMNS | TimeField>([
  'verdict',
  'withoutUs',
  'status',
  'ms',
  'attempt',
  'bytes',
  'fault',
  'since',
  'until',
]);

/** Finds a field by its name, whatever the case: `withoutus` is `withoutUs`. */
export function findField(name: string): FieldSpec | undefined {
  const wanted = name.toLowerCase();
  const known = [...FIELDS.keys()].find((field) => field.toLowerCase() === wanted);
  return known === undefined ? undefined : FIELDS.get(known);
}

/** At most two names that are a few letters away; all names when none is. */
export function nearestFields(name: string): readonly string[] {
  const names = [...FIELDS.keys()];
  const near = nearestWords(name, names, 2).filter((field) => distanceBetween(name, field) <= TYPING_ERRORS);
  return near.length > 0 ? near : names;
}

const TYPING_ERRORS = 2;

export function nearestWords(text: string, words: readonly string[], count: number): readonly string[] {
  const wanted = text.toLowerCase();
  return words
    .map((word) => ({ word, distance: distanceBetween(wanted, word.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map((entry) => entry.word);
}

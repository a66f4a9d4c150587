/**
 * What a query parameter of a list means, as data: one `kind` a way of choosing. In: a parameter's text. Out: which
 * things stay, or what is wrong with the text. How the real shop takes an ill-formed value is not documented: ours
 * refuses it, so that a slip is seen and no list is mistaken for the one asked for (inferred).
 */
import type { Instant } from '../../../core/instant.ts';
import { boolOf, type Thing } from '../../stock/thing.ts';
import { readApiDate } from './api-date.ts';
import { textsAt } from './field-path.ts';
import { splitList } from './query-texts.ts';

export type Meaning =
  /** A value at the path is this text, whatever the case of its letters. */
  | { readonly kind: 'equals'; readonly path: string }
  /** The same, but an empty text asks for things without a value. */
  | { readonly kind: 'equals-or-none'; readonly path: string }
  /** One of several texts, divided by `;`, or given as `name[]`. */
  | { readonly kind: 'one-of'; readonly path: string }
  /** One of the documented values, and no other. */
  | { readonly kind: 'choice'; readonly path: string; readonly values: readonly string[] }
  /** Digits alone count: `+420 777 ...` is `420777...`. */
  | { readonly kind: 'phone'; readonly path: string }
  | { readonly kind: 'from'; readonly path: string }
  /** Inclusive, a day to its end. */
  | { readonly kind: 'to'; readonly path: string }
  | { readonly kind: 'flag'; readonly isSet: (thing: Thing) => boolean }
  /** Only things with a part for this language, and only that part of `lists`. */
  | { readonly kind: 'language'; readonly lists: readonly string[] }
  /** Only things with a price in this price list, and only that price. */
  | { readonly kind: 'pricelist' }
  | { readonly kind: 'page' }
  | { readonly kind: 'order-by'; readonly values: readonly string[] }
  | { readonly kind: 'order-dir' };

export interface Parameter {
  readonly name: string;
  readonly meaning: Meaning;
}

export type Choice =
  | { readonly kind: 'keeps'; readonly isKept: (thing: Thing) => boolean }
  | { readonly kind: 'ill-formed'; readonly message: string }
  /** Nothing to choose by. */
  | { readonly kind: 'any' };

const ANY: Choice = { kind: 'any' };

/** `texts`: all that was given for the parameter, in order; the last counts where one is meant. */
export function chooseBy({ name, meaning }: Parameter, texts: readonly string[]): Choice {
  const text = (texts.at(-1) ?? '').trim();
  if (meaning.kind === 'equals-or-none' && text === '')
    return keep((thing) => textsAt(thing, meaning.path).length === 0);
  if (texts.every((one) => one.trim() === '')) return ANY;
  switch (meaning.kind) {
    case 'equals':
    case 'equals-or-none':
      return keepSame(meaning.path, [text]);
    case 'one-of':
      return keepSame(meaning.path, texts.flatMap(splitList));
    case 'choice':
      return meaning.values.includes(text) ? keepSame(meaning.path, [text]) : notOneOf(name, meaning.values);
    case 'phone':
      return keep((thing) => textsAt(thing, meaning.path).some((one) => digitsOf(one) === digitsOf(text)));
    case 'flag':
      return byFlag(name, text, meaning.isSet);
    case 'from':
      return byTime(name, text, (date) => (thing) => timesAt(thing, meaning.path).some((at) => at >= date.at));
    case 'to':
      return byTime(name, text, (date) => (thing) => timesAt(thing, meaning.path).some((at) => at <= date.end));
    case 'language':
      return keepSame(meaning.lists[0] === undefined ? '' : `${meaning.lists[0]}.language`, [text]);
    case 'pricelist':
      return keepSame('prices.pricelists.name', [text]);
    case 'page':
    case 'order-by':
    case 'order-dir':
      return ANY;
  }
}

function keep(isKept: (thing: Thing) => boolean): Choice {
  return { kind: 'keeps', isKept };
}

function keepSame(path: string, wanted: readonly string[]): Choice {
  const set = new Set(wanted.map((text) => text.toLowerCase()));
  return keep((thing) => textsAt(thing, path).some((text) => set.has(text.toLowerCase())));
}

export function notOneOf(name: string, values: readonly string[]): Extract<Choice, { kind: 'ill-formed' }> {
  return { kind: 'ill-formed', message: `The parameter ${name} must be one of ${values.join(', ')}` };
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function byFlag(name: string, text: string, isSet: (thing: Thing) => boolean): Choice {
  const wanted = boolOf(text);
  if (wanted !== null) return keep((thing) => isSet(thing) === wanted);
  return { kind: 'ill-formed', message: `The parameter ${name} must be true, false, 1 or 0` };
}

type DateTest = (date: { readonly at: Instant; readonly end: Instant }) => (thing: Thing) => boolean;

function byTime(name: string, text: string, test: DateTest): Choice {
  const date = readApiDate(text);
  if (date !== null) return keep(test(date));
  // A form decodes + as a blank: the commonest slip with the offset of a date.
  const hint = / \d{2}:?\d{2}$/.test(text) ? '; write the + of the offset as %2B' : '';
  return { kind: 'ill-formed', message: `The parameter ${name} must be a date in ISO 8601${hint}` };
}

function timesAt(thing: Thing, path: string): readonly Instant[] {
  return textsAt(thing, path).flatMap((text) => readApiDate(text)?.at ?? []);
}

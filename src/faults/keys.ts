/**
 * All keys of a fault, in the order in which they are written and documented. One row a key: its words, its schema and how
 * it is read; the spec parser, the file parser and the published schema are derived from them.
 */
import { formatDuration, parseDuration, type Millis } from '../core/instant.ts';
import { readPattern } from '../core/pattern.ts';
import { connectionKey } from './connection/ways.ts';
import { delayKey } from './delay.ts';
import type { FaultValues } from './fault.ts';
import { accepted, choiceKey, countKey, listed, refused, type FaultKey } from './key.ts';
import { matchKey } from './match.ts';
import { statusKey } from './status.ts';

export type KeyName = keyof FaultValues;
export type FaultKeys = { readonly [Name in KeyName]: FaultKey<FaultValues[Name]> };

const eventKey: FaultKey<string> = {
  words: 'an event or a pattern; default: all events',
  example: 'Orders.*',
  schema: { type: 'string', minLength: 1 },
  read(text) {
    const reading = readPattern(text);
    if (reading.kind === 'pattern') return accepted(reading.pattern);
    return refused(`This is no event of Upgates. Did you mean ${listed(reading.nearest)}?`);
  },
};

const probabilityKey: FaultKey<number> = {
  words: 'how likely a matching attempt is spoiled, from 0 to 1; drawn from the seed',
  example: '0.3',
  schema: { type: 'number', minimum: 0, maximum: 1 },
  read(text) {
    const value = /^\d?\.?\d{1,20}$/.test(text) ? Number(text) : Number.NaN;
    return value >= 0 && value <= 1 ? accepted(value) : refused('probability takes a number from 0 to 1, such as 0.3.');
  },
};

const forKey: FaultKey<Millis> = {
  words: 'how long the fault lasts, from when it was set: a duration',
  example: '10m',
  schema: { type: 'string', pattern: String.raw`^\d+(\.\d+)?(ms|s|m|h|d)$` },
  read(text) {
    const value = parseDuration(text);
    if (value !== null && value > 0) return accepted(value);
    const meant = /^\d{1,9}$/.test(text) ? ` Did you mean ${formatDuration(Number(text))} or ${text}s?` : '';
    return refused(`for takes a duration with its unit, such as 30s or 10m.${meant}`);
  },
};

const nameKey: FaultKey<string> = {
  words: 'what records and the screen call it; default: its spec',
  example: 'black-friday',
  schema: { type: 'string', pattern: '^[^,]{1,60}$' },
  read(text) {
    const isName = /^[^,\p{C}]{1,60}$/u.test(text);
    return isName ? accepted(text) : refused('A name has 1 to 60 letters, without commas and control characters.');
  },
};

export const FAULT_KEYS: FaultKeys = {
  name: nameKey,
  event: eventKey,
  status: statusKey,
  delay: delayKey,
  connection: connectionKey,
  phase: choiceKey({
    key: 'phase',
    choices: ['after', 'before'],
    words:
      'after: the handler does its work and its answer is spoiled (default); before: the handler never sees the call',
  }),
  times: countKey({ key: 'times', from: 1, words: 'at most so many attempts are spoiled' }),
  skip: countKey({ key: 'skip', from: 0, words: 'so many matching attempts pass first' }),
  every: countKey({ key: 'every', from: 1, words: 'of the matching attempts, only each so-manieth is spoiled' }),
  probability: probabilityKey,
  for: forKey,
  match: matchKey,
};

export const KEY_NAMES: readonly KeyName[] = Object.keys(FAULT_KEYS).filter(isKeyName);

export function isKeyName(text: string): text is KeyName {
  return Object.hasOwn(FAULT_KEYS, text);
}

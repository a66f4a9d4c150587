/**
 * From keys and their texts to the settings of a fault, however they were written: each key once, a preset beneath them.
 */
import { inQuotes } from '../core/printable.ts';
import { checkSettings } from './check-settings.ts';
import type { FaultSettings, FaultValues } from './fault.ts';
import { listed, type KeyReading } from './key.ts';
import { FAULT_KEYS, isKeyName, KEY_NAMES, type KeyName } from './keys.ts';
import { didYouMean } from './nearest.ts';
import { PRESETS } from './presets.ts';

/** One `key=value`; a preset has the value null. */
export interface Item {
  readonly key: string;
  readonly value: string | null;
}

export type Assembly = { readonly kind: 'settings'; readonly settings: FaultSettings } | Complaint;

export interface Complaint {
  readonly kind: 'broken';
  readonly sentence: string;
  /** Which item it speaks of. */
  readonly item: number;
  /** The place in its value; null when it speaks of the key. */
  readonly offset: number | null;
}

type Settable = { -readonly [Name in KeyName]?: FaultValues[Name] };

export function assemble(items: readonly Item[]): Assembly {
  const preset: Settable = {};
  const given: Settable = {};
  for (const [index, item] of items.entries()) {
    const sentence = repeated(item, items.slice(0, index));
    if (sentence !== null) return { kind: 'broken', sentence, item: index, offset: null };
    const refusal = item.value === null ? readPreset(preset, item.key) : readKey(given, item.key, item.value);
    if (refusal !== null) return { kind: 'broken', item: index, ...refusal };
  }
  const settings: FaultSettings = { ...preset, ...given };
  const flaw = checkSettings(settings);
  if (flaw === null) return { kind: 'settings', settings };
  const at = items.findIndex(({ key }) => key === flaw.key);
  return { kind: 'broken', sentence: flaw.sentence, item: Math.max(0, at), offset: null };
}

type Refusal = Pick<Complaint, 'sentence' | 'offset'>;

function repeated({ key, value }: Item, before: readonly Item[]): string | null {
  if (value === null) return before.some((other) => other.value === null) ? 'A fault builds on one preset only.' : null;
  return before.some((other) => other.key === key && other.value !== null)
    ? `${inQuotes(key)} stands here for the second time.`
    : null;
}

function readPreset(preset: Settable, name: string): Refusal | null {
  const known = PRESETS.get(name);
  if (known === undefined) return { sentence: explainWord(name), offset: null };
  Object.assign(preset, known.settings);
  return null;
}

function readKey(given: Settable, key: string, text: string): Refusal | null {
  if (!isKeyName(key)) return { sentence: explainKey(key), offset: null };
  const reading = readInto(given, key, text);
  return reading.kind === 'refused' ? { sentence: reading.sentence, offset: reading.at } : null;
}

function readInto<Name extends KeyName>(given: Settable, key: Name, text: string): KeyReading<FaultValues[Name]> {
  const reading = FAULT_KEYS[key].read(text);
  if (reading.kind === 'value') given[key] = reading.value;
  return reading;
}

function explainWord(word: string): string {
  if (word === '') return 'A key is missing here.';
  if (isKeyName(word)) return `"${word}" needs a value, such as ${word}=${FAULT_KEYS[word].example}.`;
  const names = [...PRESETS.keys()];
  const meant = didYouMean(word, [...names, ...KEY_NAMES]);
  return `${inQuotes(word)} is neither a preset nor key=value. ${meant ?? `The presets are ${listed(names)}.`}`;
}

function explainKey(key: string): string {
  if (key === '') return 'A key is missing here.';
  return `${inQuotes(key)} is no key of a fault. ${didYouMean(key, KEY_NAMES) ?? `The keys are ${listed(KEY_NAMES)}.`}`;
}

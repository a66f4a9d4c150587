/**
 * Faults from a JSON file: a list, or an object with `faults`. An entry is an object of the same keys, with `preset` for a
 * preset, or a text as `--fault` takes it. Out: faults in the file's order, or one sentence and the path it speaks of.
 */
import { isJsonObject } from '../core/json-object.ts';
import { jsonFlaw } from '../core/json-flaw.ts';
import { printable } from '../core/printable.ts';
import { assemble, type Item } from './assemble.ts';
import type { Fault } from './fault.ts';
import { KEY_NAMES } from './keys.ts';
import { MAX_SPEC_LENGTH, readFault } from './read-fault.ts';

export type FaultFileReading =
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  /** `at` is a path such as `faults[1].status`, empty when it is the whole file; the message begins with it. */
  | { readonly kind: 'broken'; readonly message: string; readonly at: string };

type EntryReading =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'broken'; readonly message: string; readonly at: string };

export function readFaultFile(text: string): FaultFileReading {
  const entries = parseEntries(text);
  if ('kind' in entries) return entries;
  const faults: Fault[] = [];
  for (const [index, entry] of entries.list.entries()) {
    const reading = readEntry(entry, `${entries.path}[${index}]`);
    if (reading.kind === 'broken') return reading;
    faults.push(reading.fault);
  }
  return { kind: 'faults', faults };
}

interface Entries {
  readonly list: readonly unknown[];
  /** What messages call the list. */
  readonly path: string;
}

function parseEntries(text: string): Entries | Broken {
  const json = text.replace(/^\uFEFF/, '');
  const flaw = jsonFlaw(json);
  if (flaw !== null) return broken('', `The faults are no valid JSON: ${flaw}.`);
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value)) return { list: value, path: 'faults' };
  const [key, list] = Object.entries(isJsonObject(value) ? value : {}).find(([name]) => name === 'faults') ?? [];
  if (key !== undefined && Array.isArray(list)) return { list, path: key };
  return broken('', 'A file of faults holds a list of faults, or an object with a list called "faults".');
}

function readEntry(entry: unknown, path: string): EntryReading {
  if (typeof entry === 'string') {
    const reading = readFault(entry);
    return reading.kind === 'broken' ? broken(path, reading.sentence) : reading;
  }
  return isJsonObject(entry) ? readObject(entry, path) : broken(path, 'A fault is an object of keys, or a text.');
}

function readObject(entry: Readonly<Record<string, unknown>>, path: string): EntryReading {
  const items: Item[] = [];
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return broken(`${path}.${shownKey(key)}`, 'The value must be a text or a number.');
    }
    const text = String(value).trim();
    items.push(key === 'preset' ? { key: text, value: null } : { key, value: text });
  }
  const assembly = assemble(items);
  if (assembly.kind === 'broken') return broken(pathOf(items[assembly.item], path), assembly.sentence);
  const { settings } = assembly;
  const spec = specOf(items);
  // A saved shop keeps it as this alone.
  if (spec.length > MAX_SPEC_LENGTH) return broken(path, `A fault may have at most ${MAX_SPEC_LENGTH} letters.`);
  return { kind: 'fault', fault: { spec, label: settings.name ?? printable(spec), settings } };
}

/** As it would be written after `--fault`: the preset first, `match` last. */
function specOf(items: readonly Item[]): string {
  const order = (item: Item): number => KEY_NAMES.findIndex((name) => item.value !== null && name === item.key);
  return items
    .toSorted((a, b) => order(a) - order(b))
    .map(({ key, value }) => (value === null ? key : `${key}=${value}`))
    .join(',');
}

function pathOf(item: Item | undefined, path: string): string {
  if (item === undefined) return path;
  return `${path}.${item.value === null ? 'preset' : shownKey(item.key)}`;
}

/** No key of ours is longer. */
const LONGEST_KEY = 60;

function shownKey(key: string): string {
  return printable(key.slice(0, LONGEST_KEY));
}

type Broken = Extract<FaultFileReading, { kind: 'broken' }>;

function broken(at: string, sentence: string): Broken {
  return { kind: 'broken', message: at === '' ? sentence : `${at}: ${sentence}`, at };
}

/**
 * What can stand where on the command line, for the completion of shells. In: commands, groups and common options as data.
 * Out: places (`history list`) with the words and options that fit there, and what an option's value may be.
 */
import { EVENTS } from '../../core/events.ts';
import type { OptionDefinition } from '../../settings/option.ts';
import type { CommandDefinition } from '../command.ts';

export interface Described {
  readonly word: string;
  readonly words: string;
}

/** What may follow: one of these words, a file, a folder, or nothing that we could know. */
export type Follows =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  | { readonly kind: 'anything' };

export interface OptionPlace {
  /** Without dashes. */
  readonly name: string;
  readonly short: string | null;
  readonly words: string;
  /** Null for a switch. */
  readonly value: Follows | null;
}

export interface Place {
  /** `` for the program itself, `control faults`, `history list`. */
  readonly path: string;
  /** Commands and groups that may follow. */
  readonly commands: readonly Described[];
  readonly options: readonly OptionPlace[];
  readonly operand: Follows;
}

export interface CompletionSources {
  readonly commands: readonly CommandDefinition[];
  readonly groups: ReadonlyMap<string, string>;
  readonly common: readonly OptionDefinition[];
  /** What runs when no command is named: its options fit there too. */
  readonly fallback: string;
}

/** Every place, the program itself first. */
export function completionPlaces({ commands, groups, common, fallback }: CompletionSources): readonly Place[] {
  const everywhere = [...common.map(placeOf), ...ALWAYS];
  const named: readonly Described[] = [
    ...[...groups].map(([word, words]) => ({ word, words })),
    ...commands.map(({ path, words }) => ({ word: path, words })),
  ];
  const below = (path: string): readonly Described[] =>
    named.flatMap(({ word, words }) => (parentOf(word) === path ? [{ word: lastOf(word), words }] : []));
  const plain = commands.find(({ path }) => path === fallback)?.options ?? [];
  return [
    { path: '', commands: below(''), options: [...plain.map(placeOf), ...everywhere, VERSION], operand: ANYTHING },
    ...[...groups.keys()].map((path) => ({ path, commands: below(path), options: everywhere, operand: ANYTHING })),
    ...commands.map((command) => ({
      path: command.path,
      commands: [],
      options: [...command.options.map(placeOf), ...everywhere],
      operand: operandOf(command),
    })),
  ];
}

const ANYTHING: Follows = { kind: 'anything' };
const VERSION: OptionPlace = { name: 'version', short: 'V', words: 'print the version', value: null };
const ALWAYS: readonly OptionPlace[] = [{ name: 'help', short: 'h', words: 'display help for command', value: null }];

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(' ')));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(' ') + 1);
}

function placeOf({ name, short, words, value, choices }: OptionDefinition): OptionPlace {
  const follows = value === null ? null : (wordsOf(choices) ?? followsOf(value));
  return { name, short: short ?? null, words, value: follows };
}

function wordsOf(words: readonly string[] | undefined): Follows | null {
  return words === undefined ? null : { kind: 'words', words };
}

const EVENT_NAMES = EVENTS.map(({ name }) => name);
const PATTERNS = [...new Set(EVENT_NAMES.map((name) => `${name.split('.')[0] ?? ''}.*`))];

/** By how help writes the value. */
function followsOf(value: string): Follows {
  if (value === 'event') return { kind: 'words', words: EVENT_NAMES };
  if (value === 'pattern') return { kind: 'words', words: [...EVENT_NAMES, ...PATTERNS] };
  if (/\bfile\b/.test(value)) return { kind: 'files' };
  return value === 'dir' ? { kind: 'folders' } : ANYTHING;
}

/** Of the first operand: `[json|curl|fixture]` are words, `<event>` events, `[id-or-file...]` files. */
function operandOf({ operand, operands = [] }: CommandDefinition): Follows {
  const text = (operand ?? operands[0] ?? '').replaceAll(/[<>[\]]|\.\.\./g, '');
  if (text.includes('|')) return { kind: 'words', words: text.split('|') };
  if (/^(?:event|pattern)/.test(text)) return followsOf(text.startsWith('event') ? 'event' : 'pattern');
  return followsOf(text);
}

/** `--event`, `-e`. */
export function flagsOf({ name, short }: OptionPlace): readonly string[] {
  return [`--${name}`, ...(short === null ? [] : [`-${short}`])];
}

/** Every option that takes a value, once: one that several commands have means the same in each. */
export function valuedOptions(places: readonly Place[]): readonly (OptionPlace & { readonly value: Follows })[] {
  const all = places.flatMap(({ options }) =>
    options.flatMap((option) => (option.value === null ? [] : [{ ...option, value: option.value }])),
  );
  return [...new Map(all.map((option) => [option.name, option])).values()];
}

export interface Step {
  readonly from: string;
  readonly word: string;
  readonly to: string;
}

/** From one place to the next by a word. */
export function stepsOf(places: readonly Place[]): readonly Step[] {
  return places.flatMap(({ path, commands }) =>
    commands.map(({ word }) => ({ from: path, word, to: path === '' ? word : `${path} ${word}` })),
  );
}

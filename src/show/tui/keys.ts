/**
 * Every key of the screen as data: the footer and the sheet that `?` opens are made from this table, and so is what a
 * key does. A new key is a row here and a line in `store/perform.ts`.
 */
import type { KeyName } from './key-names.ts';

/** Where keys act: the list, the detail beside or instead of it, the sheet of keys, the question at the end. */
export type Mode = 'list' | 'detail' | 'help' | 'leaving';

export type Action =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'newest'
  | 'oldest'
  | 'switch-focus'
  | 'open'
  | 'back'
  | 'tab-1'
  | 'tab-2'
  | 'tab-3'
  | 'tab-4'
  | 'tab-left'
  | 'tab-right'
  | 'help'
  | 'repaint'
  | 'quit'
  | 'interrupt'
  | 'yes'
  | 'no';

export interface Situation {
  readonly mode: Mode;
  /** Whether there is a list to act on. */
  readonly hasRows: boolean;
  readonly isLeaving: boolean;
}

export interface Binding {
  readonly does: Readonly<Record<KeyName, Action>>;
  /** As it is printed. */
  readonly shown: string;
  /** For the sheet. */
  readonly words: string;
  /** For the footer, by mode; nothing where it is not worth the room. */
  readonly brief: Readonly<Partial<Record<Mode, string>>>;
  /** How long the footer keeps it when the terminal is narrow. */
  readonly keep: number;
  readonly modes: readonly Mode[];
  /** Whether it needs a delivery to act on. */
  readonly needsRow: boolean;
}

const NOTHING_YET = 'Nothing has come in yet.';
const ALREADY_LEAVING = 'The session is ending already.';

const WORKING: readonly Mode[] = ['list', 'detail'];
const SCROLLING: readonly Mode[] = ['list', 'detail', 'help'];
const ALWAYS: readonly Mode[] = ['list', 'detail', 'help', 'leaving'];

export const BINDINGS: readonly Binding[] = [
  {
    does: { up: 'up', k: 'up', down: 'down', j: 'down' },
    shown: '↑↓',
    words: 'choose a delivery, or scroll (k j too)',
    brief: { list: 'choose', detail: 'scroll', help: 'scroll' },
    keep: 8,
    modes: SCROLLING,
    needsRow: true,
  },
  {
    does: {
      'page-up': 'page-up',
      'ctrl-b': 'page-up',
      'ctrl-u': 'page-up',
      'page-down': 'page-down',
      'ctrl-f': 'page-down',
      'ctrl-d': 'page-down',
      ' ': 'page-down',
    },
    shown: 'PgUp PgDn',
    words: 'a page up or down (Ctrl-U, Ctrl-D, Space)',
    brief: {},
    keep: 0,
    modes: SCROLLING,
    needsRow: false,
  },
  {
    does: { home: 'newest', g: 'newest' },
    shown: 'g',
    words: 'to the newest and follow it; in the detail: to its top (Home)',
    brief: { list: 'newest' },
    keep: 3,
    modes: SCROLLING,
    needsRow: true,
  },
  {
    does: { end: 'oldest', G: 'oldest' },
    shown: 'G',
    words: 'to the oldest; in the detail: to its end (End)',
    brief: {},
    keep: 0,
    modes: SCROLLING,
    needsRow: false,
  },
  {
    does: { tab: 'switch-focus', 'shift-tab': 'switch-focus' },
    shown: 'Tab',
    words: 'between list and detail',
    brief: { list: 'detail', detail: 'list' },
    keep: 4,
    modes: WORKING,
    needsRow: true,
  },
  {
    does: { enter: 'open' },
    shown: 'Enter',
    words: 'the detail at full height',
    brief: { list: 'open' },
    keep: 5,
    modes: WORKING,
    needsRow: true,
  },
  {
    does: { '1': 'tab-1', '2': 'tab-2', '3': 'tab-3', '4': 'tab-4' },
    shown: '1-4',
    words: 'summary, body, headers, attempts',
    brief: { list: 'show', detail: 'show' },
    keep: 6,
    modes: WORKING,
    needsRow: true,
  },
  {
    does: { left: 'tab-left', h: 'tab-left', right: 'tab-right', l: 'tab-right' },
    shown: '←→',
    words: 'the part of the detail before or after (h l too)',
    brief: {},
    keep: 0,
    modes: WORKING,
    needsRow: true,
  },
  {
    does: { escape: 'back' },
    shown: 'Esc',
    words: 'back',
    brief: { detail: 'back', help: 'back' },
    keep: 7,
    modes: ['list', 'detail', 'help'],
    needsRow: false,
  },
  {
    does: { 'ctrl-l': 'repaint' },
    shown: 'Ctrl-L',
    words: 'draw the screen anew',
    brief: {},
    keep: 0,
    modes: ALWAYS,
    needsRow: false,
  },
  {
    does: { '?': 'help' },
    shown: '?',
    words: 'this sheet',
    brief: { list: 'keys', detail: 'keys', help: 'close' },
    keep: 9,
    modes: SCROLLING,
    needsRow: false,
  },
  {
    does: { q: 'quit' },
    shown: 'q',
    words: 'quit; asks when deliveries still wait for a repeat',
    brief: { list: 'quit', detail: 'quit', help: 'quit' },
    keep: 10,
    modes: SCROLLING,
    needsRow: false,
  },
  {
    does: { 'ctrl-c': 'interrupt' },
    shown: 'Ctrl-C',
    words: 'end the session without a question',
    brief: {},
    keep: 0,
    modes: ALWAYS,
    needsRow: false,
  },
  {
    does: { y: 'yes' },
    shown: 'y',
    words: 'quit',
    brief: { leaving: 'quit' },
    keep: 10,
    modes: ['leaving'],
    needsRow: false,
  },
  {
    does: { n: 'no', escape: 'no', q: 'no' },
    shown: 'n',
    words: 'stay',
    brief: { leaving: 'stay' },
    keep: 9,
    modes: ['leaving'],
    needsRow: false,
  },
];

export type Pressed =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'disabled'; readonly why: string }
  | { readonly kind: 'unknown' };

/** What a key does in a situation, or why it does nothing. */
export function pressed(key: KeyName, situation: Situation): Pressed {
  const binding = BINDINGS.find(({ does, modes }) => Object.hasOwn(does, key) && modes.includes(situation.mode));
  const action = binding?.does[key];
  if (binding === undefined || action === undefined) return { kind: 'unknown' };
  const why = whyDisabled(binding, situation);
  return why === null ? { kind: 'action', action } : { kind: 'disabled', why };
}

export function whyDisabled(binding: Binding, situation: Situation): string | null {
  if (situation.isLeaving && (binding.needsRow || Object.hasOwn(binding.does, 'q'))) return ALREADY_LEAVING;
  const isSheet = situation.mode === 'help' || situation.mode === 'leaving';
  return binding.needsRow && !situation.hasRows && !isSheet ? NOTHING_YET : null;
}

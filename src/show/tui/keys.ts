/**
 * Every key of the screen as data: the footer, the sheet that `?` opens and docs/keys.md are made from this table, and so
 * is what a key does. A new key is a row in one of its parts and a line where its mode's actions are done.
 */
import type { KeyName } from './key-names.ts';
import { ASKING } from './keys/asking.ts';
import { TYPING, type Action, type Binding, type Mode, type Need } from './keys/binding.ts';
import { IN_GAPS } from './keys/gap-panel.ts';
import { INSPECTING } from './keys/inspecting.ts';
import { IN_PANELS, IN_TEXT } from './keys/panels.ts';
import { IN_OVERSEEING } from './keys/overseeing-panels.ts';
import { OVERSEEING } from './keys/overseeing.ts';
import { LEAVING, READING } from './keys/reading.ts';

/** A part of the table under a heading of its own. */
export interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly Binding[];
}

export const KEY_GROUPS: readonly KeyGroup[] = [
  { title: 'Act', bindings: ASKING },
  { title: 'Read', bindings: READING },
  { title: 'Look into a delivery', bindings: INSPECTING },
  { title: 'Find and look after', bindings: OVERSEEING },
  { title: 'Leave', bindings: LEAVING },
  { title: 'In panels', bindings: IN_PANELS },
  { title: 'In webhooks and health', bindings: IN_OVERSEEING },
  { title: 'In catching up', bindings: IN_GAPS },
  { title: 'In lines of text', bindings: IN_TEXT },
];

/** In the order of the footer. */
export const BINDINGS: readonly Binding[] = [
  ...READING.slice(0, 1),
  ...ASKING,
  ...READING.slice(1),
  ...INSPECTING,
  ...OVERSEEING,
  ...IN_PANELS,
  ...IN_OVERSEEING,
  ...IN_GAPS,
  ...IN_TEXT,
  ...LEAVING,
];

export interface Situation {
  readonly mode: Mode;
  /** Whether there is a list to act on. */
  readonly hasRows: boolean;
  readonly isStarting: boolean;
  readonly isLeaving: boolean;
  readonly isSimulated: boolean;
  readonly hasHandler: boolean;
  readonly hasEditor: boolean;
  /** The detail shows a body. */
  readonly hasBody: boolean;
  /** Something is searched for in it. */
  readonly hasSearch: boolean;
  /** Calls may have got lost at some time of this session, or before it. */
  readonly hasGap: boolean;
  /** Why the chosen delivery speaks of nothing that the shop could show; null where it may. */
  readonly noSubject: string | null;
  /** A filter is at work, so that an empty list does not mean that nothing came. */
  readonly isFiltered: boolean;
}

export type Pressed =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'disabled'; readonly why: string }
  | { readonly kind: 'unknown' };

/** What a key does in a situation, or why it does nothing. */
export function pressed(key: KeyName, situation: Situation): Pressed {
  const binding = BINDINGS.find(({ does, modes }) => Object.hasOwn(does, key) && modes.includes(situation.mode));
  const action = binding?.does[key];
  if (binding === undefined || action === undefined) {
    return TYPING.includes(situation.mode) && isLetter(key) ? { kind: 'text', text: key } : { kind: 'unknown' };
  }
  const why = whyDisabled(binding, situation);
  return why === null ? { kind: 'action', action } : { kind: 'disabled', why };
}

/** Names of keys have more than one letter. */
function isLetter(key: KeyName): boolean {
  return Array.from(key).length === 1;
}

interface Requirement {
  readonly isMet: (situation: Situation) => boolean;
  readonly why: string | ((situation: Situation) => string);
}

const NEEDS: Readonly<Record<Need, Requirement>> = {
  'not-ending': { isMet: ({ isLeaving }) => !isLeaving, why: 'The session is ending already.' },
  running: { isMet: ({ isStarting }) => !isStarting, why: 'The session is still starting.' },
  // The sheet scrolls without a list.
  row: {
    isMet: ({ hasRows, mode }) => hasRows || mode === 'help',
    why: 'Nothing has come in yet.',
  },
  body: { isMet: ({ hasBody }) => hasBody, why: 'This is for the body: press 2.' },
  search: { isMet: ({ hasSearch }) => hasSearch, why: 'Nothing is searched for yet: press &.' },
  subject: { isMet: ({ noSubject }) => noSubject === null, why: ({ noSubject }) => noSubject ?? '' },
  handler: { isMet: ({ hasHandler }) => hasHandler, why: 'There is no handler: give one with --forward 3000.' },
  'handler-or-simulated': {
    isMet: ({ hasHandler, isSimulated }) => hasHandler || isSimulated,
    why: 'There is no handler: give one with --forward 3000.',
  },
  simulated: { isMet: ({ isSimulated }) => isSimulated, why: 'A real shop keeps its own time.' },
  gap: { isMet: ({ hasGap }) => hasGap, why: 'There has been no gap: calls could arrive all the time.' },
  editor: { isMet: ({ hasEditor }) => hasEditor, why: 'There is no editor: set EDITOR or VISUAL, such as EDITOR=vim.' },
};

export function whyDisabled({ needs }: Binding, situation: Situation): string | null {
  const all: readonly Need[] = needs.includes('running') ? ['not-ending', ...needs] : needs;
  const missing = all.find((need) => !NEEDS[need].isMet(situation));
  if (missing === undefined) return null;
  if (missing === 'row' && situation.isFiltered) return 'No delivery fits the filter.';
  const { why } = NEEDS[missing];
  return typeof why === 'string' ? why : why(situation);
}

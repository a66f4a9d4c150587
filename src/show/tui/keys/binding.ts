/**
 * What a row of the key table is made of: where a key acts, what it does there, what it needs, and its words.
 */
import type { KeyName } from '../key-names.ts';

/**
 * Where keys act: the list, the detail beside or instead of it, the sheet of keys, the question at the end, and the
 * panels. In `spec` (a fault's), `filter`, `search`, `trigger`, `trigger-fields`, `fixture`, `record` and
 * `webhook-event` letters are text.
 */
export const MODES = [
  'list',
  'detail',
  'help',
  'leaving',
  'faults',
  'spec',
  'trigger',
  'trigger-fields',
  'fixture',
  'filter',
  'policy',
  'webhooks',
  'webhook-deletion',
  'webhook-event',
  'health',
  'gaps',
  'search',
  'share',
  'record',
] as const;

export type Mode = (typeof MODES)[number];

/** In a line of text. */
export type TextAction =
  'erase' | 'erase-word' | 'erase-line' | 'cursor-left' | 'cursor-right' | 'cursor-start' | 'cursor-end';

export const TEXT_ACTIONS: readonly TextAction[] = [
  'erase',
  'erase-word',
  'erase-line',
  'cursor-left',
  'cursor-right',
  'cursor-start',
  'cursor-end',
];

/** In the panel of webhooks. */
export type WebhookAction = 'new-webhook' | 'delete-webhook' | 'list-webhooks' | 'agree';

export const WEBHOOK_ACTIONS: readonly WebhookAction[] = ['new-webhook', 'delete-webhook', 'list-webhooks', 'agree'];

/** In the panel of gaps. */
export type GapAction = 'list-missed' | 'check-gaps' | 'take' | 'take-all';

export const GAP_ACTIONS: readonly GapAction[] = ['list-missed', 'check-gaps', 'take', 'take-all'];

/** In a panel. */
export type PanelAction =
  | WebhookAction
  | GapAction
  | TextAction
  | 'up'
  | 'down'
  | 'pick'
  | 'close'
  | 'new-fault'
  | 'edit-fault'
  | 'forget-fault'
  | 'show-spoiled'
  | 'clear-faults'
  | 'switch-mask'
  | 'next-policy'
  | 'ask-anew'
  | 'edit-fields';

export const PANEL_ACTIONS: readonly PanelAction[] = [
  ...TEXT_ACTIONS,
  ...WEBHOOK_ACTIONS,
  ...GAP_ACTIONS,
  'up',
  'down',
  'pick',
  'close',
  'new-fault',
  'edit-fault',
  'forget-fault',
  'show-spoiled',
  'clear-faults',
  'switch-mask',
  'next-policy',
  'ask-anew',
  'edit-fields',
];

/** What asks the session for something, or opens the panel that does. */
export type AskingAction =
  | 'replay'
  | 'edit'
  | 'open-faults'
  | 'open-trigger'
  | 'open-fixture'
  | 'open-filter'
  | 'open-policy'
  | 'step'
  | 'faster'
  | 'slower';

/** What finds a way in the list and looks after the session. */
export type OverseeingAction =
  'mark' | 'unfold' | 'failure-above' | 'failure-below' | 'open-webhooks' | 'open-health' | 'open-gaps' | 'suspend';

/** What is done with the delivery that is looked at. */
export type InspectingAction =
  | 'search'
  | 'match-next'
  | 'match-previous'
  | 'fold'
  | 'fold-all'
  | 'verbatim'
  | 'differences'
  | 'open-record'
  | 'open-copy'
  | 'open-export';

export type ScreenAction =
  | AskingAction
  | InspectingAction
  | OverseeingAction
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
  | 'tab-5'
  | 'tab-6'
  | 'tab-7'
  | 'tab-left'
  | 'tab-right'
  | 'help'
  | 'repaint'
  | 'quit'
  | 'interrupt'
  | 'yes'
  | 'no';

export type Action = ScreenAction | PanelAction;

/** What must be there for a key to do something; each has its sentence for when it is not. */
export type Need =
  | 'row'
  | 'body'
  | 'search'
  | 'subject'
  | 'handler'
  | 'handler-or-simulated'
  | 'simulated'
  | 'editor'
  | 'gap'
  | 'running'
  | 'not-ending';

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
  /** The first that is missing is told. */
  readonly needs: readonly Need[];
}

export const WORKING: readonly Mode[] = ['list', 'detail'];
export const SCROLLING: readonly Mode[] = ['list', 'detail', 'help'];
export const TYPING: readonly Mode[] = [
  'spec',
  'trigger',
  'trigger-fields',
  'fixture',
  'filter',
  'webhook-event',
  'search',
  'record',
];
export const PANELS: readonly Mode[] = ['faults', 'policy', 'share', ...TYPING];

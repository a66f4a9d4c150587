/**
 * What every panel shares: what it is told of a key, and what its reducer gives back. A reducer is pure: whatever it wants
 * of the session comes out as an intention.
 */
import type { Intention } from '../../../session/intention.ts';
import { editInput, insert, type LineInput } from '../input/line-input.ts';
import type { Reading } from '../detail/body/reading.ts';
import type { ChosenSubject } from '../record/record.ts';
import type { ShareWish } from '../share/share.ts';
import { TEXT_ACTIONS, type PanelAction, type TextAction } from '../keys/binding.ts';

export type Stroke =
  { readonly kind: 'do'; readonly action: PanelAction } | { readonly kind: 'type'; readonly text: string };

/** What the actions of a panel do; those it has no use for are left out. */
export type Deeds<P> = Readonly<Partial<Record<PanelAction, (panel: P) => PanelNext<P>>>>;

/** Does what a stroke asks for, and nothing where the panel has no use for it. */
export function doDeed<P>(deeds: Deeds<P>, panel: P, stroke: Stroke): PanelNext<P> {
  const deed = stroke.kind === 'do' ? deeds[stroke.action] : undefined;
  return deed === undefined ? { panel } : deed(panel);
}

/** The line of text after a stroke; null where the stroke is none of its business. */
export function typedInto(input: LineInput, stroke: Stroke): LineInput | null {
  if (stroke.kind === 'type') return insert(input, stroke.text);
  return isTextAction(stroke.action) ? editInput(input, stroke.action) : null;
}

function isTextAction(action: PanelAction): action is TextAction {
  return TEXT_ACTIONS.some((name) => name === action);
}

export interface PanelNext<P> {
  /** Null: the panel closes. */
  readonly panel: P | null;
  readonly wish?: Intention;
  /** The filter of the list from now on; left out: as it was. */
  readonly filter?: string | null;
  /** What is searched for in bodies from now on; left out: as it was. */
  readonly search?: string;
  /** Where one is in the body from now on; left out: as it was. */
  readonly reading?: Reading;
  /** What is copied or exported. */
  readonly share?: ShareWish;
  /** Which thing that a delivery speaks of is looked at; left out: as it was. */
  readonly subject?: ChosenSubject;
  /** Why a key did nothing. */
  readonly says?: string;
  /** Faults of the user's own that are off but still in the panel; left out: as they were. */
  readonly shelf?: readonly string[];
}

/** A choice moved by one, without leaving the list. */
export function moved(cursor: number, action: 'up' | 'down', count: number): number {
  return Math.max(0, Math.min(cursor + (action === 'up' ? -1 : 1), count - 1));
}

/**
 * Picking an event or a fixture to send: the names there are, those that are near first, and what keys do in the picker.
 * Typed letters narrow the list; what fits no name is sent as it was typed. Enter sends at once; the sample can be edited
 * first.
 */
import { EVENTS } from '../../../core/events.ts';
import { EMPTY_INPUT, textOf, type LineInput } from '../input/line-input.ts';
import { doDeed, moved, typedInto, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';
import { openForm, reduceForm, triggerWish, type TriggerForm } from './form.ts';
import type { Samples } from './samples.ts';

export type Nearness = 'came in' | 'registered' | 'own' | 'other' | 'sample';

export interface TriggerName {
  readonly name: string;
  readonly nearness: Nearness;
}

export interface TriggerPanel {
  readonly kind: 'trigger';
  readonly names: readonly TriggerName[];
  readonly input: LineInput;
  readonly cursor: number;
  /** The sample being edited; null while one is picked. */
  readonly form: TriggerForm | null;
}

/** What the panel acts on. */
export interface TriggerAtHand {
  readonly samples: Samples;
  /** Whether the shop sends an event itself, since there is no handler for it. */
  readonly isSentByShop: (event: string) => boolean;
}

export interface NearNames {
  /** Events of the deliveries at hand, the newest first; doubles do no harm. */
  readonly cameIn: readonly string[];
  readonly registered: readonly string[];
  /** Fixtures with a label. */
  readonly fixtures: ReturnType<Samples['names']>;
}

export function openTrigger({ cameIn, registered, fixtures }: NearNames): TriggerPanel {
  const names = new Map<string, Nearness>();
  const add = (all: readonly string[], nearness: Nearness): void =>
    all.forEach((name) => names.set(name, names.get(name) ?? nearness));
  add(cameIn, 'came in');
  add(registered, 'registered');
  add(namesOf(fixtures, true), 'own');
  add(
    EVENTS.map(({ name }) => name),
    'other',
  );
  add(namesOf(fixtures, false), 'sample');
  return {
    kind: 'trigger',
    names: [...names].map(([name, nearness]) => ({ name, nearness })),
    input: EMPTY_INPUT,
    cursor: 0,
    form: null,
  };
}

function namesOf(fixtures: NearNames['fixtures'], isOwn: boolean): readonly string[] {
  return fixtures.filter((fixture) => fixture.isOwn === isOwn).map(({ name }) => name);
}

export function reduceTrigger(panel: TriggerPanel, stroke: Stroke, at: TriggerAtHand): PanelNext<TriggerPanel> {
  if (panel.form !== null) {
    const { panel: next, ...rest } = reduceForm(panel.form, stroke, at.samples);
    return { ...rest, panel: next === null ? null : { ...panel, form: next === 'back' ? null : next } };
  }
  if (stroke.kind === 'do' && stroke.action === 'edit-fields') return { panel: { ...panel, form: formFor(panel, at) } };
  const input = typedInto(panel.input, stroke);
  if (input === null) return doDeed(DEEDS, panel, stroke);
  const isNarrowed = textOf(input) !== textOf(panel.input);
  return { panel: { ...panel, input, cursor: isNarrowed ? 0 : panel.cursor } };
}

const DEEDS: Deeds<TriggerPanel> = {
  up: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'up', fittingNames(panel).length) } }),
  down: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'down', fittingNames(panel).length) } }),
  close: () => ({ panel: null }),
  pick: (panel) => ({ panel: null, wish: triggerWish(chosenName(panel)) }),
};

export function chosenName(panel: TriggerPanel): string {
  return fittingNames(panel)[panel.cursor]?.name ?? textOf(panel.input).trim();
}

/** The event of `Orders.create.emoji`. */
export function eventOf(name: string): string {
  return name.split('.').slice(0, 2).join('.');
}

/** Nothing typed and nothing fitting: there is nothing to edit. */
function formFor(panel: TriggerPanel, { samples, isSentByShop }: TriggerAtHand): TriggerForm | null {
  const name = chosenName(panel);
  return name === '' ? null : openForm({ name, isSentByShop: isSentByShop(eventOf(name)) }, samples);
}

/** Names with all the typed letters in their order, those that have them in one piece first. */
export function fittingNames({ names, input }: TriggerPanel): readonly TriggerName[] {
  const wanted = textOf(input).trim().toLowerCase();
  const isWhole = ({ name }: TriggerName): boolean => name.toLowerCase().includes(wanted);
  const isLoose = ({ name }: TriggerName): boolean => hasInOrder(name.toLowerCase(), wanted);
  return [...names.filter(isWhole), ...names.filter((name) => !isWhole(name) && isLoose(name))];
}

function hasInOrder(name: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    const found = name.indexOf(letter, from);
    if (found === -1) return false;
    from = found + 1;
  }
  return true;
}

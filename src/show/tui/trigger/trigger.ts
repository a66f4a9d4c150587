/**
 * Picking an event to send: the names there are, those that are near first, and what keys do in the picker. Typed letters
 * narrow the list; what fits no name is sent as it was typed, since fixtures of one's own have names too.
 */
import { EVENTS } from '../../../core/events.ts';
import { EMPTY_INPUT, textOf, type LineInput } from '../input/line-input.ts';
import { doDeed, moved, typedInto, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';

export type Nearness = 'came in' | 'registered' | 'other';

export interface TriggerName {
  readonly name: string;
  readonly nearness: Nearness;
}

export interface TriggerPanel {
  readonly kind: 'trigger';
  readonly names: readonly TriggerName[];
  readonly input: LineInput;
  readonly cursor: number;
}

export interface NearNames {
  /** Events of the deliveries at hand, the newest first; doubles do no harm. */
  readonly cameIn: readonly string[];
  readonly registered: readonly string[];
}

export function openTrigger({ cameIn, registered }: NearNames): TriggerPanel {
  const names = new Map<string, Nearness>();
  const add = (all: readonly string[], nearness: Nearness): void =>
    all.forEach((name) => names.set(name, names.get(name) ?? nearness));
  add(cameIn, 'came in');
  add(registered, 'registered');
  add(
    EVENTS.map(({ name }) => name),
    'other',
  );
  return {
    kind: 'trigger',
    names: [...names].map(([name, nearness]) => ({ name, nearness })),
    input: EMPTY_INPUT,
    cursor: 0,
  };
}

export function reduceTrigger(panel: TriggerPanel, stroke: Stroke): PanelNext<TriggerPanel> {
  const input = typedInto(panel.input, stroke);
  if (input === null) return doDeed(DEEDS, panel, stroke);
  const isNarrowed = textOf(input) !== textOf(panel.input);
  return { panel: { ...panel, input, cursor: isNarrowed ? 0 : panel.cursor } };
}

const DEEDS: Deeds<TriggerPanel> = {
  up: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'up', fittingNames(panel).length) } }),
  down: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'down', fittingNames(panel).length) } }),
  close: () => ({ panel: null }),
  pick: (panel) => ({
    panel: null,
    wish: wishFor(fittingNames(panel)[panel.cursor]?.name ?? textOf(panel.input).trim()),
  }),
};

function wishFor(name: string): NonNullable<PanelNext<TriggerPanel>['wish']> {
  return { kind: 'trigger', name, sets: [], records: null, count: 1, retries: 0, to: null };
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

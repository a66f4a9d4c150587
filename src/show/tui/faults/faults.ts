/**
 * The panel of faults. In: the faults at work, the presets, keys. Out: what is chosen or being written, and what the
 * session is asked for. A fault of the user's own that is switched off stays on the shelf, so that it can come back.
 */
import type { ActiveFault } from '../../../faults/fault-set.ts';
import type { FaultReading } from '../../../faults/read-fault.ts';
import { EMPTY_INPUT, textOf, type LineInput } from '../input/line-input.ts';
import type { Complaint } from '../input/lines.ts';
import { doDeed, moved, typedInto, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';

export interface PresetChoice {
  readonly name: string;
  /** The same in keys. */
  readonly spec: string;
  readonly words: string;
}

export interface FaultsPanel {
  readonly kind: 'faults';
  readonly cursor: number;
  /** The fault being written; null while one is chosen. */
  readonly writing: Writing | null;
}

export interface Writing {
  readonly input: LineInput;
  readonly complaint: Complaint | null;
}

/** What the panel acts on. */
export interface FaultsAtHand {
  readonly active: readonly ActiveFault[];
  readonly presets: readonly PresetChoice[];
  /** Specs of the user's own that are switched off. */
  readonly shelf: readonly string[];
  readonly readFault: (spec: string) => FaultReading;
}

export interface FaultChoice {
  /** By which it is known while it is set. */
  readonly label: string;
  /** By which it is set. */
  readonly spec: string;
  readonly words: string;
  /** Null: not set. */
  readonly active: ActiveFault | null;
}

export const CLOSED_WRITING: FaultsPanel = { kind: 'faults', cursor: 0, writing: null };

/** Presets in their order, then the user's own in the order in which they came up: no row moves when one is switched. */
export function faultChoices({ active, presets, shelf }: FaultsAtHand): readonly FaultChoice[] {
  const isPreset = (label: string): boolean => presets.some(({ name }) => name === label);
  const own = active.filter(({ fault }) => !isPreset(fault.label)).map(({ fault }) => fault.spec);
  return [
    ...presets.map(({ name, words }) => ({
      label: name,
      spec: name,
      words,
      active: active.find(({ fault }) => fault.label === name) ?? null,
    })),
    ...[...new Set([...shelf, ...own])].map((spec) =>
      ownChoice(spec, active.find(({ fault }) => fault.spec === spec) ?? null),
    ),
  ];
}

function ownChoice(spec: string, active: ActiveFault | null): FaultChoice {
  const label = active?.fault.label ?? spec;
  return { label, spec, words: label === spec ? '' : spec, active };
}

export function reduceFaults(panel: FaultsPanel, stroke: Stroke, at: FaultsAtHand): PanelNext<FaultsPanel> {
  return panel.writing === null ? choose(panel, stroke, at) : write(panel, stroke, { at, writing: panel.writing });
}

function choose(panel: FaultsPanel, stroke: Stroke, at: FaultsAtHand): PanelNext<FaultsPanel> {
  const choices = faultChoices(at);
  const deeds: Deeds<FaultsPanel> = {
    up: ({ cursor }) => ({ panel: { ...panel, cursor: moved(cursor, 'up', choices.length) } }),
    down: ({ cursor }) => ({ panel: { ...panel, cursor: moved(cursor, 'down', choices.length) } }),
    'new-fault': () => ({ panel: { ...panel, writing: { input: EMPTY_INPUT, complaint: null } } }),
    'clear-faults': () => ({ panel, wish: { kind: 'clear-fault', label: null }, shelf: shelved(at, choices) }),
    close: () => ({ panel: null }),
    pick: ({ cursor }) => {
      const choice = choices[cursor];
      return choice === undefined ? { panel } : { panel, ...switched(choice, at) };
    },
  };
  return doDeed(deeds, panel, stroke);
}

/** One that is used up is set anew, its counts from nought. */
function switched({ label, spec, active }: FaultChoice, at: FaultsAtHand): Omit<PanelNext<FaultsPanel>, 'panel'> {
  if (active === null || active.isOver) return { wish: { kind: 'add-fault', spec } };
  return { wish: { kind: 'clear-fault', label }, shelf: shelved(at, faultChoices(at)) };
}

/** All of the user's own, as they stand in the panel. */
function shelved({ presets }: FaultsAtHand, choices: readonly FaultChoice[]): readonly string[] {
  return choices.slice(presets.length).map(({ spec }) => spec);
}

interface Desk {
  readonly at: FaultsAtHand;
  readonly writing: Writing;
}

function write(panel: FaultsPanel, stroke: Stroke, { at, writing }: Desk): PanelNext<FaultsPanel> {
  const input = typedInto(writing.input, stroke);
  if (input !== null) return { panel: { ...panel, writing: { input, complaint: null } } };
  const deeds: Deeds<FaultsPanel> = {
    close: () => ({ panel: { ...panel, writing: null } }),
    pick: () => {
      const spec = textOf(writing.input);
      const reading = at.readFault(spec);
      if (reading.kind === 'fault') return { panel: { ...panel, writing: null }, wish: { kind: 'add-fault', spec } };
      const { sentence, at: spot } = reading;
      return { panel: { ...panel, writing: { ...writing, complaint: { sentence, at: spot } } } };
    },
  };
  return doDeed(deeds, panel, stroke);
}

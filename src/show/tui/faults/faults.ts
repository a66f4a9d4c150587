/**
 * The panel of faults. In: the faults at work, the presets, keys. Out: what is chosen or being written, and what the
 * session is asked for. A fault of the user's own that is switched off stays on the shelf, so that it can come back; a
 * preset that is edited becomes one.
 */
import type { ActiveFault } from '../../../faults/fault-set.ts';
import type { FaultReading } from '../../../faults/read-fault.ts';
import { readFilter } from '../../../filter/read-filter.ts';
import { EMPTY_INPUT, inputOf, textOf, type LineInput } from '../input/line-input.ts';
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
  /** The one being edited; null: a new one. */
  readonly of: FaultChoice | null;
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
  /** In keys, for reading and editing. */
  readonly keys: string;
  readonly isPreset: boolean;
  /** Null: not set. */
  readonly active: ActiveFault | null;
}

export const CLOSED_WRITING: FaultsPanel = { kind: 'faults', cursor: 0, writing: null };

/** Presets in their order, then the user's own in the order in which they came up: no row moves when one is switched. */
export function faultChoices({ active, presets, shelf }: FaultsAtHand): readonly FaultChoice[] {
  const isPreset = (label: string): boolean => presets.some(({ name }) => name === label);
  const own = active.filter(({ fault }) => !isPreset(fault.label)).map(({ fault }) => fault.spec);
  return [
    ...presets.map(({ name, words, spec: keys }) => ({
      label: name,
      spec: name,
      words,
      keys,
      isPreset: true,
      active: active.find(({ fault }) => fault.label === name) ?? null,
    })),
    ...[...new Set([...shelf, ...own])].map((spec) =>
      ownChoice(spec, active.find(({ fault }) => fault.spec === spec) ?? null),
    ),
  ];
}

function ownChoice(spec: string, active: ActiveFault | null): FaultChoice {
  const label = active?.fault.label ?? spec;
  return { label, spec, words: label === spec ? '' : spec, keys: spec, isPreset: false, active };
}

export function reduceFaults(panel: FaultsPanel, stroke: Stroke, at: FaultsAtHand): PanelNext<FaultsPanel> {
  return panel.writing === null ? choose(panel, stroke, at) : write(panel, stroke, { at, writing: panel.writing });
}

/** One that went away was perhaps the last. */
export function chosenAt({ cursor }: FaultsPanel, choices: readonly FaultChoice[]): number {
  return Math.min(cursor, choices.length - 1);
}

function choose(panel: FaultsPanel, stroke: Stroke, at: FaultsAtHand): PanelNext<FaultsPanel> {
  const choices = faultChoices(at);
  const cursor = chosenAt(panel, choices);
  const choice = choices[cursor];
  const deeds: Deeds<FaultsPanel> = {
    up: () => ({ panel: { ...panel, cursor: moved(cursor, 'up', choices.length) } }),
    down: () => ({ panel: { ...panel, cursor: moved(cursor, 'down', choices.length) } }),
    'new-fault': () => ({ panel: { ...panel, writing: { of: null, input: EMPTY_INPUT, complaint: null } } }),
    'edit-fault': () => ({ panel: { ...panel, writing: editing(choice) } }),
    'forget-fault': () => ({ panel, ...forgotten(choice, at) }),
    'show-spoiled': () => spoiledBy(choice, panel),
    'clear-faults': () => ({ panel, wish: { kind: 'clear-fault', label: null }, shelf: shelved(at, choices) }),
    close: () => ({ panel: null }),
    pick: () => (choice === undefined ? { panel } : { panel, ...switched(choice, at) }),
  };
  return doDeed(deeds, panel, stroke);
}

type Asked = Omit<PanelNext<FaultsPanel>, 'panel'>;

function editing(choice: FaultChoice | undefined): Writing | null {
  return choice === undefined ? null : { of: choice, input: inputOf(choice.keys), complaint: null };
}

/** Only what the user has written can be taken off the panel. */
function forgotten(choice: FaultChoice | undefined, at: FaultsAtHand): Asked {
  if (choice === undefined) return {};
  if (choice.isPreset) return { says: 'A preset stays here; Enter switches it on and off.' };
  const shelf = shelved(at, faultChoices(at)).filter((spec) => spec !== choice.spec);
  return { shelf, ...(choice.active !== null && { wish: { kind: 'clear-fault', label: choice.label } }) };
}

/** The list of what it has spoiled, as a filter. */
function spoiledBy(choice: FaultChoice | undefined, panel: FaultsPanel): PanelNext<FaultsPanel> {
  if (choice === undefined) return { panel };
  const filter = `fault:${JSON.stringify(choice.label)}`;
  if (choice.active?.spoiled !== 0 && readFilter(filter).kind !== 'broken') return { panel: null, filter };
  return { panel, says: 'It has spoiled nothing yet.' };
}

/** One that is used up is set anew, its counts from nought. */
function switched({ label, spec, active }: FaultChoice, at: FaultsAtHand): Asked {
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
  if (input !== null) return { panel: { ...panel, writing: { ...writing, input, complaint: null } } };
  const deeds: Deeds<FaultsPanel> = {
    close: () => ({ panel: { ...panel, writing: null } }),
    pick: () => {
      const reading = at.readFault(textOf(writing.input));
      if (reading.kind === 'fault') {
        return { panel: { ...panel, writing: null }, ...written(reading.fault.spec, writing.of, at) };
      }
      const { sentence, at: spot } = reading;
      return { panel: { ...panel, writing: { ...writing, complaint: { sentence, at: spot } } } };
    },
  };
  return doDeed(deeds, panel, stroke);
}

/** What was edited stays in its place, in the panel and among those that are asked in turn. */
function written(typed: string, of: FaultChoice | null, at: FaultsAtHand): Asked {
  const spec = of?.isPreset === true && typed === of.keys ? of.spec : typed;
  if (of === null) return { wish: { kind: 'add-fault', spec } };
  const shelf = of.isPreset ? at.shelf : shelved(at, faultChoices(at)).map((one) => (one === of.spec ? spec : one));
  const isSet = of.active !== null;
  return { shelf, wish: isSet ? { kind: 'replace-fault', label: of.label, spec } : { kind: 'add-fault', spec } };
}

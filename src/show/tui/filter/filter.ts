/**
 * The filter being typed. In: keys. Out: the text, what is wrong with it, and the filter the list follows meanwhile: the
 * last one that could be read, so that a half-typed word does not lose the list.
 */
import { readFilter } from '../../../filter/read-filter.ts';
import { inputOf, textOf, type LineInput } from '../input/line-input.ts';
import type { Complaint } from '../input/lines.ts';
import { doDeed, typedInto, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';

export interface FilterPanel {
  readonly kind: 'filter';
  readonly input: LineInput;
  readonly complaint: Complaint | null;
}

export function openFilter(current: string | null): FilterPanel {
  return { kind: 'filter', input: inputOf(current ?? ''), complaint: null };
}

export function reduceFilter(panel: FilterPanel, stroke: Stroke): PanelNext<FilterPanel> {
  const input = typedInto(panel.input, stroke);
  return input === null ? doDeed(DEEDS, panel, stroke) : typed(panel, input);
}

const DEEDS: Deeds<FilterPanel> = {
  pick: (panel) => (panel.complaint === null ? { panel: null, filter: filterOf(panel.input) } : { panel }),
  close: () => ({ panel: null, filter: null }),
};

function typed(panel: FilterPanel, input: LineInput): PanelNext<FilterPanel> {
  const reading = readFilter(textOf(input));
  if (reading.kind === 'broken') {
    const { sentence, at } = reading;
    return { panel: { ...panel, input, complaint: { sentence, at } } };
  }
  return { panel: { ...panel, input, complaint: null }, filter: filterOf(input) };
}

/** Null: no filter. */
function filterOf(input: LineInput): string | null {
  const text = textOf(input).trim();
  return text === '' ? null : text;
}

/**
 * The line in which a search through the body is typed. The body stays in view, and the next match is shown with every
 * letter.
 */
import { EMPTY_INPUT, textOf, type LineInput } from '../../input/line-input.ts';
import type { Reading } from './reading.ts';
import { typedInto, type PanelNext, type Stroke } from '../../panel/panel.ts';

export interface SearchPanel {
  readonly kind: 'search';
  readonly input: LineInput;
  /** Where one was before; matches are looked for from here. */
  readonly origin: Reading;
}

export function openSearch(origin: Reading): SearchPanel {
  return { kind: 'search', input: EMPTY_INPUT, origin };
}

/** Closing goes back to where one was. */
export function reduceSearch(panel: SearchPanel, stroke: Stroke): PanelNext<SearchPanel> {
  const input = typedInto(panel.input, stroke);
  if (input !== null) return { panel: { ...panel, input } };
  if (stroke.kind !== 'do') return { panel };
  if (stroke.action === 'close') return { panel: null, search: '', reading: panel.origin };
  if (stroke.action !== 'pick') return { panel };
  // As in less: nothing means what was searched for last.
  const text = textOf(panel.input);
  return text === '' ? { panel: null } : { panel: null, search: text };
}

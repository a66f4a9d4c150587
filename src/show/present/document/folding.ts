/**
 * Which objects and lists are folded, and which lines are in view because of that. Pure: a rule for a depth and the
 * exceptions from it, so that five thousand records are folded without a list of them.
 */
import { NONE, type Outline } from './outline.ts';

export interface Folds {
  /** All on this depth are folded; null: none. */
  readonly at: number | null;
  /** Lines for which the opposite holds. */
  readonly except: ReadonlySet<number>;
}

export const NO_FOLDS: Folds = { at: null, except: new Set() };

function hasFolds({ at, except }: Folds): boolean {
  return at !== null || except.size > 0;
}

export function isFolded(outline: Outline, folds: Folds, index: number): boolean {
  const { kind, depth } = outline.line(index);
  if (kind !== 'open' || outline.closeOf(index) === NONE) return false;
  const isByDepth = depth === folds.at;
  return isByDepth !== folds.except.has(index);
}

/** The line that can be folded at `index`: the one it opens or closes, else the one around it; `NONE` at the top. */
export function foldAt(outline: Outline, index: number): number {
  const { kind, parent } = outline.line(index);
  const opening = kind === 'open' ? index : parent;
  return opening === NONE || outline.closeOf(opening) === NONE ? NONE : opening;
}

export function toggleFold(folds: Folds, index: number): Folds {
  const except = new Set(folds.except);
  if (!except.delete(index)) except.add(index);
  return { ...folds, except };
}

/** Folds what stands on the same depth as the line, or unfolds everything where something is folded. */
export function toggleAll(outline: Outline, folds: Folds, index: number): Folds {
  if (hasFolds(folds)) return NO_FOLDS;
  const opening = foldAt(outline, index);
  return { at: opening === NONE ? 1 : Math.max(1, outline.line(opening).depth), except: new Set() };
}

/** Opens everything that hides a line. */
export function reveal(outline: Outline, folds: Folds, index: number): Folds {
  const except = new Set(folds.except);
  let hasOpened = false;
  for (let { parent } = outline.line(index); parent !== NONE; parent = outline.line(parent).parent) {
    if (!isFolded(outline, folds, parent)) continue;
    hasOpened = true;
    if (!except.delete(parent)) except.add(parent);
  }
  return hasOpened ? { ...folds, except } : folds;
}

/** The line in view that stands for `index`: itself, or the outermost fold around it. */
export function visibleAt(outline: Outline, folds: Folds, index: number): number {
  let shown = index;
  if (!hasFolds(folds)) return shown;
  for (let { parent } = outline.line(index); parent !== NONE; parent = outline.line(parent).parent) {
    if (isFolded(outline, folds, parent)) shown = parent;
  }
  return shown;
}

/** `NONE` behind the last. */
export function nextLine(outline: Outline, folds: Folds, index: number): number {
  const next = (isFolded(outline, folds, index) ? outline.closeOf(index) : index) + 1;
  return next < outline.count() ? next : NONE;
}

/** `NONE` before the first. */
export function previousLine(outline: Outline, folds: Folds, index: number): number {
  return index === 0 ? NONE : visibleAt(outline, folds, index - 1);
}

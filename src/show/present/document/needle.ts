/**
 * Text found in a line as people search: without regard to case, and JSON's escapes read as the letters they stand for,
 * since PHP writes `\u010d`. In: a line and what is looked for, folded. Out: where it stands in the line.
 */
import { foldText } from '../../../filter/search-text.ts';

export interface Found {
  readonly start: number;
  readonly end: number;
}

/** What is looked for, in the spelling in which it is compared. */
export function needleOf(text: string): string {
  return foldText(text);
}

const UNIT = /\\u[0-9a-fA-F]{4}|\\["\\/]|./gsu;

/** Without regard to where: quick, for lines that are not in view. */
export function isIn(text: string, needle: string): boolean {
  if (needle === '') return false;
  const folded = foldText(text);
  return folded.includes(needle) || (folded.includes('\\') && unescaped(folded).includes(needle));
}

function unescaped(text: string): string {
  return foldText(text.replaceAll(/\\u[0-9a-fA-F]{4}|\\["\\/]/g, letterOf));
}

function letterOf(unit: string): string {
  if (unit.length === 6) return String.fromCharCode(Number.parseInt(unit.slice(2), 16));
  return unit.length === 2 && unit.startsWith('\\') ? unit.slice(1) : unit;
}

/** In the order of the text; they do not overlap. */
export function findIn(text: string, needle: string): readonly Found[] {
  if (!isIn(text, needle)) return [];
  const asWritten = findUnits(text, Array.from(text), needle);
  return asWritten.length > 0 ? asWritten : findUnits(text, text.match(UNIT) ?? [], needle);
}

/** A folded text may be longer or shorter than the text itself: so unit by unit. */
function findUnits(text: string, units: readonly string[], needle: string): readonly Found[] {
  let folded = '';
  const starts: number[] = [];
  let offset = 0;
  for (const unit of units) {
    const letters = foldText(letterOf(unit));
    for (let index = 0; index < letters.length; index += 1) starts.push(offset);
    folded += letters;
    offset += unit.length;
  }
  starts.push(text.length);
  const found: Found[] = [];
  for (let at = folded.indexOf(needle); at !== -1; at = folded.indexOf(needle, at + needle.length)) {
    found.push({ start: starts[at] ?? 0, end: endOf(starts, at + needle.length) });
  }
  return found;
}

/** Where the unit of the last letter ends. */
function endOf(starts: readonly number[], behind: number): number {
  const last = starts[behind - 1] ?? 0;
  return starts.slice(behind).find((start) => start > last) ?? starts.at(-1) ?? 0;
}

/** Numbers of the filter language: `500`, `>=500`, and for `ms` durations such as `>1s`. */
import { parseDuration } from '../core/instant.ts';
import type { NumberField, NumberRange } from './expression.ts';
import type { Comparison } from './read-test.ts';

/** Null when the text is no number. */
export function readNumberRange(text: string, comparison: Comparison, field: NumberField): NumberRange | null {
  const value = readNumber(text, field);
  return value === null ? null : compare(value, comparison);
}

function readNumber(text: string, field: NumberField): number | null {
  if (/^-?\d{1,15}(\.\d{1,6})?$/.test(text)) return Number(text);
  return field === 'ms' ? parseDuration(text) : null;
}

function compare(value: number, comparison: Comparison): NumberRange {
  switch (comparison) {
    case ':':
    case ':=':
      return { from: value, to: value, includesFrom: true, includesTo: true };
    case ':>':
    case ':>=':
      return { from: value, to: null, includesFrom: comparison === ':>=', includesTo: true };
    case ':<':
    case ':<=':
      return { from: null, to: value, includesFrom: true, includesTo: comparison === ':<=' };
  }
}

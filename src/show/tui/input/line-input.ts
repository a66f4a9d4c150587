/**
 * A line of text being typed: what stands before the cursor and what behind it. Pure: an action or text in, the next line
 * out. Only text that is safe to print gets in.
 */
import type { TextAction } from '../keys/binding.ts';

export interface LineInput {
  readonly before: string;
  readonly after: string;
}

export const EMPTY_INPUT: LineInput = { before: '', after: '' };

/** No person types more; the readers of filters and faults refuse it too. */
const MAX_LENGTH = 2000;

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** With the cursor at its end. */
export function inputOf(text: string): LineInput {
  return { before: text, after: '' };
}

export function textOf({ before, after }: LineInput): string {
  return before + after;
}

/** Puts text in at the cursor. Line breaks and tabs become spaces, as in a line of a shell. */
export function insert(input: LineInput, text: string): LineInput {
  const safe = text.replace(/[\r\n]+$/, '').replaceAll(CONTROLS, ' ');
  return textOf(input).length + safe.length > MAX_LENGTH ? input : { ...input, before: input.before + safe };
}

export function editInput(input: LineInput, action: TextAction): LineInput {
  const { before, after } = input;
  switch (action) {
    case 'erase':
      return { before: withoutLast(before), after };
    case 'erase-word':
      return { before: before.replace(/\S*\s*$/, ''), after };
    case 'erase-line':
      return { before: '', after };
    case 'cursor-left':
      return { before: withoutLast(before), after: before.slice(withoutLast(before).length) + after };
    case 'cursor-right':
      return { before: before + firstOf(after), after: after.slice(firstOf(after).length) };
    case 'cursor-start':
      return { before: '', after: before + after };
    case 'cursor-end':
      return { before: before + after, after: '' };
  }
}

/** What a person takes for one letter, marks and all. */
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

function withoutLast(text: string): string {
  const last = [...letters.segment(text)].at(-1);
  return last === undefined ? '' : text.slice(0, last.index);
}

function firstOf(text: string): string {
  const [first] = letters.segment(text);
  return first?.segment ?? '';
}

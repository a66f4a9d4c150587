/**
 * What is wrong with a JSON text, where, and what stands there.
 */
import { line, span, type Line } from '../line.ts';
import type { Problem } from './scan.ts';

const BEFORE = 24;
const AFTER = 24;
const LF = 0x0a;

/** `No valid JSON: a comma or } is expected at line 1, column 312.`, and below it the place, the byte marked. */
export function problemLines(bytes: Uint8Array, { what, at }: Problem): readonly Line[] {
  const { number, column } = placeOf(bytes, at);
  const isEnd = at >= bytes.length;
  return [
    line(`No valid JSON: ${what} at line ${number}, column ${column}.`, 'warning'),
    [
      span('  ', 'dim'),
      span(near(bytes, at - BEFORE, at)),
      span(isEnd ? ' ' : near(bytes, at, at + 1), 'match'),
      span(near(bytes, at + 1, at + 1 + AFTER)),
      span(isEnd ? ' (the end)' : '', 'dim'),
    ],
  ];
}

/** Counted from 1; columns in letters. */
function placeOf(bytes: Uint8Array, at: number): { readonly number: number; readonly column: number } {
  let [number, from] = [1, 0];
  for (let next = bytes.indexOf(LF); next !== -1 && next < at; next = bytes.indexOf(LF, from)) {
    number += 1;
    from = next + 1;
  }
  return { number, column: new TextDecoder().decode(bytes.subarray(from, at)).length + 1 };
}

/** Whole letters within a stretch, line breaks as spaces. */
function near(bytes: Uint8Array, from: number, to: number): string {
  let [start, end] = [Math.max(0, from), to];
  while (start < end && isInside(bytes[start])) start += 1;
  while (isInside(bytes[end])) end += 1;
  return new TextDecoder().decode(bytes.subarray(start, end)).replaceAll(/\s/g, ' ');
}

/** A byte in the middle of a letter. */
function isInside(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/**
 * A body as lines that are safe to print. In: raw bytes and a width. Out: JSON set in lines, other text as it is, bytes
 * that are no UTF-8 as `\xNN`; wrapped. Long bodies are shown up to a limit, and a last line says so.
 */
import { describeSize } from '../../core/advice.ts';
import { printableLines } from '../../core/printable.ts';
import { indentJson, looksLikeJson } from '../../core/json-indent.ts';
import { line, type Line } from './line.ts';
import { wrapText } from './width.ts';

/** Setting a megabyte in lines takes too long between two key presses. */
export const SHOWN_BYTES: number = 256 * 1024;

/** Wider than any line: what is piped into a file is not wrapped. */
export const UNWRAPPED = 1_000_000;

export function bodyLines(body: Uint8Array, width: number): readonly Line[] {
  if (body.length === 0) return [line('No body.', 'dim')];
  const shown = body.subarray(0, SHOWN_BYTES);
  const text = decode(shown, body.length > shown.length);
  const head =
    text === null ? [line('Not valid UTF-8. Other bytes than printable ASCII are shown as \\xNN.', 'dim')] : [];
  const lines = printableLines(text === null ? escapeBytes(shown) : layOut(text, body.length > shown.length));
  const wrapped = lines.flatMap((one) => wrapText(one, width, hangingIndent(one, width))).map((one) => line(one));
  return [...head, ...wrapped, ...cutNotice(body.length, shown.length)];
}

/** Null where the bytes are no UTF-8. A character cut at the limit is no mistake of the sender. */
function decode(bytes: Uint8Array, isCut: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}

/** What is no JSON stays as it came: setting it in lines would hide what is wrong with it. */
function layOut(text: string, isCut: boolean): string {
  return looksLikeJson(text) && (isCut || isJson(text)) ? indentJson(text) : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function escapeBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return shown.join('');
}

/** What a wrapped line goes on under: its own indent and a little more, unless the terminal is too narrow for that. */
function hangingIndent(text: string, width: number): number {
  const own = text.length - text.trimStart().length;
  return Math.min(own + 2, Math.floor(width / 2));
}

function cutNotice(total: number, shown: number): readonly Line[] {
  return total > shown ? [line(`The first ${describeSize(shown)} of ${describeSize(total)}.`, 'dim')] : [];
}

/**
 * Hostile text made safe to show. Nothing from a payload may move the cursor, change colours or turn the writing round.
 */

/**
 * C0, DEL, C1 and the bidirectional controls: what a terminal might obey or a reader might be fooled by. And halves of
 * letters, which could become one with what stands beside them.
 */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Nearly every text has none of it, and looking is far cheaper than replacing. */
const MAYBE_UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/;

/** What JSON output escapes beyond JSON's own rule: U+007F-U+009F and bidirectional controls. */
// oxlint-disable-next-line no-control-regex
const UNSAFE_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** One line of safe text: every control becomes a visible `\x1b` or `\u202e`, a lone half of a letter `\ud83c`. */
export function printable(text: string): string {
  return MAYBE_UNSAFE.test(text) ? text.replaceAll(UNSAFE, escapeControl) : text;
}

/** Longer texts are cut: a sentence about a text stays a sentence. */
const LONGEST_QUOTE = 200;

/** A text of somebody's in a sentence of ours: `"Ordrs.create"`, one line, safe, and no longer than it need be. */
export function inQuotes(text: string): string {
  const known = text.replaceAll(USERINFO, '$1…').replaceAll(HALF_OF_ONE, '$1…');
  return `"${printable(known.slice(0, LONGEST_QUOTE))}${known.length > LONGEST_QUOTE ? '…' : ''}"`;
}

/** An address that was put in the wrong place may have a password in it, also one that was cut before its `@`. */
const USERINFO = /(\/\/)[^/?#\s@]*(?=@)/g;
const HALF_OF_ONE = /(\/\/[^/?#\s@:]*:)(?!\d{1,5}(?:[/?#\s]|$))[^/?#\s@]+/g;

/** Like `printable`, but keeps line breaks, and turns tabs into two spaces. */
export function printableLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => printable(line.replaceAll('\t', '  ')));
}

/** One NDJSON line without its line break, with all dangerous characters escaped. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(UNSAFE_IN_JSON, (character) => `\\u${hex(character, 4)}`);
}

function escapeControl(character: string): string {
  return character.charCodeAt(0) < 0x100 ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

function hex(character: string, width: number): string {
  return character.charCodeAt(0).toString(16).padStart(width, '0');
}

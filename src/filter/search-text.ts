/**
 * Text as it is searched: one spelling for what is stored and for what is looked for, so that SQL and predicate agree.
 */

/** How much of a body is searched: all of any but the largest calls, without holding up the answer to those. */
export const SEARCHED_BYTES: number = 256 * 1024;

/** `\u010d` and `\/` as PHP writes them. An escaped backslash before them is read wrongly: good enough for a search. */
const PHP_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|\/)/g;

// oxlint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;

// oxlint-disable-next-line no-control-regex
const MAYBE_UNSTORABLE = /[\u0000\ud800-\udfff]/;

/** Lower case, without NULs and lone surrogates: SQLite drivers cut text at the first and cannot hold the second. */
export function foldText(text: string): string {
  return storable(text).toLowerCase();
}

const DECODER = new TextDecoder();

/** The text of a body for searching: decoded, with JSON's escapes resolved. Bytes that are no UTF-8 become U+FFFD. */
export function bodyText(body: Uint8Array): string {
  const text = DECODER.decode(body.subarray(0, SEARCHED_BYTES));
  if (!text.includes('\\')) return text;
  return text.replaceAll(PHP_ESCAPE, (_escape, code: string | undefined) =>
    code === undefined ? '/' : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** ASCII lower case only: what SQLite's LIKE does by itself. */
export function foldAscii(text: string): string {
  return storable(text).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A fault's name is stored as written, so SQLite compares it by its own idea of case; key and body are stored folded. */
export function foldPieces(test: {
  readonly field: 'key' | 'body' | 'fault';
  readonly pieces: readonly string[];
}): readonly string[] {
  return test.pieces.map(test.field === 'fault' ? foldAscii : foldText);
}

/** Looks first whether there is anything to replace: most texts have nothing, and looking is far cheaper. */
function storable(text: string): string {
  return MAYBE_UNSTORABLE.test(text) ? text.replaceAll(UNSTORABLE, '\ufffd') : text;
}

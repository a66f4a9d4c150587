/**
 * A JSON text taken apart without being parsed. In: any text, as long as a body may be. Out: its tokens with their places;
 * white space between them is left out. Letter by letter: an expression for a whole string runs out of stack on a long one,
 * and begins anew at every quotation mark of one that is never closed.
 */
export interface JsonToken {
  /** A string with its quotation marks (the last runs to the end where it is never closed), a bracket or mark, or a word. */
  readonly text: string;
  readonly at: number;
}

/** One after the other: a hostile body may be nothing but brackets, and 16 million of them are too many to hold. */
export function* jsonTokens(text: string): Generator<JsonToken, void> {
  for (let at = skip(SPACE, text, 0); at < text.length;) {
    const end = tokenEnd(text, at);
    yield { text: text.slice(at, end), at };
    at = skip(SPACE, text, end);
  }
}

const SPACE = /\s*/y;
const WORD = /[^\s{}[\],:"]+/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function tokenEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === QUOTE) return stringEnd(text, at);
  return Math.max(at + 1, skip(WORD, text, at));
}

/** Behind the closing quotation mark of the string that begins at `from`; the end of the text where there is none. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) return at + 1;
    if (letter === BACKSLASH) at += 1;
  }
  return text.length;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

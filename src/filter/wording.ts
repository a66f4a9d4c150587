/**
 * A filter as a person writes it, spelled so that liqe can read it: every value in quotation marks, brackets with room
 * around them, `-(` as `NOT (`, `a b` as `a AND b`. Unquoted, liqe refuses `+4999`, `100%`, `a/b`, times with colons and `-(a b)`, and
 * takes `/x/` for a regular expression. In: the text. Out: the new spelling, and for each letter its place in the text.
 */

export interface Wording {
  readonly text: string;
  /** The place in the original of each letter of `text`, and one more for its end. */
  readonly origin: readonly number[];
}

interface Writer {
  readonly source: string;
  readonly letters: string[];
  readonly origin: number[];
  /** Without a word between brackets, `(a) b (c)`, liqe tries every way to join them, 2^n for n: so there is always one. */
  isBehindTerm: boolean;
}

const OPERATORS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);
const FIELD = /-?(?:[A-Za-z_][\w.]*:(?:>=|<=|>|<|=)?|(?=[^\s()]))/y;
const SPACE = /\s+/y;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y;
const RANGE = /[[{]-?\d+(?:\.\d+)? TO -?\d+(?:\.\d+)?[\]}]/y;
const WORD = /[^\s()]+/y;

/** Spells a filter for the parser. Nothing is judged here: what makes no sense stays for the parser to refuse. */
export function spell(source: string): Wording {
  const writer: Writer = { source, letters: [], origin: [], isBehindTerm: false };
  for (let at = 0; at < source.length;) at = spellNext(writer, at);
  return { text: writer.letters.join(''), origin: [...writer.origin, source.length] };
}

/** Writes what stands at `at` and returns where the next thing begins. */
function spellNext(writer: Writer, at: number): number {
  const { source } = writer;
  const space = matchAt(SPACE, source, at);
  if (space !== '') return write(writer, at, ' ') + space.length;
  if (writer.isBehindTerm && !isJoint(source, at)) write(writer, at, ' AND ');
  writer.isBehindTerm = source[at] === ')';
  if (source[at] === '(' || source[at] === ')') return write(writer, at, ` ${source[at]} `) + 1;
  if (source.startsWith('-(', at)) return write(writer, at, ' NOT ') + 1;
  const word = matchAt(WORD, source, at);
  if (OPERATORS.has(word)) return write(writer, at, word) + word.length;
  const field = matchAt(FIELD, source, at);
  copy(writer, at, field);
  const end = spellValue(writer, at + field.length, field.endsWith(':') || /[<>=]$/.test(field));
  writer.isBehindTerm = end > at + field.length;
  return end;
}

/** A closing bracket or a word that joins, or what stands too close to be a term of its own, such as `"a"b`. */
function isJoint(source: string, at: number): boolean {
  const isApart = /[\s)]/.test(source.charAt(at - 1)) || source[at] === '(' || source.startsWith('-(', at);
  return !isApart || source[at] === ')' || ['AND', 'OR'].includes(matchAt(WORD, source, at));
}

function spellValue(writer: Writer, at: number, hasField: boolean): number {
  const { source } = writer;
  const verbatim = matchAt(QUOTED, source, at) || (hasField ? matchAt(RANGE, source, at) : '');
  if (verbatim !== '') return copy(writer, at, verbatim);
  // A quotation mark that is never closed: the parser will run into the end.
  if (source[at] === '"' || source[at] === "'") return copy(writer, at, source.slice(at));
  return quote(writer, at, matchAt(WORD, source, at));
}

function quote(writer: Writer, at: number, word: string): number {
  if (word === '') return at;
  write(writer, at, '"');
  for (let offset = 0; offset < word.length; offset += 1) {
    const letter = word.charAt(offset);
    write(writer, at + offset, letter === '"' || letter === '\\' ? `\\${letter}` : letter);
  }
  write(writer, at + word.length, '"');
  return at + word.length;
}

/** Appends letters that all stand for the place `at`, and returns it. */
function write(writer: Writer, at: number, text: string): number {
  for (const letter of text.split('')) {
    writer.letters.push(letter);
    writer.origin.push(at);
  }
  return at;
}

/** Appends letters as they are and returns the place after them. */
function copy(writer: Writer, at: number, text: string): number {
  for (let offset = 0; offset < text.length; offset += 1) write(writer, at + offset, text.charAt(offset));
  return at + text.length;
}

/** The word that begins at `at` of a filter, up to a space or a bracket. */
export function wordAt(source: string, at: number): string {
  return matchAt(WORD, source, at);
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/**
 * The small parts of JSON's grammar: spaces, words, and what is expected where.
 */

/** What the grammar wants next. */
export type Wanted = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** An object or a list that has begun. */
export interface Branch {
  /** Its line. */
  readonly opening: number;
  readonly isList: boolean;
  members: number;
}

export const OBJECT_END = 0x7d;
export const LIST_END = 0x5d;

const EXPECTED: Readonly<Record<Wanted, string>> = {
  value: 'a value is expected',
  'value-or-end': 'a value or ] is expected',
  key: 'a name in quotes is expected',
  'key-or-end': 'a name in quotes or } is expected',
  colon: 'a colon is expected',
  'comma-or-end': 'a comma or } is expected',
  nothing: 'the end is expected',
};

/** For people: `a comma or ] is expected`. */
export function expected(wanted: Wanted, branch: Branch | undefined): string {
  return branch?.isList === true ? EXPECTED[wanted].replace('}', ']') : EXPECTED[wanted];
}

export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** No number is longer; what is longer is no value. */
const LONGEST_WORD = 1000;

export function wordEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isOfWord(bytes[at]) && at - from <= LONGEST_WORD) at += 1;
  return at;
}

/** Digits, letters, `+`, `-`, `.`. */
function isOfWord(byte = 0): boolean {
  const isLetter = (byte >= 0x61 && byte <= 0x7a) || byte === 0x45;
  return isDigit(byte) || isLetter || byte === 0x2b || byte === 0x2d || byte === 0x2e;
}

/** Most words are whole numbers, and there may be millions of them. */
function isWhole(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[from] === 0x30) return end === from + 1;
  for (let at = from; at < end; at += 1) if (!isDigit(bytes[at])) return false;
  return true;
}

function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

const WORD = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

export function isWord(bytes: Uint8Array, from: number, end: number): boolean {
  if (end > from && end - from < LONGEST_WORD && isWhole(bytes, from, end)) return true;
  return WORD.test(String.fromCharCode(...bytes.subarray(from, end)));
}

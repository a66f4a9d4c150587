/**
 * Where a text stops being JSON, and what should stand there. In: a text of any length. Out: words for a sentence, or null
 * for JSON. The parser's own words quote what stands in the text, and that may be a password.
 */

/** `a comma or } is expected at line 3, column 12`; null when nothing is wrong. */
export function jsonFlaw(text: string): string | null {
  const flaw = findFlaw(text);
  return flaw === null ? null : `${flaw.wanted} is expected at ${placeOf(text, flaw.at)}`;
}

interface Flaw {
  readonly at: number;
  readonly wanted: string;
}

type Wanted = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'next' | 'nothing';

interface State {
  readonly text: string;
  at: number;
  wanted: Wanted;
  /** What is still open, the innermost last. */
  readonly open: ('{' | '[')[];
}

function findFlaw(text: string): Flaw | null {
  const state: State = { text, at: 0, wanted: 'value', open: [] };
  for (;;) {
    state.at = matchEnd(SPACE, text, state.at) ?? state.at;
    if (state.at === text.length) return state.wanted === 'nothing' ? null : flawOf(state);
    if (!take(state)) return flawOf(state);
  }
}

/** Reads one token; false when it is not what is wanted. */
function take(state: State): boolean {
  const letter = state.text.charAt(state.at);
  switch (state.wanted) {
    case 'first item':
      return letter === ']' ? close(state) : takeValue(state, letter);
    case 'value':
      return takeValue(state, letter);
    case 'first name':
      return letter === '}' ? close(state) : takeName(state);
    case 'name':
      return takeName(state);
    case 'colon':
      return letter === ':' && go(state, state.at + 1, 'value');
    case 'next':
      return takeNext(state, letter);
    case 'nothing':
      return false;
  }
}

function takeValue(state: State, letter: string): boolean {
  if (letter === '{' || letter === '[') {
    state.open.push(letter);
    return go(state, state.at + 1, letter === '{' ? 'first name' : 'first item');
  }
  const end = letter === '"' ? stringEnd(state.text, state.at) : matchEnd(SCALAR, state.text, state.at);
  return end !== null && go(state, end, after(state));
}

function takeName(state: State): boolean {
  const end = stringEnd(state.text, state.at);
  return end !== null && go(state, end, 'colon');
}

function takeNext(state: State, letter: string): boolean {
  const isObject = state.open.at(-1) === '{';
  if (letter === (isObject ? '}' : ']')) return close(state);
  return letter === ',' && go(state, state.at + 1, isObject ? 'name' : 'value');
}

function close(state: State): boolean {
  state.open.pop();
  return go(state, state.at + 1, after(state));
}

function go(state: State, at: number, wanted: Wanted): boolean {
  Object.assign(state, { at, wanted });
  return true;
}

function after({ open }: State): Wanted {
  return open.length === 0 ? 'nothing' : 'next';
}

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
/** Up to the next letter that is not simply one of the text. */
const PLAIN = /[^"\\\u0000-\u001f]*/y; // oxlint-disable-line no-control-regex
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** A step for each stretch between escapes: one expression for all of it runs out of stack on long texts. */
function stringEnd(text: string, from: number): number | null {
  if (text.charAt(from) !== '"') return null;
  for (let at: number | null = from + 1; at !== null; at = matchEnd(ESCAPE, text, at)) {
    at = matchEnd(PLAIN, text, at) ?? at;
    if (text.charAt(at) === '"') return at + 1;
  }
  return null;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

const WORDS: Readonly<Record<Exclude<Wanted, 'next'>, string>> = {
  value: 'a value',
  'first item': 'a value or ]',
  'first name': 'a name in quotation marks or }',
  name: 'a name in quotation marks',
  colon: 'a colon',
  nothing: 'the end',
};

function flawOf({ at, wanted, open }: State): Flaw {
  const closing = open.at(-1) === '{' ? '}' : ']';
  return { at, wanted: wanted === 'next' ? `a comma or ${closing}` : WORDS[wanted] };
}

/** Both counted from one; columns in letters. */
function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

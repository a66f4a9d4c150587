/**
 * Where a value stands in a JSON text, so that it can be read or replaced with every other byte left as it is. In: the
 * text and the steps of a path. Out: places in the text. The text is valid JSON: whoever asks has looked.
 */
import { jsonTokens, type JsonToken } from './json-tokens.ts';

export function tokensOf(json: string): readonly JsonToken[] {
  return [...jsonTokens(json)];
}

export type Found =
  /** The value begins with this token. */
  | { readonly kind: 'found'; readonly at: number }
  /** It is not there, but could be added before this place of the text. */
  | { readonly kind: 'end'; readonly place: number; readonly isEmpty: boolean; readonly isList: boolean }
  | { readonly kind: 'none'; readonly because: 'scalar' | 'index' };

/** Looks for one step of a path in the object or list that begins at token `start`. */
export function findStep(tokens: readonly JsonToken[], start: number, step: string): Found {
  const opening = tokens[start]?.text;
  if (opening !== '{' && opening !== '[') return { kind: 'none', because: 'scalar' };
  const isList = opening === '[';
  let found: number | null = null;
  let [at, index] = [start + 1, 0];
  while (tokens[at] !== undefined && tokens[at]?.text !== '}' && tokens[at]?.text !== ']') {
    const value = isList ? at : at + 2;
    const name = isList ? String(index) : keyOf(tokens[at]);
    // Of a key that stands twice the last one counts, as for every parser.
    if (name === step) found = value;
    at = afterValue(tokens, value);
    if (tokens[at]?.text === ',') at += 1;
    index += 1;
  }
  if (found !== null) return { kind: 'found', at: found };
  if (isList && step !== String(index)) return { kind: 'none', because: 'index' };
  return { kind: 'end', place: tokens[at]?.at ?? 0, isEmpty: index === 0, isList };
}

function keyOf(token: JsonToken | undefined): string {
  return token === undefined ? '' : String(JSON.parse(token.text));
}

/** The first token behind the value that begins at `start`. */
function afterValue(tokens: readonly JsonToken[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    const { text = '' } = tokens[at] ?? {};
    if (text === '{' || text === '[') depth += 1;
    if (text === '}' || text === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

/** From its first letter to behind its last. */
export function spanOf(tokens: readonly JsonToken[], start: number): readonly [number, number] {
  const last = tokens[afterValue(tokens, start) - 1];
  return [tokens[start]?.at ?? 0, last === undefined ? 0 : last.at + last.text.length];
}

/** The value as it is written; null where there is none. */
export function writtenAt(json: string, path: readonly string[]): string | null {
  const tokens = tokensOf(json);
  let at = 0;
  for (const step of path) {
    const found = findStep(tokens, at, step);
    if (found.kind !== 'found') return null;
    at = found.at;
  }
  return json.slice(...spanOf(tokens, at));
}

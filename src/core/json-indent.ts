/**
 * JSON set in lines without being parsed: every number and text stays exactly as it was sent, also `1.0`, integers
 * beyond 2^53, doubled keys and the half of a body. In: text that is, or begins like, JSON. Out: lines.
 */
import { jsonTokens } from './json-tokens.ts';

const STEP = '  ';

/** Whether the text looks like a JSON object or list, whole or cut. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** As no body is in earnest: lists within lists by the thousand take the square of their number. Left as they are. */
const LONGEST = 64 * 1024 * 1024;

export function indentJson(text: string): string {
  let out = '';
  let depth = 0;
  const newLine = (): string => `\n${STEP.repeat(Math.max(0, depth))}`;
  let previous = '';
  for (const { text: token } of jsonTokens(text)) {
    if (isClosing(token)) {
      depth -= 1;
      out += isOpening(previous) ? token : newLine() + token;
    } else {
      out += isOpening(previous) || previous === ',' ? newLine() + token : token;
      if (isOpening(token)) depth += 1;
      if (token === ':') out += ' ';
    }
    if (out.length > LONGEST) return text;
    previous = token;
  }
  return out;
}

function isOpening(token: string): boolean {
  return token === '{' || token === '[';
}

function isClosing(token: string): boolean {
  return token === '}' || token === ']';
}

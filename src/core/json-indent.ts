/**
 * JSON set in lines without being parsed: every number and text stays exactly as it was sent, also `1.0`, integers
 * beyond 2^53, doubled keys and the half of a body. In: text that is, or begins like, JSON. Out: lines.
 */

const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/gs;
const STEP = '  ';

/** Whether the text looks like a JSON object or list, whole or cut. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

export function indentJson(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  let out = '';
  let depth = 0;
  const newLine = (): string => `\n${STEP.repeat(Math.max(0, depth))}`;
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1] ?? '';
    if (isClosing(token)) {
      depth -= 1;
      out += isOpening(previous) ? token : newLine() + token;
      continue;
    }
    out += isOpening(previous) || previous === ',' ? newLine() + token : token;
    if (isOpening(token)) depth += 1;
    if (token === ':') out += ' ';
  }
  return out;
}

function isOpening(token: string): boolean {
  return token === '{' || token === '[';
}

function isClosing(token: string): boolean {
  return token === '}' || token === ']';
}

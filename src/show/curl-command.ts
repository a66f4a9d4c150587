/**
 * A captured call as one curl command that is safe to paste into sh, bash, zsh and fish: ASCII only, single-quoted, the
 * body through standard input. In: the call. Out: the command; nothing in a header or body can end a quote or be run.
 */
import type { HeaderList } from '../core/outcome.ts';

export interface CurlCall {
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** `--disable`: no settings of the user's; the others: curl changes nothing of the address. */
const FLAGS = "--disable --silent --show-error --include --globoff --path-as-is --noproxy '*'";

/** What curl adds by itself unless told otherwise. */
const ADDED_BY_CURL = ['Accept', 'User-Agent', 'Content-Type', 'Expect'];

export function curlCommand({ url, headers, body }: CurlCall): string {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const unwanted = ADDED_BY_CURL.filter((name) => !given.has(name.toLowerCase()));
  const lines = [
    `printf '%b' ${bodyArguments(body).join(' \\\n  ')} |`,
    `curl ${FLAGS} --data-binary @-`,
    ...headers.map(([name, value]) => `-H ${headerArgument(name, value)}`),
    ...unwanted.map((name) => `-H '${name}:'`),
    `--url ${quoted(url)}`,
  ];
  const [printing = '', ...curl] = lines;
  return `${printing} ${curl.join(' \\\n  ')}`;
}

/** Short enough that no terminal cuts a pasted line. */
const CHUNK = 500;

/** The body for `printf '%b'`: printable letters as they are, every other byte as `\0ooo` (POSIX). */
function bodyArguments(body: Uint8Array): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < body.length; from += CHUNK) {
    parts.push(`'${Array.from(body.subarray(from, from + CHUNK), escaped).join('')}'`);
  }
  return parts.length === 0 ? ["''"] : parts;
}

/** Quotes, backslashes and `!` (a shell's history) are escaped too. */
function escaped(byte: number): string {
  const letter = String.fromCharCode(byte);
  const isPlain = byte >= 0x20 && byte < 0x7f && !`'\\!`.includes(letter);
  return isPlain ? letter : `\\0${byte.toString(8).padStart(3, '0')}`;
}

/** Headers are bytes read as latin 1. An empty one needs curl's own spelling, or curl would leave it out. */
function headerArgument(name: string, value: string): string {
  const text = value === '' ? `${name};` : `${name}: ${value}`;
  const isPlain = /^[\u0020-\u007e]*$/.test(text) && !text.includes('!');
  if (isPlain) return quoted(text);
  return `"$(printf '%b' ${bodyArguments(Buffer.from(text, 'latin1')).join(' ')})"`;
}

/** Nothing but a single quote means anything inside single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

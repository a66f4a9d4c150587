/**
 * Where calls go: `--forward [PATTERN=]TARGET`, and what is added to them.
 * In: the texts as given. Out: targets with their patterns in the catalogue's spelling, and headers.
 */
import { mistake, type Failure } from '../core/failure.ts';
import { withoutUserinfo } from '../core/masking.ts';
import type { HeaderList } from '../core/outcome.ts';
import { readPattern } from '../core/pattern.ts';
import { inQuotes } from '../core/printable.ts';
import type { Given } from './given.ts';

export interface ForwardTarget {
  /** `*` when none was given. */
  readonly pattern: string;
  /** May hold userinfo, which becomes Basic credentials. */
  readonly url: URL;
}

/** What stands before the first `=` is a pattern only if it can be one: a URL's query has its own `=`. */
const WITH_PATTERN = /^([A-Za-z0-9.*]*)=(.*)$/s;

const PORT_AND_PATH = /^:?(\d{1,5})(\/.*)?$/s;

/** Throws `Failure` (exit 2) for a pattern that fits no event, or a target that is none. */
export function readTargets(given: Given | null): readonly ForwardTarget[] {
  return given?.texts.map((text) => readTarget(text, given.where)) ?? [];
}

function readTarget(text: string, where: string): ForwardTarget {
  const match = WITH_PATTERN.exec(text.trim());
  const [pattern, target] = match === null ? ['*', text.trim()] : [match[1] ?? '', match[2] ?? ''];
  const url = readUrl(target);
  if (url === null) throw wrongTarget(text, where);
  const reading = readPattern(pattern);
  if (reading.kind === 'pattern') return { pattern: reading.pattern, url };
  throw mistake(
    'unknown-event',
    `${where} has the event pattern ${inQuotes(pattern)}, which fits no event of Upgates.`,
    `Near names: ${reading.nearest.join(', ')}.`,
  );
}

/** Of a host, as DNS has it. */
const LONGEST_NAME = 253;

/** `3000`, `:3000/path`, `host:port/path` or a URL; null for anything else. */
function readUrl(text: string): URL | null {
  const port = PORT_AND_PATH.exec(text);
  const full = port === null ? withScheme(text) : `http://localhost:${port[1] ?? ''}${port[2] ?? ''}`;
  if (/\s/.test(text) || !URL.canParse(full)) return null;
  const url = new URL(full);
  url.hash = '';
  const isUsable = ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' && url.port !== '0';
  return isUsable && url.hostname.length <= LONGEST_NAME ? url : null;
}

function withScheme(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
}

function wrongTarget(text: string, where: string): Failure {
  return mistake(
    'forward-target',
    `${where} is ${inQuotes(withoutPassword(text))}, but that is no target.`,
    'A target is a port (3000), host:port/path or a URL, with an event pattern before it if wanted: Orders.*=3000.',
  );
}

/** In half a target too: what stands behind a colon and is no port may be a password. */
function withoutPassword(text: string): string {
  return withoutUserinfo(text).replace(/:(?!\/\/|\d{1,5}(?:[/?#]|$)).*/s, ':…');
}

const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/s;

/** What Node's client would send as it is: visible characters, spaces and tabs, in latin1. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Those that speak of the connection, not of the call. */
const FRAMING: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** `Name: value` texts as pairs. A value may be a secret, so it is never repeated in an error. */
export function readHeaders(given: Given | null): HeaderList {
  return given?.texts.map((text) => readHeader(text, given.where)) ?? [];
}

function readHeader(text: string, where: string): readonly [string, string] {
  const match = HEADER.exec(text);
  const [name, value] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (name === '' || !HEADER_VALUE.test(value)) {
    throw mistake('header', `${where} holds something that is no header.`, "It looks like -H 'X-Api-Key: abc'.");
  }
  if (!FRAMING.has(name.toLowerCase())) return [name, value];
  throw mistake('header', `${where} names ${name}, which belongs to the connection and cannot be set.`);
}

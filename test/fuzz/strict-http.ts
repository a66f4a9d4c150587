/**
 * HTTP/1.1 read by the letter (RFC 9112), as a second opinion: what stands in some bytes beyond doubt. In: bytes as latin 1.
 * Out: whole requests, up to the first place where two readers might disagree.
 */
export interface StrictRequest {
  readonly method: string;
  readonly target: string;
  /** Names in small letters, in their order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Several spaces may stand for the first (section 3). */
const START = /^([A-Z]+) +([!-~]+) HTTP\/1\.([01])$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*((?:[\t\x20-\x7e\x80-\xff]*[!-~\x80-\xff])?)[ \t]*$/;

export function strictRequests(bytes: string): readonly StrictRequest[] {
  const found: StrictRequest[] = [];
  for (let at = 0; ;) {
    // Empty lines before a request are passed over (section 2.2); that a lone one ends in LF alone changes nothing.
    while (bytes[at] === '\r' || bytes[at] === '\n') at += 1;
    const reading = requestAt(bytes, at);
    if (reading === null) return found;
    found.push(reading.request);
    at = reading.end;
  }
}

function requestAt(bytes: string, at: number): { request: StrictRequest; end: number } | null {
  const end = bytes.indexOf('\r\n\r\n', at);
  if (end === -1) return null;
  const [first = '', ...lines] = bytes.slice(at, end).split('\r\n');
  const [, method, target, minor] = START.exec(first) ?? [];
  const headers = lines
    .map((line) => HEADER.exec(line))
    .map((match) => match && ([lower(match[1]), match[2] ?? ''] as const));
  if (method === undefined || target === undefined || headers.includes(null)) return null;
  const sure = headers.filter((header) => header !== null);
  const body = bodyAt(bytes, end + 4, { headers: sure, isOld: minor === '0' });
  return body === null ? null : { request: { method, target, headers: sure, body: body.text }, end: body.end };
}

function lower(text = ''): string {
  return text.toLowerCase();
}

interface Framing {
  readonly headers: StrictRequest['headers'];
  readonly isOld: boolean;
}

function bodyAt(bytes: string, at: number, { headers, isOld }: Framing): { text: string; end: number } | null {
  const lengths = headers.filter(([name]) => name === 'content-length').map(([, value]) => value);
  const codings = headers.filter(([name]) => name === 'transfer-encoding').map(([, value]) => value);
  if (codings.length > 0) {
    const isSure = lengths.length === 0 && codings.length === 1 && lower(codings[0]) === 'chunked' && !isOld;
    return isSure ? chunksAt(bytes, at) : null;
  }
  if (lengths.length > 1) return null;
  const [length = '0'] = lengths;
  if (!/^\d{1,15}$/.test(length) || at + Number(length) > bytes.length) return null;
  return { text: bytes.slice(at, at + Number(length)), end: at + Number(length) };
}

const CHUNK = /([0-9a-fA-F]{1,8})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?\r\n/y;

function chunksAt(bytes: string, from: number): { text: string; end: number } | null {
  let text = '';
  for (let at = from; ;) {
    CHUNK.lastIndex = at;
    const size = Number.parseInt(CHUNK.exec(bytes)?.[1] ?? 'x', 16);
    if (Number.isNaN(size)) return null;
    at = CHUNK.lastIndex;
    if (size === 0) return trailersAt(bytes, at, text);
    if (!bytes.startsWith('\r\n', at + size)) return null;
    text += bytes.slice(at, at + size);
    at += size + 2;
  }
}

function trailersAt(bytes: string, from: number, text: string): { text: string; end: number } | null {
  for (let at = from; ;) {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) return null;
    if (end === at) return { text, end: end + 2 };
    if (!HEADER.test(bytes.slice(at, end))) return null;
    at = end + 2;
  }
}

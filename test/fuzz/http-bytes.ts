/** Bytes that are nearly HTTP: right requests of every kind, spoiled, cut into packets, left in every way. */
import fc from 'fast-check';
import { spoiled } from './letters.ts';
import type { Wire } from './wire.ts';

/** What stands in a request's head of a server's own making. */
export interface Speech {
  /** Of a request that is served: `POST /secret/Orders.create`. */
  readonly start: string;
  /** Its credentials, as a header line. */
  readonly auth: string;
}

const CRLF = '\r\n';

function request(lines: readonly string[], body = ''): string {
  return `${lines.join(CRLF)}${CRLF}${CRLF}${body}`;
}

const SOME_BODY = '{"orders":[]}';

/** Right ones, and those known for having been read in two ways. */
function rightOnes({ start, auth }: Speech): readonly string[] {
  const head = [`${start} HTTP/1.1`, 'Host: localhost', auth];
  const chunked = 'Transfer-Encoding: chunked';
  const inner = request([...head, 'Content-Length: 8'], 'smuggled');
  const ofLength = (body: string): string => request([...head, `Content-Length: ${body.length}`], body);
  const size = inner.length.toString(16);
  return [
    ofLength(SOME_BODY),
    ofLength(''),
    ofLength(SOME_BODY) + ofLength(SOME_BODY),
    ofLength(inner),
    request([...head, chunked], `d${CRLF}${SOME_BODY}${CRLF}0${CRLF}${CRLF}`),
    request([...head, chunked], `${size};x=y${CRLF}${inner}${CRLF}0${CRLF}X-After: 1${CRLF}${CRLF}`),
    request([...head, 'Content-Length: 4', chunked], `${size}${CRLF}${inner}${CRLF}0${CRLF}${CRLF}`),
    request([...head, chunked, `Content-Length: ${inner.length}`], `0${CRLF}${CRLF}${inner}`),
    request([...head, 'Content-Length: 0', `Content-Length: ${inner.length}`], inner),
    request([...head, 'Expect: 100-continue', 'Content-Length: 2'], '{}'),
    request([`${start} HTTP/1.0`, auth, 'Content-Length: 2'], '{}'),
    request(['GET / HTTP/1.1', 'Host: localhost', 'Content-Length: 5'], `12345${inner}`),
    request(['CONNECT 127.0.0.1:22 HTTP/1.1', 'Host: x', auth], inner),
    request([
      ...head,
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAA',
      'Content-Length: 0',
    ]),
    request(['GET /chat HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x']),
    request([`OPTIONS * HTTP/1.1`, 'Host: x', 'Origin: https://evil.example', 'Access-Control-Request-Method: POST']),
    `PRI * HTTP/2.0${CRLF}${CRLF}SM${CRLF}${CRLF}\0\0\0\x04\0\0\0\0\0`,
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    `GET /${CRLF}`,
  ];
}

function wordsOf({ start, auth }: Speech): readonly string[] {
  const headers = [
    'Content-Length: 5',
    'Content-Length: 0',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Content-Length: 5, 5',
    'Content-Length : 5',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: identity',
    'Transfer-Encoding:\tchunked',
    'Transfer-Encoding: chunked, chunked',
    'transfer-encoding: x',
    'Connection: close',
    'Connection: content-length',
    'Expect: 100-continue',
    'Upgrade: h2c',
    'Authorization: Basic eDp5',
    'X-A: b',
    ' folded',
    auth,
  ].map((line) => `${line}${CRLF}`);
  const more = ['HTTP/1.0', 'HTTP/1.1', 'HTTP/9.9', '0\r\n\r\n', '5\r\nhello\r\n', 'ffffffffffffffff\r\n', '\r\n\r\n'];
  return [...headers, ...more, start, 'GET', 'POST ', 'PUT', 'HEAD', 'http://127.0.0.1/', '?', '\xff'];
}

export function hostileWires(speech: Speech): fc.Arbitrary<Wire> {
  const text = spoiled({ from: rightOnes(speech), words: wordsOf(speech), longest: 100_000 });
  const cuts = fc.array(fc.nat({ max: 0xffff }), { maxLength: 4 });
  const leaves = fc.oneof(
    { weight: 20, arbitrary: fc.constant('end' as const) },
    { weight: 4, arbitrary: fc.constant('reset' as const) },
    { weight: 1, arbitrary: fc.constant('stay' as const) },
  );
  return fc.tuple(text, cuts, leaves).map(([letters, shares, how]) => {
    const bytes = Buffer.from(letters, 'latin1').toString('latin1');
    return { pieces: pieces(bytes, shares), leaves: how };
  });
}

function pieces(bytes: string, shares: readonly number[]): readonly string[] {
  const places = shares.map((share) => Math.floor((share / 0x1_0000) * bytes.length)).toSorted((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.slice(from, places[index] ?? bytes.length));
}

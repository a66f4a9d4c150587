/**
 * What callers get who do not do as the shop does. Every line of the table is a real exchange over a socket; after each one
 * a good call is still accepted. The table is kept in `__tables__/hostile-calls.md` and compared as a whole.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_LIMIT } from '../../src/receive/read-body.ts';
import { CREDENTIALS, openEcho, PATH, type EchoListener } from './echo-listener.ts';
import { callRaw, type RawCall } from './raw-caller.ts';

const AUTH = `Authorization: ${CREDENTIALS}`;
const ESC = '\u001b[31m';

/** Bytes of a request: lines, then the body. */
function http(lines: readonly string[], body = '', eol = '\r\n'): string {
  return `${lines.join(eol)}${eol}${eol}${body}`;
}

/** A call as the shop makes it, with other header lines and another body. */
function post(lines: readonly string[] = [], body = '{}', start = `POST ${PATH} HTTP/1.1`): string {
  const framing = lines.some((line) => /^(content-length|transfer-encoding)/i.test(line));
  return http([start, 'Host: x', AUTH, ...(framing ? [] : [`Content-Length: ${body.length}`]), ...lines], body);
}

const CHUNKED = 'Transfer-Encoding: chunked';
const once = (text: string | Buffer): RawCall => ({ sends: [text], answers: 1 });
const times = (answers: number, ...sends: RawCall['sends']): RawCall => ({ sends, answers });

const FINE: readonly (readonly [string, RawCall])[] = [
  ['a plain call', once(post())],
  ['in single bytes', { sends: post().split(''), answers: 1 }],
  ['chunked', once(post([CHUNKED], '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n'))],
  ['chunked, with extensions and trailers', once(post([CHUNKED], '2;a=b\r\n{}\r\n0\r\nX-After: 1\r\n\r\n'))],
  ['200 header lines', once(post(Array.from({ length: 200 }, (_, line) => `X-${line}: ${'v'.repeat(100)}`)))],
  ['3000 short header lines', once(post(Array.from({ length: 3000 }, (_, line) => `X-${line}: v`)))],
  ['Expect: 100-continue', times(2, post(['Expect: 100-continue'], ''), '')],
  ['an expectation that nobody knows', once(post(['Expect: miracles']))],
  ['HTTP/1.0', once(post([], '{}', `POST ${PATH} HTTP/1.0`))],
  ['no Host', once(http([`POST ${PATH} HTTP/1.1`, AUTH, 'Content-Length: 2'], '{}'))],
  ['two Hosts', once(post(['Host: y']))],
  ['an offer to upgrade', once(post(['Connection: Upgrade', 'Upgrade: h2c']))],
  [
    'a body that is no UTF-8',
    once(Buffer.concat([Buffer.from(post(['Content-Length: 4'], '')), Buffer.from([0xff, 0xfe, 0xc0, 0x80])])),
  ],
  ['a body of NULs', once(post([], '\0\0\0'))],
  ['terminal escapes in the keys of the body', once(post([], `{"${ESC}":1}`))],
  [
    'letters beyond ASCII in a header',
    once(post(['X-Name: \u017elu\u0165ou\u010dk\u00fd'.replaceAll(/[^\0-\xff]/g, '\xe9')])),
  ],
  ['an empty body', once(post([], ''))],
  ['a query', once(post([], '{}', `POST ${PATH}?a=../..&b=%00 HTTP/1.1`))],
  ['line breaks before the call', once(`\r\n\r\n${post()}`)],
  ['line breaks after the call', times(2, `${post()}\r\n`, post())],
  ['three in one packet', once(post([], '1') + post([], '2') + post([], '3'))],
];

const STRANGERS: readonly (readonly [string, RawCall])[] = [
  ['another path', once(post([], '{}', 'POST /other/Orders.create HTTP/1.1'))],
  ['the bare root', once(post([], '{}', 'POST / HTTP/1.1'))],
  ['a traversal', once(post([], '{}', `POST /x/..${PATH} HTTP/1.1`))],
  ['an encoded traversal', once(post([], '{}', `POST /x/%2e%2e${PATH} HTTP/1.1`))],
  ['a doubled slash', once(post([], '{}', `POST /${PATH} HTTP/1.1`))],
  ['an encoded letter', once(post([], '{}', `POST ${PATH.replace('/k', '/%6b')} HTTP/1.1`))],
  ['an absolute target', once(post([], '{}', `POST http://127.0.0.1${PATH} HTTP/1.1`))],
  ['a fragment', once(post([], '{}', `POST ${PATH}#x HTTP/1.1`))],
  ['a very long path', once(post([], '{}', `POST /${'a'.repeat(20_000)} HTTP/1.1`))],
  ['wrong credentials', once(post().replace('dTpw', 'dTpx'))],
  ['no credentials', once(post().replace(`${AUTH}\r\n`, ''))],
  ['right and wrong credentials', once(post(['Authorization: Basic eDp5']))],
  ['wrong credentials, 1 MB of body', once(post([], 'x'.repeat(1_000_000)).replace('dTpw', 'dTpx'))],
  ['wrong credentials, Expect: 100-continue', once(post(['Expect: 100-continue']).replace('dTpw', 'dTpx'))],
  ['GET', once(post([], '', `GET ${PATH} HTTP/1.1`))],
  ['HEAD', once(post([], '', `HEAD ${PATH} HTTP/1.1`))],
  ['PUT', once(post([], '{}', `PUT ${PATH} HTTP/1.1`))],
  ['OPTIONS *', once(post([], '', 'OPTIONS * HTTP/1.1'))],
  ['TRACE', once(post([], '', `TRACE ${PATH} HTTP/1.1`))],
  ['CONNECT', once(http(['CONNECT 127.0.0.1:22 HTTP/1.1', 'Host: x', AUTH]))],
  ['a websocket', once(http([`GET ${PATH} HTTP/1.1`, 'Host: x', AUTH, 'Connection: Upgrade', 'Upgrade: websocket']))],
];

const FRAMING: readonly (readonly [string, RawCall])[] = [
  ['Content-Length and Transfer-Encoding', once(post(['Content-Length: 2', CHUNKED], '2\r\n{}\r\n0\r\n\r\n'))],
  ['Transfer-Encoding and Content-Length', once(post([CHUNKED, 'Content-Length: 2'], '2\r\n{}\r\n0\r\n\r\n'))],
  ['two lengths that differ', once(post(['Content-Length: 2', 'Content-Length: 3']))],
  ['two lengths that agree', once(post(['Content-Length: 2', 'Content-Length: 2']))],
  ['a list of lengths', once(post(['Content-Length: 2, 2']))],
  ['Content-Length: +2', once(post(['Content-Length: +2']))],
  ['Content-Length: -2', once(post(['Content-Length: -2']))],
  ['Content-Length: 0x2', once(post(['Content-Length: 0x2']))],
  ['Content-Length of twenty digits', once(post(['Content-Length: 99999999999999999999']))],
  ['chunked in HTTP/1.0', once(post([CHUNKED], '2\r\n{}\r\n0\r\n\r\n', `POST ${PATH} HTTP/1.0`))],
  ['Transfer-Encoding: gzip, chunked', once(post(['Transfer-Encoding: gzip, chunked'], '2\r\n{}\r\n0\r\n\r\n'))],
  ['Transfer-Encoding: gzip', once(post(['Transfer-Encoding: gzip']))],
  ['Transfer-Encoding: xchunked', once(post(['Transfer-Encoding: xchunked']))],
  ['Transfer-Encoding twice', once(post([CHUNKED, CHUNKED], '2\r\n{}\r\n0\r\n\r\n'))],
  ['a space before the colon', once(post(['Transfer-Encoding : chunked'], '2\r\n{}\r\n0\r\n\r\n'))],
  ['a folded header line', once(post(['X-Folded: a', ' b']))],
  ['a folded Transfer-Encoding', once(post(['Transfer-Encoding:', ' chunked'], '2\r\n{}\r\n0\r\n\r\n'))],
  ['bare LF for line ends', once(http([`POST ${PATH} HTTP/1.1`, 'Host: x', AUTH, 'Content-Length: 2'], '{}', '\n'))],
  ['bare CR for line ends', once(http([`POST ${PATH} HTTP/1.1`, 'Host: x', AUTH, 'Content-Length: 2'], '{}', '\r'))],
  ['a chunk size that is no number', once(post([CHUNKED], 'zz\r\n{}\r\n0\r\n\r\n'))],
  ['a chunk size beyond all bounds', once(post([CHUNKED], 'fffffffffffffffff\r\n{}'))],
  ['a chunk that is longer than it says', once(post([CHUNKED], '2\r\n{}{}\r\n0\r\n\r\n'))],
  ['a chunk with bare LF', once(post([CHUNKED], '2\n{}\n0\n\n'))],
  ['a length that is too short', times(2, post(['Content-Length: 2'], '{}{}{}'))],
  ['a length that is too long, then the end', times(1, post(['Content-Length: 3']), (socket) => void socket.end())],
  ['a good call, then garbage', times(2, `${post()}garbage\r\n\r\n`)],
  ['a stranger, then a good call', times(2, post([], '{}', 'POST /other HTTP/1.1') + post())],
  ['Connection: close, then a good call', times(2, post(['Connection: close']) + post())],
];

const GARBAGE: readonly (readonly [string, RawCall])[] = [
  ['a line without a colon', once(post(['nonsense']))],
  ['a header without a name', once(post([': x']))],
  ['a space in a header name', once(post(['X Y: z']))],
  ['NUL in a header', once(post(['X-Nul: a\0b']))],
  ['terminal escapes in a header', once(post([`X-Esc: ${ESC}`]))],
  ['terminal escapes in the path', once(post([], '{}', `POST /${ESC} HTTP/1.1`))],
  ['NUL in the path', once(post([], '{}', 'POST /\0 HTTP/1.1'))],
  ['letters beyond ASCII in the path', once(post([], '{}', 'POST /\xe9 HTTP/1.1'))],
  ['a method in small letters', once(post([], '{}', `post ${PATH} HTTP/1.1`))],
  ['a method that nobody knows', once(post([], '{}', `SPELL ${PATH} HTTP/1.1`))],
  ['no version', once(`POST ${PATH}\r\n\r\n`)],
  ['HTTP/3.7', once(post([], '{}', `POST ${PATH} HTTP/3.7`))],
  ['HTTP/2', once('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
  ['TLS', once(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]))],
  ['SSH', once('SSH-2.0-OpenSSH_9.6\r\n')],
  ['100 kB of one letter', once('x'.repeat(100_000))],
  ['100 kB of headers', once(post([`X-Long: ${'v'.repeat(100_000)}`]))],
];

const LEAVING: readonly (readonly [string, RawCall])[] = [
  ['silence, then gone', times(0, (socket) => void socket.end())],
  ['gone in the head', times(0, `POST ${PATH} HT`, (socket) => void socket.end())],
  ['reset in the head', times(0, `POST ${PATH} HT`, (socket) => void socket.resetAndDestroy())],
  ['gone before the body', times(0, post(['Content-Length: 9'], ''), (socket) => void socket.end())],
  ['gone in the body', times(0, post(['Content-Length: 9'], '{}'), (socket) => void socket.end())],
  ['reset in the body', times(0, post(['Content-Length: 9'], '{}'), (socket) => void socket.resetAndDestroy())],
  ['gone in a chunk', times(0, post([CHUNKED], '9\r\n{}'), (socket) => void socket.end())],
];

const LONG: readonly (readonly [string, RawCall])[] = [
  ['16 MB', once(post([], ' '.repeat(BODY_LIMIT)))],
  ['16 MB + 1, announced', once(post([], ' '.repeat(BODY_LIMIT + 1)))],
  [
    '16 MB + 1, announced, Expect: 100-continue',
    once(post(['Expect: 100-continue', `Content-Length: ${BODY_LIMIT + 1}`], '')),
  ],
  ['20 MB, chunked', once(post([CHUNKED], `${(20_000_000).toString(16)}\r\n${' '.repeat(20_000_000)}\r\n0\r\n\r\n`))],
];

const SLOW: readonly (readonly [string, RawCall])[] = [
  ['a head that does not end', once('POST / HTTP/1.1\r\nX-Drip: ')],
  ['a body that does not end', once(post(['Content-Length: 9'], '{}'))],
  ['a chunk that does not end', once(post([CHUNKED], '9\r\n{}'))],
];
const PARTS = { FINE, STRANGERS, FRAMING, GARBAGE, LEAVING, LONG, SLOW };

let usual: EchoListener;
let hasty: EchoListener;

beforeAll(async () => {
  usual = await openEcho();
  hasty = await openEcho({ headDeadline: 100, bodyDeadline: 100 });
});

afterAll(async () => {
  await Promise.all([usual.listener.close(), hasty.listener.close()]);
});

async function tableRow(name: string, call: RawCall, echo: EchoListener): Promise<string> {
  const { listener, kept, strangers, notices } = echo;
  echo.forget();
  const { statuses, isClosed } = await callRaw(listener.port, call);
  const got = statuses.join(', ') || 'nothing';
  const good = await callRaw(listener.port, once(post([], 'good')));
  expect([name, good.statuses, good.bodies]).toEqual([name, ['200'], ['good']]);
  const seen = [kept.length - 1, strangers.length, notices.map(({ code }) => code).join(', ') || '–'];
  return `| ${[name, got, isClosed ? 'closed' : 'open', ...seen].join(' | ')} |`;
}

describe('hostile calls', () => {
  it('get what the table says, and do no harm to the next caller', async () => {
    const rows: string[] = [];
    for (const [part, cases] of Object.entries(PARTS)) {
      for (const [name, call] of cases) {
        rows.push(await tableRow(name, call, part === 'SLOW' ? hasty : usual));
      }
    }
    const head = [
      '| call | answer | connection | kept | strangers | notice |',
      '| --- | --- | --- | --- | --- | --- |',
    ];
    await expect(`${[...head, ...rows].join('\n')}\n`).toMatchFileSnapshot('./__tables__/hostile-calls.md');
  }, 60_000);
});

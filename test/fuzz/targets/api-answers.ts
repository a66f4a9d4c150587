/**
 * Any bytes as the answer of the shop's API, to each of its calls. Either records of ours or one sentence with exit 3, without
 * a secret, in time; the login goes to the shop alone.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createApiClient, type ApiClient } from '../../../src/register/api-client.ts';
import { givenLater } from '../judge.ts';
import { spoiled } from '../letters.ts';
import { target } from '../target.ts';

const KEY = 'key-of-the-shop-4711';
const LOGIN = 'login-1234';
const BASIC = Buffer.from(`${LOGIN}:${KEY}`).toString('base64');
const CRLF = '\r\n';

const BODIES = [
  '{"webhooks":[{"id":7,"name":"upgates-dev/0a1b2c3d/11112222 Orders.create","url":"https://a/b","event":"Orders.create"}]}',
  '{"webhook":{"id":7,"name":"x","url":"https://hook:secret@host/p","event":"Orders.create","active_yn":true}}',
  '{"events":[{"name":"Orders.create","allowed_yn":true}],"services":[{"service":"orders"}]}',
  `{"messages":[{"message":"The key ${KEY} is wrong: Basic ${BASIC}"}]}`,
  '{"api_url":"http://127.0.0.1:1/api/v2"}',
  '<html>Sign in</html>',
  '',
];

const HEADERS = [
  'Content-Type: application/json',
  'X-Rate-Limit-Total-Remaining: 3',
  'X-Rate-Limit-Hour-Remaining: -1',
  'Retry-After: Mon, 23 Nov 2026 11:00:00 GMT',
  'Retry-After: 99999999999',
  'Location: http://127.0.0.1:1/api/v2',
  'Location: https://evil.example/api/v2',
  'Location: //evil.example',
  'Content-Encoding: gzip',
  'Set-Cookie: a=b',
  'Connection: close',
  'Transfer-Encoding: chunked',
  'Content-Length: 5',
  'Content-Length: 99999999',
];

const STATUSES = [
  '200 OK',
  '201 Created',
  '301 Moved',
  '302 Found',
  '400 Bad',
  '401 No',
  '403 No',
  '404 No',
  '429 Slow',
  '500 Oops',
  '101 Switching',
  '100 Continue',
  '999 ?',
];

/** Mostly an answer that HTTP can carry, then spoiled. */
const answers: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...STATUSES),
    fc.array(fc.constantFrom(...HEADERS), { maxLength: 3 }),
    fc.constantFrom(...BODIES),
    fc.constantFrom('length', 'none', 'gzip'),
  )
  .map(([status, headers, text, framing]) => {
    const body = framing === 'gzip' ? gzipSync(text).toString('latin1') : text;
    const lines = [...headers, ...(framing === 'none' ? [] : [`Content-Length: ${body.length}`])];
    return `HTTP/1.1 ${[status, ...lines].join(CRLF)}${CRLF}${CRLF}${body}`;
  });

type Call = (client: ApiClient) => Promise<unknown>;

const CALLS: readonly Call[] = [
  (client) => client.status(),
  (client) => client.listWebhooks(),
  (client) => client.listEvents(),
  (client) => client.createWebhook({ name: 'x', url: 'https://a/b', event: 'Orders.create', active: true }),
  (client) => client.updateWebhook({ id: 7, url: 'https://a/c' }),
  (client) => client.deleteWebhooks([7, 8]),
];

interface Case {
  readonly answer: string;
  /** `hang`: says nothing more; `endless`: goes on for ever. */
  readonly ending: 'end' | 'reset' | 'hang' | 'endless';
  readonly call: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  answer: answers.chain((right) =>
    spoiled({ from: [right], words: [...HEADERS.map((line) => line + CRLF), KEY, BASIC] }),
  ),
  ending: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('end' as const, 'end' as const, 'reset' as const) },
    { weight: 1, arbitrary: fc.constantFrom('hang' as const, 'endless' as const) },
  ),
  call: fc.nat({ max: CALLS.length - 1 }),
});

/** For one exchange; the answers that hang wait for it. */
const DEADLINE = 150;

export const API_ANSWERS = target({
  name: 'api-answers',
  words: "any bytes as an answer of the shop's API: records, or one sentence in time and without the key",
  ci: 300,
  weight: 1,
  async open() {
    const shop = { answer: '', ending: 'end' as Case['ending'] };
    const sockets = new Set<Socket>();
    const server = await listen((socket) => {
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      socket.on('error', () => undefined).once('data', () => answer(socket, shop));
    });
    const { port } = server.address() as AddressInfo;
    return {
      cases,
      async check(one) {
        Object.assign(shop, one);
        const client = createApiClient({
          apiUrl: `http://127.0.0.1:${port}`,
          login: LOGIN,
          key: KEY,
          now: () => Date.UTC(2026, 10, 23, 10),
          signal: new AbortController().signal,
          deadline: DEADLINE,
          userAgent: 'fuzz',
        });
        await givenLater(async () => await CALLS[one.call]?.(client), { exits: [3], secrets: [KEY, BASIC] });
      },
      async close() {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
});

function listen(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function answer(socket: Socket, { answer: bytes, ending }: Pick<Case, 'answer' | 'ending'>): void {
  socket.write(Buffer.from(bytes, 'latin1'));
  if (ending === 'end') socket.end();
  if (ending === 'reset') setImmediate(() => socket.resetAndDestroy());
  if (ending === 'endless') goOn(socket);
}

function goOn(socket: Socket): void {
  if (!socket.destroyed) socket.write('x'.repeat(65_536), () => setImmediate(() => goOn(socket)));
}

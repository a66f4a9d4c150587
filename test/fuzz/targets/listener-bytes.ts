/**
 * Any bytes at the listener. It closes what it cannot read, keeps nothing that two readers might see differently, tells no
 * secret, and the next good call is answered.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Arrival } from '../../../src/receive/call.ts';
import { openListener } from '../../../src/receive/listener.ts';
import { countStrangers } from '../../../src/session/stranger-count.ts';
import { hostileWires } from '../http-bytes.ts';
import { judgeWords } from '../judge.ts';
import { strictRequests, type StrictRequest } from '../strict-http.ts';
import { target } from '../target.ts';
import { callWith, type Wire } from '../wire.ts';

const SECRET = 'k3v9q7a2mfx8k3v9q7a2mfx8aa';
const PATH = `/${SECRET}/Orders.create`;
const CREDENTIALS = 'Basic dTpwYXNzd29yZA==';
const SPEECH = { start: `POST ${PATH}`, auth: `Authorization: ${CREDENTIALS}` };

export const LISTENER_BYTES = target({
  name: 'listener-bytes',
  words: 'any bytes at the listener: nothing kept that is doubtful, and the next good call is answered',
  ci: 500,
  weight: 2,
  async open() {
    const kept: Arrival[] = [];
    const told: string[] = [];
    const strangers = countStrangers(Date.now, ({ method, path }) => void told.push(`${method} ${path}`));
    const listener = await openListener<Arrival>({
      port: 0,
      headDeadline: 100,
      bodyDeadline: 100,
      now: () => 0,
      admitting: () => ({
        endpoints: new Map([[PATH, { path: PATH, event: 'Orders.create' }]]),
        credentials: CREDENTIALS,
        missing: 'refuse',
      }),
      terms: () => ({ policy: 'rescue', budget: 8000, limit: 9000 }),
      stages: {
        keep(arrival, _, ending) {
          kept.push(arrival);
          queueMicrotask(ending.committed);
          return arrival;
        },
        lost: () => undefined,
        forward: ({ body }) => ({
          kind: 'working',
          result: Promise.resolve({ outcome: { status: 200, ms: 1 }, answer: { headers: [], body } }),
        }),
        faultFor: () => null,
        answered: () => () => undefined,
      },
      connections: () => null,
      onStranger: (method, path) => strangers.knock(method, path),
      onMissingCredentials: () => undefined,
      notice: (code, text) => void told.push(`${code}: ${text}`),
    });
    return {
      cases: hostileWires(SPEECH),
      async check(wire) {
        kept.length = told.length = 0;
        await callWith({ port: listener.port, host: '127.0.0.1' }, wire);
        await turn();
        judgeKept(kept, wire);
        judgeTold(told);
        const good = await callWith({ port: listener.port, host: '127.0.0.1' }, GOOD);
        if (!good.startsWith('HTTP/1.1 200 OK\r\n') || !good.endsWith('{"good":1}')) {
          throw new Error(`the next good call got ${JSON.stringify(good)}`);
        }
      },
      async close() {
        strangers.close();
        await listener.close();
      },
    };
  },
});

/** It closes the connection itself: whoever only ends his side may not wait for the answer. */
const GOOD: Wire = {
  pieces: [
    `${SPEECH.start} HTTP/1.1\r\nHost: x\r\n${SPEECH.auth}\r\nConnection: close\r\nContent-Length: 10\r\n\r\n{"good":1}`,
  ],
  leaves: 'wait',
};

/** Each was sent as a request of its own, in this order, with the right credentials and exactly this body. */
function judgeKept(kept: readonly Arrival[], { pieces }: Wire): void {
  const sure = strictRequests(pieces.join('')).filter(isOurs);
  let next = 0;
  for (const { body } of kept) {
    const text = body.toString('latin1');
    const found = sure.findIndex((request, index) => index >= next && request.body === text);
    if (found === -1) throw new Error(`kept what was not sent as a call: ${JSON.stringify(text.slice(0, 200))}`);
    next = found + 1;
  }
}

function isOurs({ method, target: where, headers }: StrictRequest): boolean {
  const given = headers.filter(([name]) => name === 'authorization').map(([, value]) => value);
  return method === 'POST' && where.split('?')[0] === PATH && given.join('|') === CREDENTIALS;
}

function judgeTold(told: readonly string[]): void {
  for (const text of told) {
    if (text.startsWith('internal') || text.startsWith('store')) throw new Error(`trouble of ours: ${text}`);
    if (text.includes(SECRET) || text.includes(CREDENTIALS.slice(6))) throw new Error(`a secret is told: ${text}`);
    if (text.trim() !== '') judgeWords(text);
  }
}

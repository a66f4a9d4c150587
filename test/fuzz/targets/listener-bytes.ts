/**
 * Any bytes at the listener. It closes what it cannot read, keeps nothing that two readers might see differently, tells no
 * secret, and the next good call is answered.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Arrival } from '../../../src/receive/call.ts';
import { countStrangers } from '../../../src/session/stranger-count.ts';
import { CREDENTIALS, openEcho, PATH, type EchoListener } from '../../receive/echo-listener.ts';
import { hostileWires } from '../http-bytes.ts';
import { judgeWords } from '../judge.ts';
import { strictRequests, type StrictRequest } from '../strict-http.ts';
import { target } from '../target.ts';
import { callWith, type Wire } from '../wire.ts';

const SECRET = PATH.split('/')[1] ?? '';
const SPEECH = { start: `POST ${PATH}`, auth: `Authorization: ${CREDENTIALS}` };

export const LISTENER_BYTES = target({
  name: 'listener-bytes',
  words: 'any bytes at the listener: nothing kept that is doubtful, and the next good call is answered',
  ci: 500,
  weight: 2,
  async open() {
    const echo = await openEcho({ headDeadline: 100, bodyDeadline: 100 });
    const where = { port: echo.listener.port, host: '127.0.0.1' };
    return {
      cases: hostileWires(SPEECH),
      async check(wire) {
        echo.forget();
        await callWith(where, wire);
        await turn();
        judgeKept(echo.kept, wire);
        judgeTold(echo);
        const good = await callWith(where, GOOD);
        if (!good.startsWith('HTTP/1.1 200 OK\r\n') || !good.endsWith('\r\n\r\ngood')) {
          throw new Error(`the next good call got ${JSON.stringify(good)}`);
        }
      },
      close: () => echo.listener.close(),
    };
  },
});

/** It closes the connection itself: whoever only ends his side may not wait for the answer. */
const GOOD: Wire = {
  pieces: [
    `${SPEECH.start} HTTP/1.1\r\nHost: x\r\n${SPEECH.auth}\r\nConnection: close\r\nContent-Length: 4\r\n\r\ngood`,
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

function judgeTold({ strangers, notices }: EchoListener): void {
  const lines: string[] = [];
  const count = countStrangers(Date.now, ({ method, path }) => void lines.push(`${method} ${path}`));
  for (const { method, path } of strangers) count.knock(method, path);
  count.close();
  for (const text of [...lines, ...notices.map((notice) => notice.text)]) {
    if (text.includes(SECRET) || text.includes(CREDENTIALS)) throw new Error(`a secret is told: ${text}`);
    if (text.trim() !== '') judgeWords(text);
  }
  const trouble = notices.find(({ code }) => code === 'internal' || code === 'store-failed');
  if (trouble !== undefined) throw new Error(`trouble of ours: ${trouble.text}`);
}

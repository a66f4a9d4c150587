/** Any bytes at our other doors, the simulated shop's API and the control door: closed or answered, and the next call is served. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDoor } from '../../../src/session/control/door.ts';
import { livingDoors } from '../../../src/session/control/door-file.ts';
import type { StateLine } from '../../../src/session/control/lines.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import { hostileWires } from '../http-bytes.ts';
import { judgeWords } from '../judge.ts';
import { strictRequests, type StrictRequest } from '../strict-http.ts';
import { target } from '../target.ts';
import { callWith } from '../wire.ts';

export const SHOP_BYTES = target({
  name: 'shop-bytes',
  words: "any bytes at the simulated shop's API: closed or answered, and the next call is served",
  ci: 150,
  weight: 0.6,
  async open() {
    let shop = openShop();
    let { port } = await shop.serve({ port: 0 });
    const auth = `Authorization: Basic ${Buffer.from('l:k').toString('base64')}`;
    return {
      cases: hostileWires({ start: 'POST /api/v2/webhooks', auth }),
      async check(wire) {
        const where = { port, host: '127.0.0.1' };
        const got = await callWith(where, wire);
        if (/^HTTP\/1\.1 50[0-9]/m.test(got)) throw new Error(`a failure of ours: ${got.slice(0, 300)}`);
        const good = await callWith(where, { pieces: [STATUS + auth + LAST], leaves: 'wait' });
        if (good.includes('Too many wrong logins')) {
          await shop.close();
          shop = openShop();
          ({ port } = await shop.serve({ port: 0 }));
        } else if (!good.startsWith('HTTP/1.1 200 OK')) {
          throw new Error(`the next good call got ${good.slice(0, 300)}`);
        }
      },
      close: () => shop.close(),
    };
  },
});

/** Its clock stands, so it calls nobody. */
function openShop(): SimulatedShop {
  return createSimulatedShop({ seed: 'fuzz', speed: 'manual', startAt: Date.UTC(2026, 10, 23), login: 'l', key: 'k' });
}

const STATUS = 'GET /api/v2/status HTTP/1.1\r\nHost: localhost\r\n';
const LAST = '\r\nConnection: close\r\n\r\n';

export const DOOR_BYTES = target({
  name: 'door-bytes',
  words: 'any bytes at the control door: nothing asked without the token and a Host of this machine',
  ci: 150,
  weight: 0.6,
  async open() {
    const root = mkdtempSync(join(tmpdir(), 'upgates-dev-fuzz-'));
    const asked: string[] = [];
    const logged: string[] = [];
    const stateDir = join(root, 'state');
    const door = await openDoor({
      folders: [join(root, 'run')],
      stateDir,
      session: '7f3a9c01',
      shop: 'simulated',
      dataDir: root,
      now: Date.now,
      log: (text) => void logged.push(text),
      state: () => ({ kind: 'state', at: new Date().toISOString(), session: '7f3a9c01' }) as StateLine,
      requestDeadline: 200,
      ask(intention) {
        asked.push(intention.kind);
        return Promise.resolve({ kind: 'done', text: 'Done.' });
      },
    });
    const [file] = await livingDoors(stateDir);
    if (file === undefined) throw new Error('there is no door');
    const where = { path: file.socket };
    const auth = `Authorization: Bearer ${file.token}`;
    return {
      cases: hostileWires({ start: 'POST /ask', auth }),
      async check(wire) {
        asked.length = logged.length = 0;
        await callWith(where, wire);
        const right = strictRequests(wire.pieces.join('')).filter((request) => mayAsk(request, file.token));
        if (asked.length > right.length) throw new Error(`asked ${asked.length} times, ${right.length} were right`);
        for (const text of logged) judgeWords(text, [file.token]);
        const state = `GET /state HTTP/1.1\r\nHost: localhost\r\n${auth}${LAST}`;
        const good = await callWith(where, { pieces: [state], leaves: 'wait' });
        if (!good.startsWith('HTTP/1.1 200 OK')) throw new Error(`the next good call got ${good.slice(0, 300)}`);
      },
      async close() {
        await door.close();
        rmSync(root, { recursive: true, force: true });
      },
    };
  },
});

function mayAsk({ method, target: where, headers }: StrictRequest, token: string): boolean {
  const all = (name: string): readonly string[] => headers.filter(([one]) => one === name).map(([, value]) => value);
  return (
    method === 'POST' && where === '/ask' && all('authorization').includes(`Bearer ${token}`) && all('host').length > 0
  );
}

/** Ledgers, leases and the machine's id as a crash, a disk or somebody has left them: what is surely ours, or nothing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseJson } from '../../../src/register/fields.ts';
import { isAlive, ownLease, readLease } from '../../../src/register/lease.ts';
import { readLedgers } from '../../../src/register/ledger.ts';
import { readLedger, writeLedger, type LedgerRecord } from '../../../src/register/ledger-record.ts';
import { machineId } from '../../../src/register/machine.ts';
import { isMarkerId, nameWebhook, readWebhookName } from '../../../src/register/names.ts';
import { livingDoors } from '../../../src/session/control/door-file.ts';
import { givenLater, judgeProtoypes } from '../judge.ts';
import { anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const OURS = { machine: '0a1b2c3d', session: '11112222' };
const NOW = Date.UTC(2026, 10, 23, 10);
const IDS: ReadonlyMap<string, number> = new Map([
  ['Orders.create', 101],
  ['Orders.update', 102],
]);

const entries = [...IDS].map(([event, id]) => ({
  name: nameWebhook({ ...OURS, event }),
  event,
  shownUrl: 'https://q7k3…11.loca.lt/…/x',
  at: NOW,
  id,
}));
const head = { ...OURS, lease: ownLease(), shop: 'demo.admin.upgates.com', account: 'a1b2', at: NOW };
const LEDGERS = [writeLedger({ head, entries }), writeLedger({ head, entries: [] }), JSON.stringify(head)];
const WORDS = ['"id":', '"kind":"created"', '"kind":"removed"', '\n', '{"kind":"session"}', '"name":', '1e400', '0'];

export const LEDGER_FILES = target({
  name: 'ledgers',
  words: 'any text as a ledger: only webhooks with its own marker, and no id that we did not write',
  ci: 300,
  weight: 10,
  open: () => ({
    cases: fc.oneof({ weight: 5, arbitrary: spoiled({ from: LEDGERS, words: WORDS }) }, anyText),
    check(text) {
      const record = readLedger(text);
      if (record !== null) judgeRecord(record);
      judgeProtoypes();
    },
  }),
});

function judgeRecord({ head: found, entries: all }: LedgerRecord): void {
  for (const { name, event, id } of all) {
    const parts = readWebhookName(name);
    if (parts?.machine !== found.machine || parts.session !== found.session) throw new Error(`not its own: ${name}`);
    if (id !== null && IDS.get(event) !== id) throw new Error(`${event} would be deleted as ${id}`);
  }
  isAlive(found.lease, { beatAt: NOW, now: NOW });
}

const LEASES = [JSON.stringify(ownLease()), '{"pid":1,"startedAt":"1","bootId":null,"pidSpace":null,"host":null}'];

export const LEASE_FILES = target({
  name: 'leases',
  words: 'any text as a lease: a process that can be asked for, or no lease',
  ci: 100,
  weight: 4,
  open: () => ({
    cases: spoiled({ from: LEASES, words: ['-1', '0', '1e9', '"pid":'] }),
    check(text) {
      const lease = readLease(parseJson(text));
      if (lease !== null) isAlive(lease, { beatAt: NOW, now: NOW });
    },
  }),
});

const DOOR = JSON.stringify({
  version: 1,
  what: 'session',
  session: OURS.session,
  socket: '/tmp/none/11112222.sock',
  token: '0123456789abcdef0123456789abcdef',
  lease: ownLease(),
  shop: 'simulated',
  dataDir: '/tmp',
  startedAt: '2026-11-23T10:00:00.000Z',
});

export const STATE_DIRS = target({
  name: 'state-dirs',
  words: 'any files in the state directory: read as ours or passed over, and the machine keeps an id',
  ci: 60,
  weight: 2,
  open() {
    const root = mkdtempSync(join(tmpdir(), 'upgates-dev-fuzz-'));
    let count = 0;
    return {
      cases: fc.record({
        ledger: spoiled({ from: LEDGERS, words: WORDS }),
        machine: spoiled({ from: [`${OURS.machine}\n${root}\n`, `${OURS.machine}\n\n`], words: ['\n', '/', root] }),
        door: spoiled({ from: [DOOR] }),
        name: fc.constantFrom(OURS.session, '00000000', 'x', '.hidden', '11112222.json'),
      }),
      async check({ ledger, machine, door, name }) {
        count += 1;
        const stateDir = join(root, String(count));
        for (const folder of ['ledgers', 'doors']) mkdirSync(join(stateDir, folder), { recursive: true });
        writeFileSync(join(stateDir, 'machine-id'), machine);
        writeFileSync(join(stateDir, 'ledgers', `${name}.ndjson`), ledger);
        writeFileSync(join(stateDir, 'doors', `${name}.json`), door);
        for (const record of await readLedgers(stateDir)) judgeRecord(record);
        await livingDoors(stateDir);
        const id = await givenLater(() => machineId(stateDir), { exits: [3] });
        if (id !== null && !isMarkerId(id)) throw new Error(`the machine is called ${id}`);
        if (id !== null && id !== (await machineId(stateDir))) throw new Error('it is called otherwise the next time');
        rmSync(stateDir, { recursive: true, force: true });
      },
      close: () => rmSync(root, { recursive: true, force: true }),
    };
  },
});

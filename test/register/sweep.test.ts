import { existsSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/instant.ts';
import { readLedgers } from '../../src/register/ledger.ts';
import { ownLease } from '../../src/register/lease.ts';
import { nameWebhook } from '../../src/register/names.ts';
import { sweepLeftovers, type Sweep } from '../../src/register/sweep.ts';
import type { ApiClient } from '../../src/register/api-client.ts';
import {
  clientOf,
  DEAD,
  ledgerOf,
  MACHINE,
  NOW,
  startShop,
  stateDirectory,
  urlFor,
  withFakeShop,
} from './workbench.ts';
import type { LedgerParts } from './workbench.ts';
import type { FakeShop } from './fake-shop.ts';

withFakeShop();

interface Scene {
  readonly shop: FakeShop;
  readonly client: ApiClient;
  readonly stateDir: string;
}

async function scene(): Promise<Scene> {
  return { shop: startShop(), client: clientOf(), stateDir: await stateDirectory() };
}

/** A session that died: `Orders.*`, of which `confirmed` have their ids in the ledger. */
async function died(
  at: Scene,
  parts: Partial<LedgerParts> & { confirmed?: number; posted?: number } = {},
): Promise<void> {
  const { confirmed = 3, posted = 3, session = 'dead0001', machine = MACHINE } = parts;
  const ledger = await ledgerOf({ ...at, session, machine, lease: DEAD, ...parts });
  for (const [index, action] of ['create', 'update', 'delete'].entries()) {
    const event = `Orders.${action}`;
    const name = nameWebhook({ machine, session, event });
    await ledger.intend({ name, url: urlFor(event), at: NOW });
    const id = index < posted ? at.shop.add(name, event) : null;
    if (id !== null && index < confirmed) await ledger.complete(name, id);
  }
}

interface Sweeping {
  readonly now?: number;
  /** Sessions whose last calls are wanted. */
  readonly wanted?: readonly string[];
}

const sweep = ({ client, stateDir }: Scene, { now = NOW, wanted = [] }: Sweeping = {}): Promise<Sweep> =>
  sweepLeftovers({
    stateDir,
    client,
    machine: MACHINE,
    now: () => now,
    signal: new AbortController().signal,
    wantsLastCalls: (session) => wanted.includes(session),
  });

const NOTHING = { removed: [], left: [], waiting: [], ofOtherUsers: 0, lost: [], failure: null };

describe('the sweep', () => {
  it('throws away what killed writes have left, not what may still be written', async () => {
    const at = await scene();
    await ledgerOf({ ...at, session: 'dead0001', lease: DEAD });
    const [old, young] = ['ledgers/dead0001.ndjson.0123abcd.tmp', 'ledgers/dead0002.ndjson.0123abcd.tmp'];
    const files = [old, young, 'machine-id.89abcdef.tmp', 'notes.tmp'];
    for (const file of files) await writeFile(join(at.stateDir, file), '{"kind":"ses');
    for (const file of files.filter((name) => name !== young)) {
      await utimes(join(at.stateDir, file), new Date(NOW - HOUR - 1), new Date(NOW - HOUR - 1));
    }
    await utimes(join(at.stateDir, young), new Date(NOW), new Date(NOW));
    await sweep(at);
    expect(files.filter((file) => existsSync(join(at.stateDir, file)))).toEqual([young, 'notes.tmp']);
  });

  it('leaves what a session in another container holds, until that has been silent for a while', async () => {
    const at = await scene();
    await died(at, { lease: { ...DEAD, bootId: ownLease().bootId, pidSpace: 'pid:[1]' } });
    const file = join(at.stateDir, 'ledgers', 'dead0001.ndjson');
    await utimes(file, new Date(NOW - MINUTE), new Date(NOW - MINUTE));
    expect(await sweep(at)).toEqual(NOTHING);
    expect((await sweep(at, { now: NOW + MINUTE })).removed).toHaveLength(3);
    expect(at.shop.webhooks).toEqual([]);
  });

  it('costs no call when nothing was left', async () => {
    const at = await scene();
    expect(await sweep(at)).toEqual(NOTHING);
    await ledgerOf({ ...at, session: 'dead0001', lease: DEAD });
    expect(await sweep(at)).toEqual(NOTHING);
    expect(at.shop.calls).toEqual([]);
    expect(await readLedgers(at.stateDir)).toEqual([]);
  });

  it('removes what dead sessions left in one call, and nothing else', async () => {
    const at = await scene();
    at.shop.add('the user’s own webhook');
    at.shop.add(nameWebhook({ machine: 'ffffffff', session: 'dead0001', event: 'Orders.create' }));
    await died(at);
    await died(at, { session: 'dead0002' });
    const { removed, left } = await sweep(at);
    expect({ removed: removed.length, left }).toEqual({ removed: 6, left: [] });
    expect(at.shop.calls).toEqual([expect.stringMatching(/^DELETE \/webhooks\?ids=[\d;]+$/)]);
    expect(at.shop.webhooks.map(({ id }) => id)).toEqual([101, 102]);
    expect(await sweep(at)).toEqual(NOTHING);
    expect(at.shop.calls).toHaveLength(1);
  });

  it('never touches a living session', async () => {
    const at = await scene();
    const ledger = await ledgerOf({ ...at, session: 'a11fe000' });
    const name = nameWebhook({ machine: MACHINE, session: 'a11fe000', event: 'Orders.create' });
    await ledger.intend({ name, url: urlFor('Orders.create'), at: NOW });
    await ledger.complete(name, at.shop.add(name));
    expect(await sweep(at)).toEqual(NOTHING);
    expect({ calls: at.shop.calls, kept: at.shop.webhooks.length }).toEqual({ calls: [], kept: 1 });
    expect((await readLedgers(at.stateDir))[0]?.entries).toHaveLength(1);
  });

  it('leaves another shop, another machine and another API user alone', async () => {
    const at = await scene();
    await died({ ...at, client: clientOf({ apiUrl: 'https://other.admin.s1.upgates.com' }) }, { session: 'dead0001' });
    await died(at, { session: 'dead0002', machine: 'ffffffff' });
    await died({ ...at, client: clientOf({ login: '99999' }) }, { session: 'dead0003' });
    expect(await sweep(at)).toEqual({ ...NOTHING, ofOtherUsers: 3 });
    expect(at.shop.calls).toEqual([]);
    expect(await readLedgers(at.stateDir)).toHaveLength(3);
  });

  it('knows its shop on another server', async () => {
    const at = await scene();
    await died({ ...at, client: clientOf({ apiUrl: 'https://demo.admin.s77.upgates.com' }) });
    expect((await sweep(at)).removed).toHaveLength(3);
  });

  it('finds an intent without an id by its exact name, for one GET', async () => {
    const at = await scene();
    await died(at, { confirmed: 1 });
    at.shop.add(`${nameWebhook({ machine: MACHINE, session: 'dead0001', event: 'Orders.update' })} copy`);
    expect((await sweep(at)).removed.map(({ event }) => event)).toEqual([
      'Orders.create',
      'Orders.update',
      'Orders.delete',
    ]);
    expect(at.shop.calls).toEqual(['GET /webhooks', 'DELETE /webhooks?ids=101;102;103']);
    expect(at.shop.webhooks.map(({ name }) => name)).toEqual([expect.stringContaining('copy')]);
  });

  it('keeps an intent that is not found until it is an hour old', async () => {
    const at = await scene();
    await died(at, { confirmed: 2, posted: 2 });
    const first = await sweep(at);
    expect(first.removed).toHaveLength(2);
    expect(first.waiting).toEqual([{ id: null, event: 'Orders.delete', session: 'dead0001' }]);
    const late = at.shop.add(nameWebhook({ machine: MACHINE, session: 'dead0001', event: 'Orders.delete' }));
    expect((await sweep(at, { now: NOW + HOUR - 1 })).removed).toEqual([
      { id: late, event: 'Orders.delete', session: 'dead0001' },
    ]);
    expect(at.shop.calls).toEqual([
      'GET /webhooks',
      'DELETE /webhooks?ids=101;102',
      'GET /webhooks',
      `DELETE /webhooks?ids=${late}`,
    ]);
  });

  it('forgets an intent that is not found after an hour', async () => {
    const at = await scene();
    await died(at, { confirmed: 0, posted: 0 });
    expect(await sweep(at, { now: NOW + HOUR })).toEqual(NOTHING);
    expect(at.shop.calls).toEqual(['GET /webhooks']);
    expect(await sweep(at, { now: NOW + HOUR })).toEqual(NOTHING);
    expect(at.shop.calls).toHaveLength(1);
  });

  it('keeps everything in the ledger when the shop cannot be asked, and says why', async () => {
    const at = await scene();
    await died(at, { confirmed: 2 });
    at.shop.override = () => HttpResponse.json({}, { status: 503 });
    const { removed, left, waiting, failure } = await sweep(at, { now: NOW + HOUR });
    expect({ removed, left: left.map(({ id }) => id), code: failure?.code }).toEqual({
      removed: [],
      left: [101, 102],
      code: 'api-server-error',
    });
    expect(waiting).toHaveLength(1);
    expect((await readLedgers(at.stateDir))[0]?.entries).toHaveLength(3);
    at.shop.override = null;
    expect((await sweep(at, { now: NOW + HOUR })).removed).toHaveLength(3);
  });

  it('forgets webhooks that are gone already, and keeps those the shop will not delete', async () => {
    const at = await scene();
    await died(at);
    at.shop.webhooks.splice(0, 1);
    at.shop.override = (request) =>
      request.method === 'DELETE'
        ? HttpResponse.json({
            webhooks: [
              { id: 103, deleted: true },
              { id: 102, deleted: false, messages: ['busy'] },
            ],
          })
        : undefined;
    const { removed, left } = await sweep(at);
    expect(left).toEqual([{ id: 102, event: 'Orders.update', session: 'dead0001', reason: 'busy' }]);
    expect(removed.map(({ id }) => id)).toEqual([101, 103]);
    expect((await readLedgers(at.stateDir))[0]?.entries.map(({ id }) => id)).toEqual([102]);
  });

  it('throws away what a shop on loopback left a day ago: it is gone with its process', async () => {
    const at = await scene();
    await died({ ...at, client: clientOf({ apiUrl: 'http://127.0.0.1:8190' }) });
    await sweep(at, { now: NOW + DAY });
    expect(await readLedgers(at.stateDir)).toHaveLength(1);
    await sweep(at, { now: NOW + DAY + 1 });
    expect(await readLedgers(at.stateDir)).toEqual([]);
  });
});

describe('the last calls of what was left', () => {
  const beat = async ({ stateDir }: Scene, session: string, at: number): Promise<void> => {
    await utimes(join(stateDir, 'ledgers', `${session}.ndjson`), new Date(at), new Date(at));
  };

  it('are asked for before it is removed, where they are wanted: one GET', async () => {
    const at = await scene();
    await died(at);
    await beat(at, 'dead0001', NOW - MINUTE);
    const [first] = at.shop.webhooks;
    Object.assign(first ?? {}, { last_error_call: '2026-11-23T11:19:30+01:00', last_error_call_status: 404 });
    const { lost, removed } = await sweep(at, { wanted: ['dead0001'] });
    expect(at.shop.calls).toEqual(['GET /webhooks', 'DELETE /webhooks?ids=101;102;103']);
    expect(removed).toHaveLength(3);
    expect(lost).toMatchObject([
      {
        session: 'dead0001',
        beatAt: NOW - MINUTE,
        webhooks: [
          { id: 101, event: 'Orders.create' },
          { id: 102, event: 'Orders.update' },
          { id: 103, event: 'Orders.delete' },
        ],
        listed: [
          { id: 101, lastError: { at: NOW - 30 * SECOND, status: 404 } },
          { id: 102, lastError: null },
          { id: 103, lastError: null },
        ],
      },
    ]);
    expect(await sweep(at, { wanted: ['dead0001'] })).toEqual(NOTHING);
    expect(at.shop.calls).toHaveLength(2);
  });

  it('of other sessions are not', async () => {
    const at = await scene();
    await died(at, { session: 'dead0001' });
    await died(at, { session: 'dead0002', confirmed: 2 });
    const { lost } = await sweep(at, { wanted: ['dead0001'] });
    expect(lost.map(({ session }) => session)).toEqual(['dead0001']);
    expect(lost[0]?.listed).toHaveLength(3);
  });

  it('come with the list that an intent without an id needs anyway', async () => {
    const at = await scene();
    await died(at, { confirmed: 1 });
    const { lost } = await sweep(at, { wanted: ['dead0001'] });
    expect(at.shop.calls).toEqual(['GET /webhooks', 'DELETE /webhooks?ids=101;102;103']);
    expect(lost[0]?.webhooks).toHaveLength(3);
  });

  it('of webhooks that were never created are no loss', async () => {
    const at = await scene();
    await died(at, { confirmed: 0, posted: 0 });
    expect((await sweep(at, { wanted: ['dead0001'] })).lost).toEqual([]);
  });

  it('are not known when the shop does not say, and the session is no younger for having been looked for', async () => {
    const at = await scene();
    await died(at);
    await beat(at, 'dead0001', NOW - DAY);
    at.shop.override = () => HttpResponse.json({}, { status: 503 });
    const { lost, left } = await sweep(at, { wanted: ['dead0001'] });
    expect(left).toHaveLength(3);
    expect(lost).toMatchObject([{ beatAt: NOW - DAY, listed: null }]);
    at.shop.override = null;
    expect((await sweep(at, { wanted: ['dead0001'] })).lost).toMatchObject([{ beatAt: NOW - DAY }]);
  });

  it('of a webhook that somebody has deleted are not there, and it is not deleted again', async () => {
    const at = await scene();
    await died(at);
    at.shop.webhooks.splice(1, 1);
    const { lost, removed, left } = await sweep(at, { wanted: ['dead0001'] });
    expect(lost[0]?.listed?.map(({ id }) => id)).toEqual([101, 103]);
    expect([removed.length, left.length]).toEqual([3, 0]);
    expect(at.shop.calls.at(-1)).toBe('DELETE /webhooks?ids=101;103');
  });
});

import { cp } from 'node:fs/promises';
import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { cleanWebhooks, type Cleaning } from '../../src/register/clean.ts';
import { readLedgers } from '../../src/register/ledger.ts';
import { machineId } from '../../src/register/machine.ts';
import { nameWebhook } from '../../src/register/names.ts';
import { bench, DEAD, ledgerOf, MACHINE, NOW, troubleOf, urlFor, withFakeShop, type Bench } from './workbench.ts';

withFakeShop();

const clean = ({ client, stateDir }: Bench, dryRun = false, machine = MACHINE): Promise<Cleaning> =>
  cleanWebhooks({
    stateDir,
    client,
    machine,
    now: () => NOW,
    signal: new AbortController().signal,
    dryRun,
  });
const nameOf = (session: string, event: string): string => nameWebhook({ machine: MACHINE, session, event });

describe('webhooks clean', () => {
  it('removes what carries this machine’s marker and belongs to no living session, ledger or not', async () => {
    const at = await bench();
    const living = at.shop.add(nameOf(at.ledger.head.session, 'Orders.create'));
    const strangers = ['mine', nameWebhook({ machine: 'ffffffff', session: 'dead0001', event: 'Orders.create' })];
    const kept = strangers.map((name) => at.shop.add(name));
    const lost = at.shop.add(nameOf('dead0001', 'Orders.create'));
    const cleaning = await clean(at);
    expect(cleaning.removed.map(({ id }) => id)).toEqual([lost]);
    expect(cleaning.living.map(({ id }) => id)).toEqual([living]);
    expect(at.shop.webhooks.map(({ id }) => id)).toEqual([living, ...kept]);
    expect(at.shop.calls).toEqual(['GET /webhooks', `DELETE /webhooks?ids=${lost}`]);
    expect(JSON.stringify(cleaning)).not.toContain('u:p@');
  });

  it('from a copy of the state leaves the sessions that the original has started since', async () => {
    const at = await bench();
    const machine = await machineId(at.stateDir);
    const copy = `${at.stateDir}-copy`;
    await cp(at.stateDir, copy, { recursive: true });
    await ledgerOf({ ...at, machine, session: '33334444' });
    const living = at.shop.add(nameWebhook({ machine, session: '33334444', event: 'Orders.create' }));
    const cleaning = await clean({ ...at, stateDir: copy }, false, await machineId(copy));
    expect([cleaning.found, at.shop.webhooks.map(({ id }) => id)]).toEqual([[], [living]]);
    // Without the copy's own id its ledgers alone could not have told that this session lives.
    expect((await clean({ ...at, stateDir: copy }, true, machine)).found).toHaveLength(1);
  });

  it('only looks on a dry run', async () => {
    const at = await bench();
    const id = at.shop.add(nameOf('dead0001', 'Orders.create'));
    const { found, removed } = await clean(at, true);
    expect({ found: found.map((webhook) => webhook.id), removed }).toEqual({ found: [id], removed: [] });
    expect(at.shop.calls).toEqual(['GET /webhooks']);
  });

  it('costs one call when there is nothing to clean', async () => {
    const at = await bench();
    expect(await clean(at)).toEqual({ found: [], living: [], removed: [], left: [], failure: null });
    expect(at.shop.calls).toEqual(['GET /webhooks']);
  });

  it('brings the ledgers of dead sessions up to date and keeps what it could not remove', async () => {
    const at = await bench();
    const dead = await ledgerOf({ ...at, session: 'dead0001', lease: DEAD });
    const events = ['Orders.create', 'Orders.update', 'Orders.delete', 'Labels.create'];
    for (const event of events) await dead.intend({ name: nameOf('dead0001', event), url: urlFor(event), at: NOW });
    const [removed, stuck] = events.map((event) => at.shop.add(nameOf('dead0001', event), event));
    at.shop.webhooks.splice(2);
    await dead.complete(nameOf('dead0001', 'Orders.delete'), 999);
    at.shop.override = (request) =>
      request.method === 'DELETE'
        ? HttpResponse.json({
            webhooks: [
              { id: removed, deleted: true },
              { id: stuck, deleted: false },
            ],
          })
        : undefined;
    const cleaning = await clean(at);
    expect(cleaning.removed.map(({ id }) => id)).toEqual([removed]);
    expect(cleaning.left).toEqual([expect.objectContaining({ id: stuck, reason: 'the shop gave no reason' })]);
    const record = (await readLedgers(at.stateDir)).find(({ head }) => head.session === 'dead0001');
    expect(record?.entries.map(({ event, id }) => [event, id])).toEqual([
      ['Orders.update', stuck],
      ['Labels.create', null],
    ]);
  });

  it('reports a deletion that failed as data, and a list that failed as Failure', async () => {
    const at = await bench();
    at.shop.add(nameOf('dead0001', 'Orders.create'));
    at.shop.override = (request) => (request.method === 'DELETE' ? HttpResponse.json({}, { status: 500 }) : undefined);
    const { left, failure } = await clean(at);
    expect({ left: left.length, code: failure?.code }).toEqual({ left: 1, code: 'api-server-error' });
    at.shop.override = () => HttpResponse.html('<html></html>');
    expect(await troubleOf(clean(at))).toMatchObject({ code: 'api-not-json', exit: 3 });
  });
});

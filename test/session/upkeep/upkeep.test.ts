/** Marks, the size of history, and the shop's webhooks, asked of a running session on the simulated shop. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebhookRecord } from '../../../src/core/record.ts';
import { openVolatileLedger } from '../../../src/register/volatile-ledger.ts';
import type { Model } from '../../../src/session/model.ts';
import { createPurse } from '../../../src/session/upkeep/purse.ts';
import { createWebhookDesk } from '../../../src/session/upkeep/webhooks.ts';
import { openStage, type Stage, type StageOptions } from '../asked/stage.ts';

const open: Stage[] = [];

afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

async function start(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(options);
  open.push(stage);
  return stage;
}

const webhooksOf = (stage: Stage): readonly WebhookRecord[] =>
  stage.records.filter((record) => record.kind === 'webhook');

describe('upkeep', () => {
  it('marks a delivery, tells whoever watches, and takes the mark away', async () => {
    const stage = await start();
    const { delivery: id } = await stage.emitOne('Orders.create');
    const told = vi.fn<() => void>();
    stage.session.subscribe(told);
    expect(await stage.session.ask({ kind: 'mark', id, marked: true })).toEqual({ kind: 'done', text: '' });
    expect(told).toHaveBeenCalled();
    expect(stage.session.query({ before: null, limit: 9, filter: 'marked:true' })).toMatchObject([
      { id, marked: true },
    ]);
    await stage.session.ask({ kind: 'mark', id, marked: false });
    expect(stage.session.query({ before: null, limit: 9, filter: 'marked:true' })).toEqual([]);
  });

  it('tells how much history holds', async () => {
    const stage = await start();
    await stage.emitOne('Orders.create');
    await stage.session.ask({ kind: 'measure-history' });
    expect(stage.session.snapshot().historySize).toMatchObject({ deliveries: 1 });
    expect(stage.session.snapshot().historySize?.bytes).toBeGreaterThan(1000);
  });

  it('lists, makes, switches and deletes webhooks; the end removes what is left', async () => {
    const stage = await start();
    const { session } = stage;
    await session.ask({ kind: 'list-webhooks' });
    expect(session.snapshot().shopWebhooks?.list).toHaveLength(3);
    expect(session.snapshot().shopWebhooks?.list[0]).toMatchObject({ owner: 'ours', active: true });
    expect(session.snapshot().shopWebhooks?.list[0]?.shownUrl).not.toMatch(/@/);
    expect(await session.ask({ kind: 'create-webhook', event: ' products.update ' })).toMatchObject({
      kind: 'done',
      text: expect.stringMatching(/^Products\.update leads here now/),
    });
    expect(session.snapshot().webhooks).toHaveLength(4);
    expect((await stage.emitOne('Products.update')).verdict).toBe('delivered');
    const id = session.snapshot().webhooks.find(({ event }) => event === 'Products.update')?.id ?? 0;
    await session.ask({ kind: 'switch-webhook', id, active: false });
    expect(session.snapshot().webhooks.find((one) => one.id === id)?.active).toBe(false);
    await session.ask({ kind: 'list-webhooks' });
    await session.ask({ kind: 'switch-webhook', id, active: true });
    expect(session.snapshot().webhooks.find((one) => one.id === id)?.active).toBe(true);
    // What was known of its calls is not forgotten over a switch.
    const shown = session.snapshot().shopWebhooks?.list.find((one) => one.id === id);
    expect(shown?.lastSuccess).toMatchObject({ status: 200 });
    await session.ask({ kind: 'delete-webhook', id });
    expect(session.snapshot().webhooks).toHaveLength(3);
    expect(session.snapshot().shopWebhooks?.list).toHaveLength(3);
    const states = webhooksOf(stage).map(({ state }) => state);
    expect(states.slice(0, 4)).toEqual(Array(4).fill('created'));
    expect(states.slice(4)).toEqual(['deactivated', 'activated', 'deleted']);
    session.end({ reason: 'quit' });
    expect(await session.ended).toMatchObject({ webhooksRemoved: 4, webhooksLeft: 0, exit: 0 });
  });

  it.each([
    ['Orders.create', /has a webhook for Orders\.create already/],
    ['Orders.crate', /no event Orders\.crate/],
    ['Products.*', /Name one event/],
  ])('refuses to make %s', async (event, why) => {
    const { session } = await start();
    const answered = await session.ask({ kind: 'create-webhook', event });
    expect(answered).toMatchObject({ kind: 'refused', failure: { message: expect.stringMatching(why) } });
  });

  it('says what the shop says of an id it does not know', async () => {
    const { session } = await start();
    expect((await session.ask({ kind: 'delete-webhook', id: 999_999 })).kind).toBe('refused');
    expect((await session.ask({ kind: 'switch-webhook', id: 999_999, active: true })).kind).toBe('refused');
  });
});

describe('the last API call', () => {
  it.each([
    [1, 'The last API call is kept'],
    [0, 'No API call is left'],
  ])('of %i is not spent', async (total, why) => {
    const calls: string[] = [];
    const called = (name: string) => (): Promise<never> => {
      calls.push(name);
      return Promise.reject(new Error('called'));
    };
    const head = {
      session: '00000001',
      machine: '00000002',
      lease: { pid: 1, startedAt: 0, boot: null },
      shop: '',
      account: '',
      at: 0,
    };
    const ledger = openVolatileLedger(head as unknown as Parameters<typeof openVolatileLedger>[0]);
    const client = {
      callsLeft: () => ({ hour: total, day: 0, total }),
      listWebhooks: called('list'),
      createWebhook: called('create'),
      updateWebhook: called('update'),
      deleteWebhooks: called('delete'),
    };
    const shop = { client, ledger, isSimulated: false } as unknown as Parameters<typeof createWebhookDesk>[0]['shop'];
    const desk = createWebhookDesk({
      shop,
      purse: createPurse({ shop, now: () => 0 }),
      model: {} as Model,
      urlFor: () => 'http://localhost/',
      onCreated: () => undefined,
      now: () => 0,
      emit: () => undefined,
    });
    const { signal } = new AbortController();
    await expect(desk.list(signal)).rejects.toThrow(why);
    await expect(desk.create('Orders.create', signal)).rejects.toThrow(why);
    await expect(desk.switch(1, true, signal)).rejects.toThrow(why);
    await expect(desk.remove(1, signal)).rejects.toThrow(why);
    expect(calls).toEqual([]);
  });
});

/** The whole record from the shop: of a running session on the simulated shop, and of a shop that counts and misbehaves. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import type { Answered } from '../../../src/session/intention.ts';
import { createPurse } from '../../../src/session/upkeep/purse.ts';
import { createRecordDesk, type RecordDesk } from '../../../src/session/upkeep/records.ts';
import type { KnownRecord, SessionSnapshot } from '../../../src/session/view.ts';
import type { DeliveryDetail } from '../../../src/store/row.ts';
import { openStage, refusalOf, type Stage } from '../asked/stage.ts';

const open: Stage[] = [];

afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

describe('in a session', () => {
  it('is asked for once, kept, asked for anew on request, and never stored', async () => {
    const stage = await openStage();
    open.push(stage);
    const { session } = stage;
    const attempt = await stage.emitOne('Orders.create');
    const ask = (anew = false): Promise<Answered> =>
      session.ask({ kind: 'ask-record', id: attempt.delivery.slice(0, 6), subject: null, anew });
    const first = await ask();
    expect(first).toMatchObject({ kind: 'done', text: '', record: { delivery: attempt.delivery, isNew: true } });
    const json = first.kind === 'done' ? (first.record?.json ?? '') : '';
    expect(JSON.parse(json)).toMatchObject({ order_number: attempt.key, customer: {} });
    const known = session.snapshot().records?.get(`Orders/${attempt.key}`);
    expect(known).toMatchObject({ isAsking: false, answer: { kind: 'found' } });
    expect(await ask()).toMatchObject({ record: { isNew: false, json } });
    expect(await ask(true)).toMatchObject({ record: { isNew: true } });
    // Only what came by webhook is in history.
    expect(session.query({ before: null, limit: 9, filter: 'body:customer' })).toEqual([]);
    expect(session.detail(attempt.delivery)?.body.length).toBeLessThan(json.length);
  });

  it('is refused for what cannot be meant', async () => {
    const stage = await openStage();
    open.push(stage);
    const created = await stage.emitOne('Orders.create');
    const deleted = await stage.emitOne('Orders.delete');
    const ask = async (id: string, subject: string | null = null): Promise<string> =>
      refusalOf(await stage.session.ask({ kind: 'ask-record', id, subject, anew: false })).message;
    expect(await ask('nosuch')).toContain('There is no delivery "nosuch"');
    expect(await ask(deleted.delivery)).toContain('Orders.delete says that the shop no longer has it');
    expect(await ask(created.delivery, '123')).toBe('The delivery does not speak of "123".');
  });
});

interface DeskPlay {
  readonly desk: RecordDesk;
  readonly asked: string[];
  readonly known: (key: string) => KnownRecord | undefined;
  answer: (id: string) => Promise<string | null>;
}

const NOW = 1_000_000;
const CALL = JSON.stringify({ orders: [{ order_number: '1' }, { order_number: '2' }] });

function play({ total = 9, event = 'Orders.update', body = CALL } = {}): DeskPlay {
  const asked: string[] = [];
  let snapshot: Partial<SessionSnapshot> = {};
  const detail = { row: { id: 'kq3v', event }, body: Buffer.from(body) } as unknown as DeliveryDetail;
  const client = {
    callsLeft: () => ({ hour: total, day: 0, total }),
    entity: ({ id }: { id: string }) => {
      asked.push(id);
      return playing.answer(id);
    },
  };
  const shop = { client, isSimulated: false };
  const desk = createRecordDesk({
    shop,
    purse: createPurse({ shop, now: () => NOW }),
    history: { find: () => ({ kind: 'one', id: 'kq3v' }), detail: () => detail },
    model: {
      snapshot: () => snapshot as SessionSnapshot,
      update: (change) => (snapshot = { ...snapshot, ...change }),
    },
    secrets: ['k3yS3cret99'],
    now: () => NOW,
  });
  const playing: DeskPlay = {
    desk,
    asked,
    known: (key) => snapshot.records?.get(key),
    answer: (id) => Promise.resolve(`{"order_number":"${id}"}`),
  };
  return playing;
}

const wish = (subject: string | null = null, anew = false) => ({
  kind: 'ask-record' as const,
  id: 'kq3v',
  subject,
  anew,
});
const { signal } = new AbortController();

describe('the desk', () => {
  it('says what is left after a call, and that what is known costs nothing', async () => {
    const { desk, asked } = play();
    expect(await desk.ask(wish(), signal)).toMatchObject({
      text: 'The shop was asked for order 1: 9 API calls are left.',
      record: { subject: { id: '1' }, subjects: 2, callsLeft: 9, isNew: true, askedAt: NOW },
    });
    expect(await desk.ask(wish(), signal)).toMatchObject({ text: '', record: { isNew: false } });
    await desk.ask(wish('2'), signal);
    expect(asked).toEqual(['1', '2']);
  });

  it('spends nothing where the last call is kept', async () => {
    const { desk, asked, known } = play({ total: 1 });
    await expect(desk.ask(wish(), signal)).rejects.toMatchObject({ code: 'api-calls-short' });
    expect(asked).toEqual([]);
    expect(known('Orders/1')).toMatchObject({ isAsking: false, answer: { kind: 'failed' } });
  });

  it('makes one call of two that are asked at once, and shows meanwhile that it asks', async () => {
    const played = play();
    let tell: (text: string) => void = () => undefined;
    played.answer = () => new Promise((resolve) => (tell = resolve));
    const both = [played.desk.ask(wish(), signal), played.desk.ask(wish(null, true), signal)];
    await vi.waitFor(() => expect(played.known('Orders/1')).toMatchObject({ isAsking: true, answer: null }));
    tell('{"order_number":"1"}');
    await Promise.all(both);
    expect(played.asked).toEqual(['1']);
  });

  it('tells that the shop has it no longer, which is known from then on', async () => {
    const played = play();
    played.answer = () => Promise.resolve(null);
    expect(await played.desk.ask(wish(), signal)).toMatchObject({ record: { json: null } });
    expect(played.known('Orders/1')).toMatchObject({ at: NOW, answer: { kind: 'missing' } });
    await played.desk.ask(wish(), signal);
    expect(played.asked).toHaveLength(1);
  });

  it('keeps what it has when asking anew fails, and asks again after a failure', async () => {
    const played = play();
    played.answer = () => Promise.reject(trouble('api-forbidden', 'The shop forbids it.'));
    await expect(played.desk.ask(wish(), signal)).rejects.toThrow('forbids');
    expect(played.known('Orders/1')).toMatchObject({ answer: { kind: 'failed', why: 'The shop forbids it.' } });
    played.answer = () => Promise.resolve('{}');
    await played.desk.ask(wish(), signal);
    played.answer = () => Promise.reject(trouble('api-timeout', 'Nothing came.'));
    await expect(played.desk.ask(wish(null, true), signal)).rejects.toThrow('Nothing came');
    expect(played.known('Orders/1')).toMatchObject({ isAsking: false, at: NOW, answer: { kind: 'found' } });
  });

  it('shows no credentials of ours, wherever the shop repeats them', async () => {
    const played = play();
    played.answer = () => Promise.resolve('{"note":"k3yS3cret99","url":"https:\\/\\/u:p4ss@x.example\\/","n":1.10}');
    const answered = await played.desk.ask(wish(), signal);
    const json = answered.kind === 'done' ? (answered.record?.json ?? '') : '';
    expect(json).toBe('{"note":"***","url":"https:\\/\\/***@x.example\\/","n":1.10}');
  });

  it('names what the delivery speaks of when something else is asked for', async () => {
    const orders = Array.from({ length: 7 }, (_, index) => ({ order_number: String(index) }));
    const { desk } = play({ body: JSON.stringify({ orders }) });
    await expect(desk.ask(wish('x\u001b'), signal)).rejects.toMatchObject({
      exit: 2,
      message: 'The delivery does not speak of "x\\x1b".',
      hint: 'It speaks of 0, 1, 2, 3, 4 and 2 more.',
    });
  });

  it('finds a product by its code', async () => {
    const body = JSON.stringify({ products: [{ product_id: 1 }, { product_id: 36, code: 'TRICKO-01' }] });
    const { desk, asked } = play({ event: 'Products.update', body });
    await desk.ask(wish('TRICKO-01'), signal);
    expect(asked).toEqual(['36']);
  });
});

/** The whole record from the shop on the screen: asked for at a price that is said first, kept, and harmless. */
import { afterEach, describe, expect, it } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import type { KnownRecord } from '../../../src/session/view.ts';
import { openRecordPanel, reduceRecord, type RecordPanel } from '../../../src/show/tui/record/record.ts';
import { createFakeSession, NOON, type FakeSession } from './fake-session.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const stages: Stage[] = [];

afterEach(() => {
  for (const stage of stages.splice(0)) stage.screen.leave();
});

const SIZES = [
  { columns: 100, rows: 30 },
  { columns: 60, rows: 16 },
];

const SIMULATED = { name: 'simulated', isSimulated: true, callsLeft: null };

function withCall(event: string, body: unknown, session = createFakeSession()): FakeSession {
  session.put({ id: 'kq3v', event });
  session.describe('kq3v', { body: Buffer.from(JSON.stringify(body)) });
  return session;
}

const ORDER = { orders: [{ order_number: '9000211' }] };
const THREE = { orders: ['9000211', '9000212', '9000213'].map((number) => ({ order_number: number })) };

const found = (json: string, at = NOON): KnownRecord => ({
  isAsking: false,
  at,
  answer: { kind: 'found', json: Buffer.from(json) },
});

function know(session: FakeSession, key: string, known: KnownRecord): void {
  session.change({ records: new Map([...(session.snapshot().records ?? []), [key, known]]) });
}

async function open(session: FakeSession, options: Partial<StageOptions> = {}): Promise<Stage> {
  const stage = openStage(session, { columns: 100, rows: 30, now: () => NOON, ...options });
  stages.push(stage);
  await stage.see((text) => text.includes('[1 summary]'));
  return stage;
}

describe('of a real shop', () => {
  it.each(SIZES)('has its price said before anything is asked, at $columns x $rows', async (size) => {
    const session = withCall('Orders.update', ORDER);
    const stage = await open(session, size);
    await stage.press('7');
    await stage.see(
      (text) => /has not been asked for order 9000211 yet/.test(text) && text.includes('1 API call, 106'),
    );
    await stage.press('o');
    await stage.see((text) => text.includes('Ask the shop for the whole order: 1 API call, 106 left.'));
    expect(session.asked).toEqual([]);
    await stage.press('\u001b');
    await stage.see((text) => text.includes('o asks the shop'));
    expect(session.asked).toEqual([]);
    await stage.press('o', '\r');
    expect(session.asked).toEqual([{ kind: 'ask-record', id: 'kq3v', subject: '9000211', anew: false }]);
  });

  it('is shown with the time it was asked for; a second look costs nothing, asking again is a wish of its own', async () => {
    const session = withCall('Orders.update', ORDER);
    const stage = await open(session);
    know(session, 'Orders/9000211', found('{"order_number":"9000211","total":1.10}'));
    await stage.press('o');
    await stage.see((text) => text.includes('order 9000211 · as of 14:32:07') && text.includes('"total": 1.10'));
    await stage.press('1', 'o');
    await stage.see((text) => text.includes('"total": 1.10'));
    expect(session.asked).toEqual([]);
    await stage.press('o');
    await stage.see((text) => text.includes('known since 14:32:07: Enter shows it, Tab asks again'));
    await stage.press('\t');
    expect(session.asked).toEqual([{ kind: 'ask-record', id: 'kq3v', subject: '9000211', anew: true }]);
  });

  it('says that it is older than the call, that it is being asked for, and what went wrong', async () => {
    const session = withCall('Orders.update', ORDER);
    const stage = await open(session);
    know(session, 'Orders/9000211', found('{}', NOON - 60_000));
    await stage.press('o');
    await stage.see((text) => text.includes('14:31:07, before this call · o asks again'));
    know(session, 'Orders/9000211', { ...found('{}'), isAsking: true });
    await stage.see((text) => text.includes('order 9000211 · asking the shop again'));
    know(session, 'Orders/9000211', { isAsking: true, at: null, answer: null });
    await stage.see((text) => text.includes('Asking the shop for order 9000211.'));
    know(session, 'Orders/9000211', { isAsking: false, at: NOON, answer: { kind: 'missing' } });
    await stage.see((text) => text.includes('At 14:32:07 the shop said that it has no order 9000211, or no longer.'));
    const failed: KnownRecord['answer'] = { kind: 'failed', why: 'The shop forbids it to this API user.' };
    know(session, 'Orders/9000211', { isAsking: false, at: NOON, answer: failed });
    await stage.see((text) => text.includes('The shop forbids it to this API user.'));
  });

  it('is refused in words while the last call is kept', async () => {
    const session = withCall('Orders.update', ORDER);
    const failure = trouble('api-calls-short', 'The last API call is kept for removing our webhooks at the end.');
    session.answer(() => Promise.resolve({ kind: 'refused', failure }));
    const stage = await open(session);
    await stage.press('o', '\r');
    await stage.see((text) => text.includes('⚠ The last API call is kept for removing our webhooks at the end.'));
  });
});

describe('of several that a call speaks of', () => {
  it.each(SIZES)('the one that is chosen is asked for, at $columns x $rows', async (size) => {
    const session = withCall('Orders.update', THREE, createFakeSession({ shop: SIMULATED }));
    const stage = await open(session, size);
    await stage.press('o');
    await stage.see((text) => text.includes('The call speaks of 3.') && text.includes('▶ 9000211'));
    await stage.press('2', '1', '3');
    await stage.see((text) => text.includes('▶ 9000213') && !text.includes('9000212'));
    await stage.press('\r');
    expect(session.asked).toEqual([{ kind: 'ask-record', id: 'kq3v', subject: '9000213', anew: false }]);
    know(session, 'Orders/9000213', found('{"order_number":"9000213"}'));
    await stage.see((text) => text.includes('order 9000213 · as of 14:32:07 · 3 of 3'));
    await stage.press('o');
    await stage.see((text) => text.includes('▶ 9000213'));
  });

  it('the panel narrows by id and name, and does nothing where nothing fits', () => {
    const subjects: RecordPanel['subjects'] = [
      { entity: 'Products', id: '36', label: 'TRICKO-01' },
      { entity: 'Products', id: '37', label: 'Hrnek' },
    ];
    const typed = (text: string): RecordPanel => {
      const panel = openRecordPanel('kq3v', subjects, 1);
      return reduceRecord(panel, { kind: 'type', text }).panel ?? panel;
    };
    const pick = (panel: RecordPanel): unknown => reduceRecord(panel, { kind: 'do', action: 'pick' }).subject;
    expect(pick(typed('hrn'))).toEqual({ of: 'kq3v', id: '37' });
    expect(pick(typed('36'))).toEqual({ of: 'kq3v', id: '36' });
    expect(reduceRecord(typed('x'), { kind: 'do', action: 'pick' })).toEqual({ panel: typed('x') });
    expect(reduceRecord(openRecordPanel('kq3v', subjects, 0), { kind: 'do', action: 'close' })).toEqual({
      panel: null,
    });
  });
});

describe('of the simulated shop', () => {
  it('is asked for at once, and again in its place', async () => {
    const session = withCall('Orders.update', ORDER, createFakeSession({ shop: SIMULATED }));
    const stage = await open(session);
    await stage.press('o');
    expect(session.asked).toEqual([{ kind: 'ask-record', id: 'kq3v', subject: '9000211', anew: false }]);
    know(session, 'Orders/9000211', found('{"order_number":"9000211"}'));
    await stage.see((text) => text.includes('"order_number": "9000211"'));
    await stage.press('o');
    expect(session.asked.at(-1)).toMatchObject({ anew: true });
  });

  it('is read like a body: folded, searched, with letters as they were sent', async () => {
    const session = withCall('Orders.update', ORDER, createFakeSession({ shop: SIMULATED }));
    const stage = await open(session);
    know(session, 'Orders/9000211', found('{"status":"P\\u0159ijat\\u00e1","customer":{"email":"a@b.cz"}}'));
    await stage.press('o', '\r');
    await stage.see((text) => text.includes('"status": "Přijatá"') && text.includes('line 1 of 6'));
    await stage.press('v');
    await stage.see((text) => text.includes('P\\u0159ijat'));
    await stage.press('&', 'email', '\r');
    await stage.see((text) => text.includes('▶    "email"') && text.includes('match 1 of 1'));
    await stage.press('z');
    await stage.see((text) => text.includes('▶  "customer": { … 1 }'));
  });

  it('cannot harm the screen', async () => {
    const session = withCall('Orders.update', ORDER, createFakeSession({ shop: SIMULATED }));
    const stage = await open(session);
    know(session, 'Orders/9000211', found('{"note":"\u001b[2J\u001b]0;x\u0007\u202eabc","\u009b31m":1}'));
    await stage.press('o');
    const rows = await stage.see((text) => text.includes('"note"'));
    expect(rows.join('\n')).toContain('\\x1b[2J');
    expect(rows.join('\n')).toContain('\\u202eabc');
    expect(stage.bytes()).not.toContain('\u202e');
    expect(stage.bytes()).not.toContain('\u009b');
  });
});

describe('of nothing', () => {
  it.each([
    ['Orders.delete', ORDER, 'Orders.delete says that the shop no longer has it'],
    ['Carts.create', ORDER, 'What this event speaks of is not known'],
    ['Orders.create', {}, 'The body names no order.'],
  ])('%s: the key says why', async (event, body, why) => {
    const session = withCall(event, body);
    const stage = await open(session);
    await stage.press('o');
    await stage.see((text) => text.includes(why));
    await stage.press('7');
    await stage.see((text) => text.includes('[7 record]') && text.includes(why));
    expect(session.asked).toEqual([]);
  });
});

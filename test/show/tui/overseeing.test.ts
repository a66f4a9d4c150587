/** Marks, jumps to failures, unfolded chains, health and webhooks on the stage. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionSnapshot, ShopWebhookView } from '../../../src/session/view.ts';
import { follow, chosenRow, sourceOf } from '../../../src/show/tui/store/feed.ts';
import { seekFailure, SEEK_REACH } from '../../../src/show/tui/store/seek.ts';
import { attemptOf, createFakeSession, NOON, settledRow, type FakeSession } from './fake-session.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const stages: Stage[] = [];

afterEach(() => {
  for (const stage of stages.splice(0)) stage.screen.leave();
});

function open(session: FakeSession, options: Partial<StageOptions> = {}): Stage {
  const stage = openStage(session, { columns: 100, rows: 30, now: () => NOON, ...options });
  stages.push(stage);
  return stage;
}

const letters = (text: string): readonly string[] => Array.from(text);

const WRONG = { verdict: 'repeats', withoutUs: 'repeats', handler: { status: 500, ms: 3 } } as const;

/** `count` deliveries, those in `wrong` went wrong; ids are `1` (oldest) and up. */
function sessionWith(count: number, wrong: readonly number[]): FakeSession {
  const session = createFakeSession({ startedAt: NOON });
  for (let id = 1; id <= count; id += 1)
    session.put({ id: String(id), key: `K${id}`, ...(wrong.includes(id) ? WRONG : {}) });
  return session;
}

describe('m', () => {
  it('marks the chosen delivery and takes the mark away', async () => {
    const session = sessionWith(3, []);
    session.answer(async (intention) => {
      if (intention.kind === 'mark') session.put({ id: intention.id, marked: intention.marked });
      return { kind: 'done', text: '' };
    });
    const stage = open(session);
    await stage.see((text) => text.includes('K1'));
    await stage.press('j', 'm');
    await stage.see((text) => /▶•.*K2/.test(text));
    await stage.press('m');
    await stage.see((text) => /▶ .*K2/.test(text));
    expect(session.asked).toEqual([
      { kind: 'mark', id: '2', marked: true },
      { kind: 'mark', id: '2', marked: false },
    ]);
  });
});

describe('[ and ]', () => {
  it('go from failure to failure, and say when there is none', async () => {
    const stage = open(sessionWith(30, [28, 5]));
    await stage.see((text) => text.includes('K30'));
    await stage.press(']');
    await stage.see((text) => /▶ .*K28 /.test(text));
    await stage.press(']');
    await stage.see((text) => /▶ .*K5 /.test(text));
    await stage.press(']');
    await stage.see((text) => text.includes('No delivery that went wrong is older') && /▶ .*K5 /.test(text));
    await stage.press('[');
    await stage.see((text) => /▶ .*K28 /.test(text));
    await stage.press('[');
    await stage.see((text) => text.includes('went wrong is newer') && /▶ .*K28 /.test(text));
  });

  it('see what has become of rows out of view, take in what is new, and count what would have been lost', () => {
    const session = sessionWith(60, []);
    const source = sourceOf(session, null);
    const at = { source, height: 5 };
    const feed = follow(source, 50);
    session.put({ id: '20', withoutUs: 'timed-out', verdict: 'delivered' });
    const older = seekFailure(feed, { ...at, step: 1 });
    expect(older && chosenRow(older)?.id).toBe('20');
    session.put({ id: '61', ...WRONG });
    const newer = older && seekFailure(older, { ...at, step: -1 });
    expect(newer && chosenRow(newer)?.id).toBe('61');
  });

  it('look at so many rows and no further', () => {
    const session = sessionWith(SEEK_REACH + 100, [1]);
    const source = sourceOf(session, null);
    expect(seekFailure(follow(source, 10), { step: 1, source, height: 10 })).toBeNull();
    expect(session.queries.length).toBeLessThan(20);
  });
});

describe('u', () => {
  it.each([
    [100, 30],
    [60, 16],
  ])('unfolds the chain in place at %i x %i, never the whole list, and folds it again', async (columns, rows) => {
    const session = sessionWith(12, []);
    session.put({ id: '12', attempts: 40, ...WRONG });
    const row = settledRow({ id: '12', attempts: 40, ...WRONG });
    const attempts = Array.from({ length: 40 }, (_, index) =>
      attemptOf(row, { number: index + 1, handler: { status: 500 + index, ms: 3 } }),
    );
    session.describe('12', { attempts });
    const stage = open(session, { columns, rows });
    await stage.see((text) => text.includes('K12'));
    await stage.press('u');
    const shown = await stage.see((text) => text.includes('└ attempt #39'));
    expect(shown.join('\n')).toMatch(/#39 .*538/);
    expect(shown.join('\n')).toMatch(/… \d+ more: Enter, then 4 shows all/);
    expect(shown.join('\n')).toContain('K11');
    await stage.press('u');
    await stage.see((text) => !text.includes('└'));
    await stage.press('j', 'u');
    await stage.see((text) => text.includes('one attempt only'));
  });

  it('keeps the chosen row with its chain in view at the lower end', async () => {
    const session = sessionWith(30, []);
    session.put({ id: '27', attempts: 3, ...WRONG });
    for (let id = 31; id < 45; id += 1) session.put({ id: String(id), key: `K${id}` });
    const row = settledRow({ id: '27', attempts: 3, ...WRONG });
    session.describe('27', { attempts: [1, 2, 3].map((number) => attemptOf(row, { number })) });
    const stage = open(session, { rows: 24 });
    await stage.see((text) => text.includes('K44'));
    for (let step = 0; step < 14; step += 1) await stage.press('j');
    await stage.press('u');
    await stage.see((text) => /▶ .*K27 /.test(text) && text.includes('attempt #2') && text.includes('attempt #1'));
  });
});

describe('i', () => {
  it('shows the way in, the handler, calls, history and notices; nothing in it moves by itself', async () => {
    const session = sessionWith(2, []);
    const { tunnel, counts } = session.snapshot();
    session.change({
      tunnel: { ...tunnel, trips: [80, 84, 160], provedAt: NOON - 5000 },
      counts: { ...counts, strangers: 3 },
      historySize: { at: NOON, deliveries: 1234, bytes: 12_345_678 },
      targets: [{ url: 'http://localhost:3000/webhooks', pattern: '*', health: 'down', since: NOON - 60_000 }],
      notices: [{ at: NOON, level: 'warning', text: 'evil \u001b[2J notice' }],
    });
    const stage = open(session);
    await stage.see((text) => text.includes('K2'));
    await stage.press('i');
    const text = (await stage.see((shown) => shown.includes('way in'))).join('\n');
    expect(session.asked).toContainEqual({ kind: 'measure-history' });
    expect(text).toContain('● tunnel 84 ms');
    expect(text).toContain('▁▁█');
    expect(text).toContain('last proved 14:32:02, 80 ms to 160 ms in the last 3');
    expect(text).toContain('○ down since 14:31:07  http://localhost:3000/webhooks');
    expect(text).toContain('3 turned away');
    expect(text).toContain('106 left');
    expect(text).toContain('1234 deliveries, 12.3 MB');
    expect(text).toContain('⚠ 14:32:07 evil');
    await stage.press('i');
    await stage.see((shown) => shown.includes('VERDICT'));
  });

  it('scrolls in a small window, and no further than there is something', async () => {
    const notices = Array.from(
      { length: 30 },
      (_, index) => ({ at: NOON, level: 'info', text: `notice ${index}` }) as const,
    );
    const stage = open(createFakeSession({ notices }), { columns: 60, rows: 16 });
    await stage.see((text) => text.includes('Waiting'));
    await stage.press('i');
    await stage.see((text) => text.includes('way in'));
    await stage.press(...Array<string>(60).fill('j'));
    await stage.see((text) => text.includes('notice 10'));
    await stage.press('k');
    await stage.see((text) => !text.includes('notice 10'));
  });
});

function shopWebhook(patch: Partial<ShopWebhookView> & { readonly id: number }): ShopWebhookView {
  const none = { lastSuccess: null, lastError: null };
  const url = 'https://shop.example/hook';
  return { event: 'Orders.create', name: '', shownUrl: url, active: true, owner: 'other', ...none, ...patch };
}

describe('w', () => {
  const listed: SessionSnapshot['shopWebhooks'] = {
    at: NOON,
    list: [
      shopWebhook({ id: 77, name: 'ERP \u001b[31m', lastError: { at: NOON, status: 500 } }),
      shopWebhook({ id: 1, event: 'Orders.update', owner: 'ours', lastSuccess: { at: NOON, status: 204 } }),
    ],
  };

  it('shows ours without a call, and the price of asking a real shop', async () => {
    const session = sessionWith(1, []);
    const stage = open(session);
    await stage.see((text) => text.includes('K1'));
    await stage.press('w');
    const text = (await stage.see((shown) => shown.includes('of this session'))).join('\n');
    expect(session.asked).toEqual([]);
    expect(text).toContain(
      'The 3 of this session. r asks the shop for all and their last calls (1 API call, 106 left).',
    );
    await stage.press('r');
    expect(session.asked).toEqual([{ kind: 'list-webhooks' }]);
  });

  it.each([
    [100, 30],
    [60, 16],
  ])('switches, asks before it deletes, and makes one at %i x %i', async (columns, rows) => {
    const session = createFakeSession({ shopWebhooks: listed });
    const stage = open(session, { columns, rows });
    await stage.see((text) => text.includes('Waiting'));
    await stage.press('w');
    const shown = await stage.see((text) => text.includes('2 at the shop'));
    expect(shown.findIndex((row) => row.includes('Orders.update'))).toBeLessThan(
      shown.findIndex((row) => row.includes('Orders.create  ')),
    );
    expect(shown.join('\n')).toMatch(/✓ 14:32 204/);
    await stage.press('j', '\r');
    expect(session.asked).toEqual([{ kind: 'switch-webhook', id: 77, active: false }]);
    await stage.press('d');
    await stage.see(
      (text) => /is\s+not\s+of\s+upgates-dev/.test(text) && text.includes('Delete it (1 API call, 106 left)? y / n'),
    );
    await stage.press('n', 'd', 'y');
    expect(session.asked.slice(1)).toEqual([{ kind: 'delete-webhook', id: 77 }]);
    await stage.press('n');
    await stage.see((text) => text.includes('Enter make'));
    await stage.press(...letters('Orders.*'), '\r');
    await stage.see((text) => text.includes('Name one event, such as Orders.create.') && text.includes('Enter make'));
    await stage.press('\u0015', ...letters('products.update'), '\r');
    expect(session.asked.slice(2)).toEqual([{ kind: 'create-webhook', event: 'Products.update' }]);
    await stage.press('w');
    await stage.see((text) => text.includes('Waiting'));
  });

  it('asks the simulated shop at once: its calls are free', async () => {
    const session = createFakeSession({ shop: { name: 'simulated', isSimulated: true, callsLeft: null } });
    const stage = open(session);
    await stage.see((text) => text.includes('simulated'));
    await stage.press('w');
    await stage.see((text) => text.includes('free, the shop is simulated'));
    expect(session.asked).toEqual([{ kind: 'list-webhooks' }]);
  });
});

describe('the first failure of a kind', () => {
  it('explains itself once, one after the other, and never again', async () => {
    let now = NOON;
    const session = createFakeSession({ startedAt: NOON - 60_000 });
    const stage = open(session, { now: () => now });
    session.put({ id: 'a', ...WRONG });
    await stage.see((text) => text.includes('First wrong answer'));
    session.put({ id: 'b', verdict: 'timed-out', withoutUs: 'timed-out' });
    await stage.see((text) => text.includes('⚠ timed-out') && text.includes('First wrong answer'));
    now += 60_000;
    session.put({ id: 'c' });
    await stage.see((text) => text.includes('First timeout'));
    now += 60_000;
    session.put({ id: 'd', ...WRONG });
    await stage.see((text) => text.includes('204') && !text.includes('First'));
  });

  it('takes its turn when a key has put away what stood in its place', async () => {
    const session = createFakeSession({ startedAt: NOON - 60_000 });
    const stage = open(session);
    session.put({ id: 'a', verdict: 'timed-out', withoutUs: 'timed-out' });
    await stage.see((text) => text.includes('First timeout'));
    session.put({ id: 'b', withoutUs: 'repeats', policy: 'ack' });
    await stage.see((text) => text.includes('✓ delivered, alone ↻') && text.includes('First timeout'));
    await stage.press('1');
    await stage.see((text) => text.includes('First failure that the shop does not see'));
  });

  it('says nothing of what came before this session', async () => {
    const session = createFakeSession({ startedAt: NOON });
    session.put({ id: 'a', ...WRONG });
    const rows = await open(session).see((text) => text.includes('↻ repeats'));
    expect(rows.join('\n')).not.toContain('First');
  });
});

describe('an empty list', () => {
  it.each([
    [100, 30],
    [60, 16],
  ])('tells of a handler that is not there, and that it has come up, at %i x %i', async (columns, rows) => {
    const session = createFakeSession();
    const [target] = session.snapshot().targets;
    if (target === undefined) throw new Error('the fake session has a handler');
    const stage = open(session, { columns, rows });
    await stage.see((text) => text.includes('Calls go to http://localhost:3000/webhooks.'));
    session.change({ targets: [{ ...target, health: 'down', since: NOON }] });
    const told = (await stage.see((text) => text.includes('Nothing listens at'))).join(' ').replaceAll(/ +/g, ' ');
    expect(told).toContain('http://localhost:3000/webhooks: start your handler. Until then the shop gets 502');
    expect(told).toMatch(/ down /);
    session.change({ targets: [{ ...target, health: 'up', since: NOON }] });
    await stage.see((text) => /\(up since\s+14:32\)/.test(text) && !text.includes('down'));
  });

  it('does not promise a call that nobody will make', async () => {
    const shop = { name: 'simulated', isSimulated: true, isQuiet: true, callsLeft: null };
    const stage = open(createFakeSession({ shop, targets: [] }));
    await stage.see(
      (text) => text.includes('it calls only when it is told to. Or press t') && !text.includes('on its way'),
    );
  });

  it('says what is registered, what is waited for and what to do, in the smallest window too', async () => {
    const events = Array.from({ length: 36 }, (_, id) => ({ id, event: `Orders.event${id}`, active: true }));
    const stage = open(createFakeSession({ webhooks: events, patterns: ['*'] }), { columns: 60, rows: 16 });
    const rows = await stage.see((text) => text.includes('36 webhooks registered: *'));
    expect(rows.join('\n')).toContain('Waiting for the first call. Change an order in the shop.');
    expect(rows.join('\n')).toContain('Press ? for all keys.');
  });

  it('tells of a dead way in, of no webhook, and of a filter that nothing fits', async () => {
    const session = createFakeSession();
    const stage = open(session);
    await stage.see((text) => text.includes('Waiting'));
    session.change({ tunnel: { ...session.snapshot().tunnel, state: 'down' } });
    await stage.see((text) => text.includes('The public address is down'));
    session.change({ tunnel: { ...session.snapshot().tunnel, state: 'open' }, webhooks: [] });
    await stage.see((text) => text.includes('press w, then n'));
    session.change({ webhooks: [{ id: 1, event: 'Orders.create', active: false }] });
    await stage.see((text) => text.includes('All webhooks are off'));
    session.put({ id: 'a' });
    await stage.press('/', ...letters('status:500'), '\r');
    await stage.see((text) => text.includes('No delivery fits the filter. Esc clears it.'));
  });
});

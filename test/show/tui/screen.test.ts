import { afterEach, describe, expect, it } from 'vitest';
import type { SessionSnapshot } from '../../../src/session/view.ts';
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

/** Six deliveries, each of another kind; `f` is the newest. */
function mixedSession(): FakeSession {
  const session = createFakeSession();
  const at = (seconds: number): { receivedAt: number; lastAttemptAt: number } => ({
    receivedAt: NOON - seconds * 1000,
    lastAttemptAt: NOON - seconds * 1000,
  });
  session.put({ id: 'a', key: '9000199', event: 'Orders.delete', ...at(86), ...refused(NOON + 214_000) });
  session.put({ id: 'b', key: '9000210', ...at(72), handler: { status: 204, ms: 44 } });
  session.put({ id: 'c', key: '9000205', event: 'Orders.update', ...at(55), ...late });
  session.put({ id: 'd', key: '9000208', event: 'Orders.update', ...at(27), ...wrong(NOON + 273_000) });
  session.put({ id: 'd', attempts: 2 });
  session.put({ id: 'e', key: '9000300', ...at(20), fault: 'slow', verdict: 'timed-out', withoutUs: 'timed-out' });
  session.put({ id: 'f', key: '9000211', ...at(9) });
  return session;
}

const late = {
  handler: { status: 200, ms: 1184 },
  answer: { status: 503, ms: 866 },
  shopMs: 950,
  verdict: 'repeats',
  withoutUs: 'timed-out',
} as const;
const wrong = (next: number) =>
  ({
    handler: { status: 201, ms: 51 },
    answer: { status: 201, ms: 52 },
    shopMs: 136,
    verdict: 'repeats',
    withoutUs: 'repeats',
    nextAttemptAt: next,
  }) as const;
const refused = (next: number) =>
  ({
    handler: { error: 'refused', ms: 1 },
    answer: { status: 502, ms: 2 },
    verdict: 'repeats',
    withoutUs: 'repeats',
    nextAttemptAt: next,
  }) as const;

describe('100 x 30', () => {
  it('shows health, flow, score and every kind of verdict in word and sign', async () => {
    const session = mixedSession();
    session.change({ counts: { ...session.snapshot().counts, delivered: 41, repeats: 2, timedOut: 1, waiting: 2 } });
    const rows = await open(session).see((text) => text.includes('9000199'));
    expect(rows[0]).toContain('● tunnel 84 ms   https://k3v9…q7.loca.lt   shop demoshop   calls left 106   rescue');
    expect(rows[0]).toMatch(/14:32$/);
    expect(rows[1]).toMatch(/^ 3 webhooks Orders\.\* .*→ http:\/\/localhost:3000\/webhooks.*✓ 41 {3}↻ 2 {3}⚠ 1$/);
    expect(rows.slice(4, 10)).toEqual([
      ' ▶ 14:31:58 Orders.create     9000211    204   38 ms ▏█░               ▏ ✓ delivered',
      '   14:31:47 Orders.create     9000300    204   38 ms ▏█░               ▏ ⚠ timed-out ⚡ slow',
      '   14:31:40 Orders.update     9000208    201   51 ms ▏█░               ▏ ↻ repeats in 4:33  #2',
      '   14:31:12 Orders.update     9000205    200 1184 ms ▏███████████████░░▏ ↻ rescued, alone ⚠',
      '   14:30:55 Orders.create     9000210    204   44 ms ▏█░               ▏ ✓ delivered',
      '   14:30:41 Orders.delete     9000199    refused     ▏█░               ▏ ↻ repeats in 3:34',
    ]);
    expect(rows.at(-1)).toContain('? keys  q quit');
  });

  it('explains the chosen delivery, and its body, headers and attempts', async () => {
    const session = mixedSession();
    const row = settledRow({ id: 'd', key: '9000208', event: 'Orders.update', attempts: 2, ...wrong(NOON + 273_000) });
    session.describe('d', {
      body: new TextEncoder().encode('{"orders":[{"order_number":"9000208","total":1.0}]}'),
      attempts: [
        attemptOf(row, { number: 1, at: NOON - 327_000 }),
        attemptOf(row, { why: 'Your handler answered 201 Created.', hint: 'NestJS answers POST with 201.' }),
      ],
    });
    const stage = open(session);
    await stage.see((text) => text.includes('9000208'));
    await stage.press('j', 'j');
    const summary = (await stage.see((text) => text.includes('Sent again'))).join('\n');
    expect(summary).toContain('Orders.update 9000208 · attempt 2 [1 summary]');
    expect(summary).toContain('↻ Sent again at 14:36:40, in 4:33.');
    expect(summary).toContain('→ NestJS answers POST with 201.');
    expect(summary).toContain('budget  tunnel 84 ms · us 1 ms · handler 51 ms · left 864 ms');
    expect(summary).toMatch(/attempts {2}#1 14:26:40 201 {3}#2 \d\d:\d\d:\d\d 201 {3}next 14:36:40/);
    await stage.press('2');
    await stage.see((text) => text.includes('"order_number": "9000208",') && text.includes('"total": 1.0'));
    await stage.press('3');
    await stage.see((text) => text.includes('User-Agent: Upgates'));
    await stage.press('4');
    await stage.see(
      (text) => text.includes('[4 attempts]') && /#2 .*↻ repeats/.test(text) && /#1 .*14:26:40/.test(text),
    );
  });
});

describe('60 x 16', () => {
  it('fits the list with countdowns, the answer to why, and the keys', async () => {
    const rows = await open(mixedSession(), { columns: 60, rows: 16 }).see((text) => text.includes('9000199'));
    expect(rows[0]).toMatch(/^ ● 84 ms {2}demoshop {2}calls 106 {2}rescue +✓ 0 ↻ 0 ⚠ 0$/);
    expect(rows.slice(2, 8)).toEqual([
      '▶ 14:31:58 Orders.create 9000211  204   38 ✓ delivered',
      '  14:31:47 Orders.create 9000300  204   38 ⚠ timed-out ⚡',
      '  14:31:40 Orders.update 9000208  201   51 ↻ repeats 4:33 #2',
      '  14:31:12 Orders.update 9000205  200 1184 ↻ rescued ⚠',
      '  14:30:55 Orders.create 9000210  204   44 ✓ delivered',
      '  14:30:41 Orders.delete 9000199  refused  ↻ repeats 3:34',
    ]);
    expect(rows.join('\n')).toContain('✓ Delivered: never sent again.');
    expect(rows.at(-1)).toBe(' ↑↓ r e f t s / a g Tab Enter 1-7 d o y m [ ] u w i ? q');
  });

  it('says politely when the window is smaller, and comes back', async () => {
    const stage = open(mixedSession(), { columns: 60, rows: 16 });
    await stage.see((text) => text.includes('9000199'));
    stage.resize(59, 16);
    await stage.see((text) => text.includes('too small') && !text.includes('9000199'));
    stage.resize(100, 30);
    const rows = await stage.see((text) => text.includes('9000199'));
    expect(rows).toHaveLength(30);
    expect(rows.at(-1)).toContain('q quit');
  });

  it('says all of it in any smaller window, and only the ways out are open there', async () => {
    const session = mixedSession();
    session.change({ counts: { ...session.snapshot().counts, waiting: 2 } });
    const stage = open(session, { columns: 60, rows: 16 });
    await stage.see((text) => text.includes('9000199'));
    await stage.press('/', 'x');
    await stage.see((text) => text.includes('filter'));
    for (const [columns, rows] of [
      [59, 16],
      [60, 15],
      [24, 5],
    ] as const) {
      stage.resize(columns, rows);
      const shown = await stage.see((text) => text.split('\n').length === rows && text.includes('too'));
      expect(shown.join(' ').replaceAll(/\s+/g, ' ').trim()).toBe(
        'This window is too small for the screen: it needs 60 x 16. Calls are taken. q quits.',
      );
    }
    // Nothing is chosen where nothing can be seen.
    await stage.press('r', 'e', 'f', '\r', 'y');
    expect(session.asked).toEqual([]);
    await stage.press('q');
    const asks = await stage.see((text) => text.includes('Quit?'));
    expect(asks[0]).toContain('Quit? y / n.');
    await stage.press('n');
    await stage.see((text) => text.includes('too'));
    await stage.press('q');
    await stage.see((text) => text.includes('Quit?'));
    await stage.press('y');
    expect(session.asked).toEqual([{ kind: 'quit' }]);
    await stage.press('\u0003');
    expect(stage.interrupts()).toBe(1);
  });

  it('says in a small window too that it starts and that it ends', async () => {
    const session = mixedSession();
    session.change({ phase: 'starting', step: 'opening the tunnel' });
    const stage = open(session, { columns: 40, rows: 8 });
    await stage.see((text) => text.includes('Starting: opening the tunnel. q quits.'));
    session.change({ phase: 'ending', step: 'removing webhooks' });
    await stage.see((text) => text.includes('Leaving: removing webhooks.'));
  });
});

describe('following and pinning', () => {
  it('has the newest on top until the user moves, then keeps the chosen one and counts', async () => {
    const session = createFakeSession();
    for (const id of ['1', '2', '3']) session.put({ id, key: `old-${id}` });
    const stage = open(session);
    await stage.see((text) => text.includes('old-3'));
    session.put({ id: '4', key: 'old-4' });
    await stage.see((text) => /▶ .*old-4/.test(text));
    await stage.press('\u001b[B');
    await stage.see((text) => /▶ .*old-3/.test(text) && text.includes('not following'));
    for (const id of ['5', '6', '7']) session.put({ id, key: `new-${id}` });
    const rows = await stage.see((text) => text.includes('▲ 3 new'));
    expect(rows[2]).toMatch(/^── ▲ 3 new, g shows ─/);
    expect(rows.join('\n')).toMatch(/▶ .*old-3/);
    expect(rows.join('\n')).not.toContain('new-7');
    await stage.press('g');
    await stage.see((text) => /▶ .*new-7/.test(text) && !text.includes('▲'));
  });

  it('keeps a pinned row up to date where it stands', async () => {
    const session = createFakeSession();
    for (const id of ['1', '2', '3']) session.put({ id, key: `key-${id}` });
    const stage = open(session);
    await stage.see((text) => text.includes('key-3'));
    await stage.press('j');
    session.put({ id: '1', attempts: 2, ...wrong(NOON + 60_000) });
    await stage.see((text) => /key-3.*\n.*▶ .*key-2.*\n.*key-1.*↻ repeats in 1:00 {2}#2/.test(text));
  });

  it('goes on through older pages and back without holding them all', async () => {
    const session = createFakeSession();
    for (let id = 1; id <= 1500; id += 1) session.put({ id: String(id), key: `key-${id}` });
    const stage = open(session);
    await stage.see((text) => text.includes('key-1500'));
    await stage.press('G');
    await stage.see((text) => /▶ .*key-4\d\d/.test(text));
    for (let page = 0; page < 10; page += 1) await stage.press(' ');
    await stage.see((text) => /▶ .*key-3\d\d/.test(text));
    await stage.press('g');
    await stage.see((text) => /▶ .*key-1500/.test(text));
    expect(Math.max(...session.queries.map(({ limit }) => limit))).toBeLessThanOrEqual(1000);
  });
});

describe('keys', () => {
  it('opens the detail at full height, scrolls it and comes back', async () => {
    const session = createFakeSession();
    const lines = Array.from({ length: 90 }, (_, index) => `line ${index + 1}`).join('\n');
    session.put({ id: '1', key: 'long' });
    session.describe('1', { body: new TextEncoder().encode(lines) });
    const stage = open(session);
    await stage.see((text) => text.includes('long'));
    await stage.press('2', '\r');
    await stage.see((text) => text.includes('line 20') && !text.includes('VERDICT'));
    await stage.press('G');
    await stage.see((text) => text.includes('line 90') && !text.includes('line 20\n'));
    await stage.press('\u001b[H');
    await stage.see((text) => text.includes('line 1\n'));
    await stage.press('\u001b');
    await stage.see((text) => text.includes('VERDICT'));
  });

  it('gives the keys to the detail and back with Tab', async () => {
    const session = mixedSession();
    const stage = open(session);
    await stage.see((text) => text.includes('▶ 14:31:58'));
    await stage.press('\t');
    await stage.see((text) => text.includes('▷ 14:31:58') && text.includes('▶ Orders.create'));
    await stage.press('\t', 'j');
    await stage.see((text) => text.includes('▶ 14:31:47'));
  });

  it('lists every key on the sheet', async () => {
    const stage = open(mixedSession());
    await stage.see((text) => text.includes('9000211'));
    await stage.press('?');
    const rows = await stage.see((text) => text.includes('KEYS'));
    for (const key of ['↑↓', 'Tab', 'Enter', 'r', 'e', 'f', 't', 's', '/', 'a', '.', '+ -'])
      expect(rows.join('\n')).toContain(`   ${key} `);
    expect(rows.join('\n')).toContain('(A real shop keeps its own time.)');
    await stage.press('G');
    await stage.see((text) => text.includes('   Ctrl-W') || text.includes('Backspace'));
    await stage.press('\u001b');
    await stage.see((text) => text.includes('VERDICT') && !text.includes('KEYS'));
  });

  it('says why a key does nothing', async () => {
    const stage = open(createFakeSession());
    await stage.see((text) => text.includes('Waiting for the first call'));
    await stage.press('\r');
    await stage.see((text) => text.includes('Nothing has come in yet.'));
  });

  it('quits at once when nothing waits, asks when something does', async () => {
    const session = mixedSession();
    const stage = open(session);
    await stage.see((text) => text.includes('9000211'));
    session.change({ counts: { ...session.snapshot().counts, waiting: 2 } });
    await stage.press('q');
    await stage.see((text) => text.includes('2 deliveries still wait') && text.includes('Quit? y / n'));
    await stage.press('n');
    await stage.see((text) => text.includes('VERDICT'));
    expect(session.asked).toEqual([]);
    await stage.press('q', 'y');
    expect(session.asked).toEqual([{ kind: 'quit' }]);
    session.change({ counts: { ...session.snapshot().counts, waiting: 0 } });
    await stage.press('q');
    expect(session.asked).toHaveLength(2);
  });

  it('reports Ctrl-C and asks nothing', async () => {
    const session = mixedSession();
    session.change({ counts: { ...session.snapshot().counts, waiting: 2 } });
    const stage = open(session);
    await stage.see((text) => text.includes('9000211'));
    await stage.press('\u0003');
    expect(stage.interrupts()).toBe(1);
    expect(session.asked).toEqual([]);
  });
});

describe('phases', () => {
  it('shows the steps of the start, the quiet, and the steps of the end, then leaves by itself', async () => {
    const session = createFakeSession({ phase: 'starting', step: 'opening the tunnel' });
    const stage = open(session);
    session.change({ step: 'proving the public address' });
    await stage.see((text) => text.includes('✓ opening the tunnel') && text.includes('… proving the public address'));
    session.change({ phase: 'ready', step: '', shop: { name: 'simulated', isSimulated: true, callsLeft: null } });
    await stage.see((text) => text.includes('no account is needed, and the first call is on its way'));
    session.change({ phase: 'ending', step: 'removing 3 webhooks' });
    await stage.see((text) => text.includes('… removing 3 webhooks') && !text.includes('opening the tunnel'));
    session.change({ phase: 'ended' });
    expect(await stage.screen.ended).toEqual({ kind: 'left' });
  });

  it('turns the first line into a sentence when the tunnel is down, and counts', async () => {
    const session = createFakeSession();
    session.change({
      tunnel: { ...session.snapshot().tunnel, state: 'down', downSince: NOON - 12_000, nextTryAt: NOON + 3_000 },
    });
    const rows = await open(session).see((text) => text.includes('down'));
    expect(rows[0]).toBe(
      ' ○ tunnel down 12 s, trying again in 3 s, for the same address first; webhooks follow a new one',
    );
  });

  it('shows the newest notice', async () => {
    const session = createFakeSession();
    session.change({ notices: [{ at: NOON, level: 'warning', text: 'The link is plain TCP.' }] });
    await open(session).see((text) => text.includes('⚠ 14:32:07 The link is plain TCP.'));
  });

  it('tells a notice in full while it is fresh; later it goes, or is cut where it is a warning', async () => {
    const LONG = 'The public address is dead: no answer came in time. A call that gets no answer counts as delivered.';
    let now = NOON;
    const session = createFakeSession();
    session.change({ notices: [{ at: NOON, level: 'warning', text: LONG }] });
    const stage = open(session, { now: () => now });
    await stage.see((text) => /dead: .*counts\n {12}as delivered\.\n/.test(text));
    now += 60_000;
    session.change({});
    await stage.see((text) => /dead: .*…\n/.test(text) && !text.includes('delivered.'));
    session.change({ notices: [{ at: now, level: 'info', text: 'All is well again.' }] });
    await stage.see((text) => text.includes('All is well again.') && !text.includes('dead'));
    now += 60_000;
    session.change({});
    await stage.see((text) => !text.includes('All is well again.'));
    await stage.press('i');
    await stage.see((text) => text.includes('── health') && text.includes('All is well again.'));
  });

  it('shows the sign of waiting only after a tenth of a second', async () => {
    const session = createFakeSession();
    const openRow = {
      state: 'open',
      handler: null,
      answer: null,
      shopMs: null,
      verdict: null,
      withoutUs: null,
    } as const;
    let now = NOON;
    session.put({ id: '1', key: 'slow', ...openRow, lastAttemptAt: NOON });
    const stage = open(session, { now: () => now });
    const rows = await stage.see((text) => text.includes('slow'));
    expect(rows.find((row) => row.includes('▏'))).not.toContain('…');
    now = NOON + 100;
    await stage.see((text) => /slow +… +▏ +▏ …/.test(text));
  });
});

describe('hostile payloads', () => {
  const HOSTILE = '\u001b[2J\u001b[31m\u001b]0;title\u0007\u009b1;1H\r\n\u202eevil';

  it('are shown as escapes and move and colour nothing', async () => {
    const session = createFakeSession();
    const row = { id: '1', event: `Orders.${HOSTILE}`, key: HOSTILE };
    session.put(row);
    session.describe('1', {
      body: new TextEncoder().encode(`{"note":"${HOSTILE}"}\u001b[5;5HX`),
      attempts: [attemptOf(settledRow(row), { hint: HOSTILE, requestHeaders: [['X-Evil', HOSTILE]] })],
    });
    const stage = open(session, { columns: 140, rows: 30 });
    let title = '';
    stage.terminal().onTitleChange((text) => (title = text));
    const first = await stage.see((text) => text.includes('\\x1b[2J'));
    expect(first[0]).toContain('upgates-dev');
    for (const [tab, expected] of [
      ['2', '\\x1b[5;5HX'],
      ['3', 'X-Evil: \\x1b[2J\\x1b[31m\\x1b]0;title\\x07'],
    ] as const) {
      await stage.press(tab);
      const rows = await stage.see((text) => text.includes(expected));
      expect(rows[0]).toBe(first[0]);
      expect(rows.at(-1)).toBe(first.at(-1));
    }
    const styled = await Promise.all(Array.from({ length: 30 }, (_, index) => stage.isStyled(index)));
    expect(styled.some(Boolean)).toBe(false);
    expect(title).toBe('');
  });

  it('that are no UTF-8 are shown byte by byte', async () => {
    const session = createFakeSession();
    session.put({ id: '1' });
    session.describe('1', { body: Uint8Array.from([0x41, 0xff, 0x00, 0xc3]) });
    const stage = open(session);
    await stage.see((text) => text.includes('9000211'));
    await stage.press('2');
    await stage.see((text) => text.includes('Not valid UTF-8') && text.includes('A\\xff\\x00\\xc3'));
  });
});

describe('the terminal', () => {
  it('is entered and given back: buffer, cursor, wrapping', async () => {
    const stage = open(mixedSession());
    await stage.see((text) => text.includes('9000211'));
    expect(stage.terminal().buffer.active.type).toBe('alternate');
    expect(stage.bytes()).not.toContain('\u001b[3J');
    stage.screen.leave();
    stage.screen.leave();
    expect(await stage.screen.ended).toEqual({ kind: 'left' });
    await stage.rows();
    expect(stage.terminal().buffer.active.type).toBe('normal');
    expect(stage.terminal().modes.wraparoundMode).toBe(true);
    expect(stage.bytes().split('\u001b[?1049l')).toHaveLength(2);
    expect(stage.bytes().lastIndexOf('\u001b[?25h')).toBeGreaterThan(stage.bytes().lastIndexOf('\u001b[?25l'));
    const left = stage.bytes();
    stage.resize(80, 24);
    expect(stage.bytes()).toBe(left);
  });

  it('is given back when drawing fails, with the error told', async () => {
    const session = mixedSession();
    const stage = open(session);
    await stage.see((text) => text.includes('9000211'));
    session.change({ webhooks: null as unknown as SessionSnapshot['webhooks'] });
    const end = await stage.screen.ended;
    expect(end.kind).toBe('failed');
    await stage.rows();
    expect(stage.terminal().buffer.active.type).toBe('normal');
  });

  it('is drawn whole after a resize, and in plain ASCII where asked', async () => {
    const stage = open(mixedSession(), { glyphs: 'ascii' });
    await stage.see((text) => text.includes('v delivered'));
    stage.resize(80, 24);
    const rows = await stage.see((text) => text.split('\n').length === 24 && text.includes('r repeats 4:33'));
    expect(rows.join('')).toMatch(/^[ -~]*$/);
    expect(rows.join('\n')).toMatch(/! timed-out x +slow/);
  });

  it('gets colours only where asked', async () => {
    const plain = open(mixedSession());
    await plain.see((text) => text.includes('9000211'));
    for (const colour of ['31', '32', '33', '36', '1;31']) expect(plain.bytes()).not.toContain(`\u001b[${colour}m`);
    const colourful = open(mixedSession(), { colour: true });
    await colourful.see((text) => text.includes('9000211'));
    expect(await colourful.isStyled(4)).toBe(true);
  });

  it('gets few bytes while pinned rows stand still', async () => {
    const session = createFakeSession();
    for (let id = 0; id < 60; id += 1) session.put({ id: String(id), key: `key-${id}` });
    const stage = open(session);
    await stage.see((text) => text.includes('key-59'));
    await stage.press('j');
    await stage.see((text) => text.includes('not following'));
    const before = stage.bytes().length;
    session.put({ id: 'new' });
    await stage.see((text) => text.includes('▲ 1 new'));
    expect(stage.bytes().length - before).toBeLessThan(600);
  });
});

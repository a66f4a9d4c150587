/** What the keys of the first screen ask of the session, what is shown of its answers, and the terminal lent to an editor. */
import { afterEach, describe, expect, it } from 'vitest';
import { mistake, trouble } from '../../../src/core/failure.ts';
import type { Instant } from '../../../src/core/instant.ts';
import { readFault } from '../../../src/faults/read-fault.ts';
import type { Answered, Intention } from '../../../src/session/intention.ts';
import { createFakeSession, NOON, type FakeSession } from './fake-session.ts';
import { MEANS, openStage, type Stage, type StageOptions } from './stage.ts';

const stages: Stage[] = [];

afterEach(() => {
  for (const stage of stages.splice(0)) stage.screen.leave();
});

async function open(session: FakeSession, options: Partial<StageOptions> = {}): Promise<Stage> {
  const stage = openStage(session, { columns: 100, rows: 30, now: () => NOON, ...options });
  stages.push(stage);
  await stage.see((text) => text.includes('▶ 14:31') || text.includes('> 14:31'));
  return stage;
}

function sessionWithRows(...keys: readonly string[]): FakeSession {
  const session = createFakeSession({
    shop: { name: 'simulated', isSimulated: true, callsLeft: null },
    clock: { speed: 10 },
  });
  keys.forEach((key, index) => session.put({ id: `id-${index}`, key }));
  return session;
}

const KEEP = { last: null, filter: null, sets: [], pace: 'max', to: null } as const;
const SAMPLE = { sets: [], records: null, count: 1, retries: 0, to: null } as const;

describe('at once', () => {
  it('replays the chosen delivery, steps the clock and sets its pace', async () => {
    const session = sessionWithRows('old', 'new');
    const stage = await open(session);
    await stage.press('j', 'r', '.', '+', '-');
    expect(session.asked).toEqual<Intention[]>([
      { kind: 'replay', ids: ['id-0'], ...KEEP },
      { kind: 'step' },
      { kind: 'set-speed', speed: 20 },
      { kind: 'set-speed', speed: 5 },
    ]);
    session.change({ clock: { speed: 'max' } });
    await stage.press('+');
    await stage.see((text) => text.includes('The clock runs at max already.'));
    expect(session.asked).toHaveLength(4);
  });

  it('shows the answer for a while or until the next key, and a small sign until there is one', async () => {
    const session = sessionWithRows('one');
    let answer: (answered: Answered) => void = () => undefined;
    session.answer(() => new Promise((resolve) => (answer = resolve)));
    let now: Instant = NOON;
    const stage = await open(session, { now: () => now });
    await stage.press('r');
    await stage.see((text) => text.includes('… sending'));
    await stage.press('j', '2');
    await stage.see((text) => text.includes('[2 body]'));
    answer({ kind: 'done', text: '1 call: 1 delivered (fixed).' });
    await stage.see((text) => text.includes(' · 1 call: 1 delivered (fixed).') && !text.includes('… sending'));
    now += 60_000;
    session.change({});
    await stage.see((text) => !text.includes('1 delivered'));
    await stage.press('r');
    answer({ kind: 'refused', failure: trouble('x', 'The handler is not there.', { hint: 'Start it first.' }) });
    await stage.see((text) => text.includes(' ⚠ The handler is not there. Start it first.'));
    await stage.press('1');
    await stage.see((text) => !text.includes('not there'));
  });

  it('survives a session that throws', async () => {
    const session = sessionWithRows('one');
    session.answer(() => Promise.reject(new Error('a bug')));
    const stage = await open(session);
    await stage.press('r');
    await stage.see((text) => text.includes('⚠ That could not be done: a bug') && !text.includes('sending'));
  });

  it('tells in the summary how a replay compares', async () => {
    const session = sessionWithRows('one');
    const attempt = session.detail('id-0')?.attempts.at(-1);
    if (attempt === undefined) throw new Error('no attempt');
    session.describe('id-0', { attempts: [{ ...attempt, origin: 'replay', replayOf: 'abc234', change: 'fixed' }] });
    const stage = await open(session);
    await stage.see((text) => text.includes('Replay of abc234, fixed: it went wrong before, now it is delivered.'));
  });
});

describe('the editor', () => {
  it('has the terminal for itself until it closes, however it ends; then everything is drawn anew', async () => {
    const session = sessionWithRows('one');
    const stage = await open(session);
    const seen: (readonly [string, boolean])[] = [];
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    session.answer(async (_, { onEdited }) => {
      await stage.rows();
      seen.push([stage.terminal().buffer.active.type, stage.isRaw()]);
      await closed;
      onEdited?.();
      onEdited?.();
      await stage.rows();
      seen.push([stage.terminal().buffer.active.type, stage.isRaw()]);
      return { kind: 'refused', failure: trouble('editor-failed', 'The editor failed: its exit code was 3.') };
    });
    const before = process.listeners('SIGINT');
    expect(stage.isRaw()).toBe(true);
    await stage.press('e');
    await stage.see(() => seen.length === 1);
    expect(process.listeners('SIGINT')).not.toEqual(before);
    const quiet = stage.bytes();
    session.put({ id: 'later', key: 'meanwhile' });
    stage.resize(80, 24);
    expect(stage.bytes()).toBe(quiet);
    close();
    const rows = await stage.see((text) => text.includes('meanwhile') && text.includes('its exit code was 3'));
    expect(rows).toHaveLength(24);
    expect(seen).toEqual([
      ['normal', false],
      ['alternate', true],
    ]);
    expect(process.listeners('SIGINT')).toEqual(before);
    expect(session.asked).toEqual([{ kind: 'edit', id: 'id-0', editor: MEANS.editor }]);
  });

  it('gives the terminal back also when the session never said so, and not over a screen that has left', async () => {
    const session = sessionWithRows('one');
    const stage = await open(session);
    session.answer(() => Promise.reject(new Error('gone')));
    await stage.press('e');
    await stage.see((text) => text.includes('could not be done') && text.includes('VERDICT'));
    let end: (answered: Answered) => void = () => undefined;
    session.answer(() => new Promise((resolve) => (end = resolve)));
    await stage.press('e');
    await stage.see(() => stage.terminal().buffer.active.type === 'normal' && session.asked.length === 2);
    stage.screen.leave();
    await stage.screen.ended;
    const left = stage.bytes();
    end({ kind: 'done', text: 'sent' });
    await stage.rows();
    expect(stage.bytes()).toBe(left);
    // At the start, after the first edit, and to put right what the second editor may have left on.
    expect(left.split('\u001b[?1049h')).toHaveLength(4);
    expect(left.split('\u001b[?1049l')).toHaveLength(4);
  });
});

describe('the panel of faults', () => {
  const fault = (spec: string): { fault: Extract<ReturnType<typeof readFault>, { kind: 'fault' }>['fault'] } => {
    const reading = readFault(spec);
    if (reading.kind === 'broken') throw new Error(reading.message);
    return { fault: reading.fault };
  };
  const active = (spec: string, [matched, spoiled]: readonly [number, number], isOver = false) => ({
    ...fault(spec),
    setAt: NOON,
    endsAt: null,
    matched,
    spoiled,
    last: null,
    isOver,
  });

  it('shows what is set and how it fares, switches one on and off, and keeps a fault of the user on the shelf', async () => {
    const session = sessionWithRows('one');
    session.change({ faults: [active('slow', [12, 4]), active('status=500,times=2', [2, 2], true)] });
    const stage = await open(session);
    await stage.press('f');
    await stage.see(
      (text) => /● slow .* spoiled 4 of 12/.test(text) && /○ status=500,times=2 .* 2 of 2, used up/.test(text),
    );
    await stage.press('\u001b[B', '\r', ' ');
    for (let down = 0; down < 5; down += 1) await stage.press('j');
    await stage.press('\r', 'c');
    expect(session.asked).toEqual<Intention[]>([
      { kind: 'clear-fault', label: 'slow' },
      { kind: 'clear-fault', label: 'slow' },
      { kind: 'add-fault', spec: 'status=500,times=2' },
      { kind: 'clear-fault', label: null },
    ]);
    session.change({ faults: [] });
    await stage.see((text) => text.includes('○ status=500,times=2') && !text.includes(', used up'));
    await stage.press('\u001b');
    await stage.see((text) => text.includes('VERDICT'));
  });

  it('takes a spec as it is typed, and points at what is wrong with it', async () => {
    const session = sessionWithRows('one');
    const stage = await open(session);
    await stage.press('f', 'n', 'status=', '503,time', 's=q', '\r');
    const rows = await stage.see((text) => text.includes('^'));
    const caret = rows.findIndex((row) => row.trim() === '^');
    expect(rows[caret - 1]?.slice(rows[caret]?.indexOf('^')).trimEnd()).toBe('q');
    expect(session.asked).toEqual([]);
    await stage.press('\u007f', '2', '\r');
    expect(session.asked).toEqual([{ kind: 'add-fault', spec: 'status=503,times=2' }]);
    await stage.see((text) => text.includes('first fault that acts') && !text.includes('times=2'));
  });
});

describe('the pickers', () => {
  it('narrow the events by letters, those that came in first, and send the chosen one', async () => {
    const session = sessionWithRows('one');
    session.put({ id: 'p', event: 'Products.update' });
    const stage = await open(session);
    await stage.press('t');
    const rows = await stage.see((text) => text.includes('has come in'));
    const names = rows.map((row) => /^ [ ▶] (\w+\.\w+)/.exec(row)?.[1] ?? /^ ▶ (\S+)/.exec(row)?.[1]).filter(Boolean);
    expect(names.slice(0, 4)).toEqual(['Products.update', 'Orders.create', 'Orders.update', 'Orders.delete']);
    await stage.press('c', 'u', 's', '.', 'del');
    await stage.see((text) => /▶ Customers.delete/.test(text));
    await stage.press('\r', 't', 'mine.own', '\r');
    expect(session.asked).toEqual<Intention[]>([
      { kind: 'trigger', name: 'Customers.delete', ...SAMPLE },
      { kind: 'trigger', name: 'mine.own', ...SAMPLE },
    ]);
  });

  it('explain the policies and take one', async () => {
    const session = sessionWithRows('one');
    const stage = await open(session, { columns: 60, rows: 16 });
    await stage.press('a');
    await stage.see((text) => /▶ rescue ●/.test(text) && text.includes('mirror') && text.includes('ack'));
    await stage.press('a', '\r');
    expect(session.asked).toEqual([{ kind: 'set-policy', policy: 'ack' }]);
    await stage.press('a', '\u001b', 'a', 'k', ' ');
    expect(session.asked).toHaveLength(2);
    expect(session.asked[1]).toEqual({ kind: 'set-policy', policy: 'mirror' });
  });

  it('ask for a label and what to mask, then save', async () => {
    const session = sessionWithRows('one');
    const stage = await open(session);
    await stage.press('s', 'q', '-', '1');
    await stage.see((text) => text.includes('Orders.create.q-1.json') && text.includes('e-mails and names too'));
    await stage.press('\t');
    await stage.see((text) => text.includes('secrets only'));
    await stage.press('\r', 's', '\r');
    expect(session.asked).toEqual<Intention[]>([
      { kind: 'save-fixture', id: 'id-0', label: 'q-1', mask: false },
      { kind: 'save-fixture', id: 'id-0', label: null, mask: true },
    ]);
  });

  it('close under the user when the session ends, and Ctrl-C ends it from any of them', async () => {
    const session = sessionWithRows('one');
    const stage = await open(session);
    await stage.press('t', '\u0003');
    expect(stage.interrupts()).toBe(1);
    session.change({ phase: 'ending', step: 'removing 3 webhooks' });
    await stage.see((text) => text.includes('removing 3 webhooks') && !text.includes('Send a sample'));
    await stage.press('r');
    await stage.see((text) => text.includes('The session is ending already.'));
    expect(session.asked).toEqual([]);
  });
});

describe('the filter', () => {
  it('acts with each letter, keeps the list while it cannot be read, and lets only what fits in', async () => {
    const session = sessionWithRows('apple', 'pear', 'apricot');
    const stage = await open(session);
    await stage.press('/', 'a', 'p');
    await stage.see((text) => text.includes('2 deliveries fit.') && text.includes('apple') && !text.includes('pear'));
    await stage.press('\u001b[200~ xy:1\u001b[201~');
    await stage.see((text) => text.includes('no field "xy"') && text.includes('apple') && !text.includes('pear'));
    await stage.press('\u0017', '\u007f', '\r');
    await stage.see((text) => text.includes('── filter ap (Esc clears) ─') && !text.includes('deliveries fit'));
    session.put({ id: 'no', key: 'plum' });
    session.put({ id: 'yes', key: 'rap' });
    await stage.see((text) => text.includes(' rap ') && !text.includes('plum'));
    await stage.press('j');
    session.put({ id: 'no-2', key: 'cherry' });
    session.put({ id: 'yes-2', key: 'grape' });
    await stage.see((text) => text.includes('▲ 1 new'));
    await stage.press('\u001b');
    await stage.see((text) => text.includes('cherry') && text.includes('plum') && !text.includes('Esc clears'));
  });

  it('says so when nothing fits, and leaves with Esc', async () => {
    const session = sessionWithRows('apple');
    const stage = await open(session, { columns: 60, rows: 16 });
    await stage.press('/', 'z', 'z');
    await stage.see((text) => text.includes('No deliveries fit.'));
    await stage.press('\r');
    await stage.see((text) => text.includes('No delivery fits the filter.') && text.includes('filter zz'));
    await stage.press('r');
    await stage.see((text) => text.includes(' · No delivery fits the filter.'));
    expect(session.asked).toEqual([]);
    await stage.press('/', '\u001b');
    await stage.see((text) => text.includes('apple') && !text.includes('filter zz'));
  });

  it('takes a paste as text and never as commands', async () => {
    const session = sessionWithRows('apple');
    const stage = await open(session);
    await stage.press('\u001b[200~rrq\r\u001b[201~');
    expect(session.asked).toEqual([]);
    await stage.press('/', '\u001b[200~status:204 -body:q\n\u001b[201~');
    await stage.see((text) => text.includes(' / status:204 -body:q') && text.includes('1 delivery fits.'));
    await stage.press('\u001b');
  });

  it('does not eat the time of the session when looking takes long', async () => {
    const session = sessionWithRows('apple');
    let now: Instant = NOON;
    const stage = await open(session, { now: () => now });
    await stage.press('/', 'a', '\r');
    await stage.see((text) => text.includes('filter a (Esc clears)'));
    const slow: FakeSession['query'] = session.query.bind(session);
    Object.assign(session, {
      query: (page: Parameters<typeof slow>[0]) => {
        now += 200;
        return slow(page);
      },
    });
    session.put({ id: 'x', key: 'avocado' });
    await stage.see((text) => text.includes('avocado'));
    const asked = session.queries.length;
    for (let beat = 0; beat < 5; beat += 1) {
      session.put({ id: `y-${beat}`, key: 'banana' });
      session.change({ patterns: [`beat ${beat}`] });
      await stage.see((text) => text.includes(`beat ${beat}`));
    }
    expect(session.queries).toHaveLength(asked);
    now += 60_000;
    session.put({ id: 'z', key: 'papaya' });
    await stage.see((text) => text.includes('papaya'));
  });
});

describe('in any window', () => {
  it.each([
    [60, 16],
    [80, 24],
    [300, 100],
  ])('at %i x %i nothing is wider or taller than the screen, in plain ASCII without colour', async (columns, rows) => {
    const session = sessionWithRows('one', 'two');
    const stage = await open(session, { columns, rows, glyphs: 'ascii' });
    for (const keys of [['f'], ['f', 'n', 'x=', '\r'], ['t'], ['s'], ['a'], ['/', 'x:1'], ['?']]) {
      await stage.press(...keys);
      const shown = await stage.rows();
      expect(shown).toHaveLength(rows);
      expect(shown.join('')).toMatch(/^[ -~]*$/);
      expect(shown.at(-1)).toMatch(/Esc/);
      await stage.press('\u001b', '\u001b');
      await stage.see((text) => text.includes('? keys') || text.includes('? q'));
    }
  });

  it('shows what others wrote as text, whatever is in it', async () => {
    const hostile = '\u001b[2J\u009b1;1H\u202eevil';
    const session = sessionWithRows('one');
    const failure = mistake('x', `No: ${hostile}`);
    session.put({ id: 'h', key: hostile, event: `Orders.${hostile}` });
    session.answer(() => Promise.resolve({ kind: 'refused', failure }));
    const stage = await open(session, { columns: 140, rows: 30 });
    await stage.press('r');
    const first = await stage.see((text) => text.includes('⚠ No: \\x1b[2J'));
    for (const key of ['t', 's']) {
      await stage.press(key);
      const rows = await stage.see((text) => text.includes('\\x1b[2J') && text.includes('Esc close'));
      expect(rows[0]).toBe(first[0]);
      await stage.press('\u001b');
    }
  });
});

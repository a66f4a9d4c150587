/**
 * Whatever stands in any field of a call, of its answer, of the shop or of what the user types: the screen stays in one
 * piece, wherever one goes, and works on.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { subjectKey, subjectsOf } from '../../../src/core/subject.ts';
import type { KnownRecord, SessionSnapshot } from '../../../src/session/view.ts';
import type { DeliveryDetail } from '../../../src/store/row.ts';
import { attemptOf, createFakeSession, NOON, settledRow, type FakeSession } from './fake-session.ts';
import { hostileBody, hostileText, LONG_BODIES } from './hostile-text.ts';
import { watchStage } from './intact.ts';
import { openStage, type Stage } from './stage.ts';

const open: Stage[] = [];

afterEach(() => {
  for (const stage of open.splice(0)) stage.screen.leave();
});

interface Poison {
  readonly word: string;
  readonly body: string;
}

/** Everything that is text in it. */
function poisonedSnapshot({ word }: Poison): Partial<SessionSnapshot> {
  const fault = { spec: word, label: word, settings: { name: word } };
  const webhook = { id: 7, event: word, name: word, shownUrl: word, active: true, owner: 'other' } as const;
  return {
    startedAt: NOON - 60_000,
    listenUrl: word,
    tunnel: {
      provider: 'localtunnel',
      state: 'open',
      shownUrl: word,
      ms: 84,
      trips: [84, 90],
      provedAt: NOON,
      downSince: null,
      nextTryAt: null,
    },
    shop: { name: word, isSimulated: true, callsLeft: 106 },
    patterns: [word],
    webhooks: [{ id: 1, event: word, active: true }],
    targets: [{ url: word, pattern: word, health: 'down', since: NOON }],
    faults: [
      {
        fault,
        setAt: NOON,
        endsAt: null,
        matched: 1,
        spoiled: 1,
        last: { at: NOON, event: word, key: word, delivery: word },
        isOver: false,
      },
    ],
    clock: { speed: 1 },
    notices: [{ at: NOON, level: 'warning', text: word }],
    shopWebhooks: {
      at: NOON,
      list: [{ ...webhook, lastSuccess: { at: NOON, status: 200 }, lastError: { at: NOON, status: null } }],
    },
  };
}

function poisonedDetail(id: string, { word, body }: Poison): DeliveryDetail {
  const row = settledRow({
    id,
    event: `Orders.${word}`,
    key: word,
    fault: word,
    url: word,
    attempts: 2,
    verdict: 'repeats',
    withoutUs: 'timed-out',
    nextAttemptAt: NOON + 90_000,
  });
  const bytes = new TextEncoder().encode(body);
  const headers = [
    [word, word],
    ['Content-Type', word],
  ] as const;
  const attempt = attemptOf(row, {
    url: word,
    why: word,
    hint: word,
    linked: { sure: false, notice: word },
    requestHeaders: headers,
    handlerAnswer: { headers, body: bytes },
    answer: { status: 503, ms: 2 },
    replayOf: word,
    change: 'regressed',
  });
  return { row, body: bytes, attempts: [{ ...attempt, number: 1, id: `${id}.1` }, attempt] };
}

function poisonedSession(poison: Poison): FakeSession {
  const session = createFakeSession(poisonedSnapshot(poison));
  const other = settledRow({ id: 'other', key: poison.word });
  session.previously({ row: other, body: new TextEncoder().encode('{"a":1}'), attempts: [attemptOf(other)] });
  for (const id of ['one', 'two']) {
    const { row, ...rest } = poisonedDetail(id, poison);
    session.put({ ...row, attempts: 1 });
    session.put(row);
    session.describe(id, rest);
  }
  speakOfOrder(session, poison);
  session.answer(async (intention) => {
    if (intention.kind === 'mark') session.put({ id: intention.id, marked: intention.marked });
    return { kind: 'done', text: poison.word };
  });
  return session;
}

/** The newest: one that the shop can be asked for, and has been. */
function speakOfOrder(session: FakeSession, { word, body }: Poison): void {
  const order = JSON.stringify({ orders: [{ order_number: word }, { order_number: 'mild' }] });
  const reading = subjectsOf('Orders.create', order);
  const known = (kind: 'found' | 'failed'): KnownRecord => {
    const answer = kind === 'found' ? { kind, json: new TextEncoder().encode(body) } : { kind, why: word };
    return { isAsking: false, at: NOON, answer };
  };
  const subjects = reading.kind === 'none' ? [] : reading.subjects;
  const records = subjects.map((one, at) => [subjectKey(one), known(at === 0 ? 'found' : 'failed')] as const);
  session.change({ records: new Map(records) });
  session.put({ id: 'order', event: 'Orders.create', key: word });
  session.describe('order', { body: new TextEncoder().encode(order) });
}

const pasted = (text: string): string => `\u001b[200~${text.replaceAll(OF_THE_KEYBOARD, '')}\u001b[201~`;
/** A paste ends at its end; Ctrl-C in it is a way out, on purpose. */
// oxlint-disable-next-line no-control-regex
const OF_THE_KEYBOARD = /[\u0003\u001a]|\u001b\[20[01]~/g;

/** Through the list and every part of the detail, and into every panel and out again. */
function walk(word: string): readonly (readonly string[])[] {
  const text = pasted(word);
  return [
    ['7', 'o'],
    ['\u001b[B', '\r'],
    ['o', '\r'],
    ['\u001b', 'g', '1', 'j', 'u'],
    ['m', ']'],
    ['2'],
    ['3'],
    ['4'],
    ['5'],
    ['6'],
    ['\r', '1'],
    ['2', 'G'],
    ['Z', 'g'],
    ['&', text],
    ['\r', 'n', 'N'],
    ['v', 'z'],
    ['3'],
    ['4'],
    ['5', 'G'],
    ['6', 'G'],
    ['\u001b', '1'],
    ['y', 'j'],
    ['\r', 'x'],
    ['\r', 's'],
    ['\u0015', text],
    ['\r', 'f', 'j'],
    ['e', text],
    ['\u001b', 'n', text],
    ['\u001b', '\u001b', 't', text],
    ['\u0015', '\t', '\u001b[B'],
    [text, '\r'],
    ['\u001b', '\u001b'],
    ['\u001b', 'w', 'j'],
    ['n', text],
    ['\u001b', '\u001b', 'i', 'j'],
    ['\u001b', '/', text],
    ['\u0015', 'key:1'],
    ['\u001b', 'r', 'a'],
    ['\u001b', '?'],
    ['\u001b', 'g'],
  ];
}

async function expectAlive(stage: Stage): Promise<void> {
  await stage.press('?');
  await stage.see((shown) => shown.includes('KEYS: ACT'));
  await stage.press('\u001b', '\u0003');
  expect(stage.interrupts()).toBe(1);
}

const size = fc.record({ columns: fc.integer({ min: 60, max: 130 }), rows: fc.integer({ min: 16, max: 34 }) });

const look = fc.tuple(size, fc.boolean()).map(([at, colour]) => ({ ...at, colour }));
const poison: fc.Arbitrary<Poison> = fc.record({ word: hostileText, body: hostileBody });

/** Of keys that mean nothing here, of a mouse, of answers to questions that nobody asked; whole and cut. */
const STRANGE_KEYS = [
  '\u001b[1;5P',
  '\u001b[25;5~',
  '\u001b[15;8~',
  '\u001b[57399u',
  '\u001b[99;5:3u',
  '\u001b[1;1:3A',
  '\u001b[<0;999;999M',
  '\u001b[M !!',
  '\u001b[?62;c',
  '\u001b[24;80R',
  '\u001bOP',
  '\u001b[[A',
  '\u001b]11;rgb:0000/0000/0000\u0007',
  '\u001bP1$r0m\u001b\\',
  '\u001b[1;5',
  '\0\u001c\u001f',
];

describe('the screen', () => {
  it('lives through keys that it does not know', async () => {
    const stage = openStage(poisonedSession({ word: 'mild', body: '{}' }), { columns: 80, rows: 24, now: () => NOON });
    open.push(stage);
    const expectIntact = watchStage(stage);
    for (const key of STRANGE_KEYS) await stage.press(key, '\u001b', '\u001b');
    await expectIntact();
    await expectAlive(stage);
  });

  it('stays in one piece with any text in any field, and works on', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(look, poison, async (at, given) => {
        const { word } = given;
        const stage = openStage(poisonedSession(given), { ...at, now: () => NOON });
        open.push(stage);
        await stage.see((shown) => shown.includes('Orders.'));
        const expectIntact = watchStage(stage);
        await expectIntact();
        for (const keys of walk(word)) {
          await stage.press(...keys);
          await expectIntact();
        }
        await expectAlive(stage);
        stage.screen.leave();
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it.each(Object.keys(LONG_BODIES))('stays in one piece with %s', { timeout: 60_000 }, async (name) => {
    const body = LONG_BODIES[name] ?? '';
    const stage = openStage(poisonedSession({ word: 'mild', body }), { columns: 90, rows: 24, now: () => NOON });
    open.push(stage);
    await stage.see((shown) => shown.includes('Orders.'));
    const expectIntact = watchStage(stage);
    for (const keys of [['j', '2'], ['\r'], ['G'], ['Z'], ['&', 'a', '\r'], ['5'], ['G'], ['6'], ['\u001b', 'd']]) {
      await stage.press(...keys);
      await expectIntact();
    }
    await expectAlive(stage);
  });

  it('stays in one piece while it starts, and with nothing in the list', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(size, hostileText, async (at, word) => {
        const session = createFakeSession({ ...poisonedSnapshot({ word, body: '' }), phase: 'starting', step: word });
        const stage = openStage(session, { ...at, now: () => NOON });
        open.push(stage);
        const expectIntact = watchStage(stage);
        await expectIntact();
        session.change({ phase: 'ready', step: '' });
        await stage.see((shown) => shown.includes('? '));
        await expectIntact();
        session.change({ phase: 'ending', step: word });
        await expectIntact();
        stage.screen.leave();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

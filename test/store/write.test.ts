import { describe, expect, it } from 'vitest';
import { historyOf } from '../../src/store/history.ts';
import { createWriter } from '../../src/store/write.ts';
import { prepareSchema } from '../../src/store/schema.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { failed, historyInMemory, keep, NOON, received, settled } from './samples.ts';

describe('received', () => {
  it('gives a new delivery a short id of its own and its first number', () => {
    const history = historyInMemory();
    const first = history.received(received());
    const second = history.received(received());
    expect(first.delivery).toMatch(/^[a-z2-7]{10}$/);
    expect(first).toEqual({ delivery: first.delivery, attempt: `${first.delivery}.1`, number: 1 });
    expect(second.delivery).not.toBe(first.delivery);
  });

  it('is there at once, open, with all it was told', () => {
    const history = historyInMemory();
    const { delivery } = history.received(received({ at: NOON + 0.5, key: 'TRICKO-01 +4999' }));
    expect(history.page({ before: null, limit: 10, filter: null })).toEqual([
      {
        id: delivery,
        place: 1,
        event: 'Orders.create',
        key: 'TRICKO-01 +4999',
        bytes: 39,
        origin: 'shop',
        receivedAt: NOON + 0.5,
        lastAttemptAt: NOON + 0.5,
        attempts: 1,
        state: 'open',
        handler: null,
        answer: null,
        shopMs: null,
        policy: 'rescue',
        fault: null,
        verdict: null,
        sure: false,
        withoutUs: null,
        nextAttemptAt: null,
        marked: false,
        notRepeatedAt: null,
        url: 'http://localhost:3000/',
      },
    ]);
  });

  it('counts a linked attempt on, keeps the first time and moves the delivery to the top', () => {
    const history = historyInMemory();
    const chain = keep(history);
    const other = keep(history, { at: NOON + 1000 });
    const link = { kind: 'repeat', delivery: chain, sure: false, notice: 'Same records.' } as const;
    const again = history.received(received({ at: NOON + 300_000, body: '{"orders":[]}', key: 'anew', link }));
    expect(again).toEqual({ delivery: chain, attempt: `${chain}.2`, number: 2 });
    const [top, next] = history.page({ before: null, limit: 10, filter: null });
    expect(top).toMatchObject({ id: chain, attempts: 2, receivedAt: NOON, lastAttemptAt: NOON + 300_000, key: 'anew' });
    expect(next?.id).toBe(other);
    expect(history.detail(chain)?.attempts.map((attempt) => attempt.linked)).toEqual([
      null,
      { sure: false, notice: 'Same records.' },
    ]);
  });

  it('takes an id and a number that it is told', () => {
    const history = historyInMemory();
    const link = { kind: 'attempt-of', delivery: 'abcdefghij', number: 3 } as const;
    const told = { delivery: 'abcdefghij', attempt: 'abcdefghij.3', number: 3 };
    expect(history.received(received({ link, origin: 'replay', replayOf: 'zzzzzzzzzz' }))).toEqual(told);
    expect(history.detail('abcdefghij')?.attempts[0]).toMatchObject({ origin: 'replay', replayOf: 'zzzzzzzzzz' });
    expect(() => history.received(received({ link }))).toThrow(/contradict/);
  });

  it('tells the place of each attempt once, whatever was removed', () => {
    const history = historyInMemory(null);
    keep(history);
    const all = { maxAgeMs: -1, maxBytes: 0, keepSession: null, budgetMs: null };
    expect(history.prune(all).deliveries).toBe(1);
    keep(history);
    expect(history.page({ before: null, limit: 1, filter: null })[0]?.place).toBe(2);
  });
});

describe('bytes', () => {
  const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);
  const bodies: readonly (readonly [string, Uint8Array])[] = [
    ['empty', new Uint8Array()],
    ['NULs', Buffer.from('{"a":"x\0y"}\0')],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0xc3, 0x28, 0x7d])],
    ['every byte', everyByte],
    ['1 MB', Buffer.alloc(1_000_000, everyByte)],
    ['a part of a larger buffer', Buffer.from('before{"a":1}after').subarray(6, 13)],
  ];

  it.each(bodies)('of a body come back exactly: %s', (_name, body) => {
    const history = historyInMemory();
    const id = keep(history, { body });
    const back = history.detail(id)?.body ?? Buffer.from('nothing');
    expect(Buffer.compare(back, body)).toBe(0);
    expect(Buffer.compare(history.body(id, 1) ?? Buffer.from('nothing'), body)).toBe(0);
  });

  it('of headers come back in their order, case and number', () => {
    const latin1 = Buffer.from(everyByte).toString('latin1');
    const headers = [
      ['X-Twice', 'a'],
      ['x-twice', 'b\0c'],
      ['X-Twice', latin1],
      ['', ''],
    ] as const;
    const history = historyInMemory();
    const id = keep(history, { headers }, { handlerAnswer: { headers, body: everyByte } });
    const attempt = history.detail(id)?.attempts[0];
    expect(attempt?.requestHeaders).toEqual(headers);
    expect(attempt?.handlerAnswer?.headers).toEqual(headers);
    expect(Buffer.compare(attempt?.handlerAnswer?.body ?? Buffer.alloc(0), everyByte)).toBe(0);
  });

  it('of a body that comes again are kept once', () => {
    const db = openDatabase(':memory:');
    const history = historyOf(db, () => NOON, 'now');
    keep(history);
    keep(history);
    expect(db.get('SELECT count(*) AS count FROM bodies')).toEqual({ count: 1 });
    expect(history.page({ before: null, limit: 9, filter: 'body:9000021' }).length).toBe(2);
  });

  it('of an answer are kept up to 1 MB', () => {
    const history = historyInMemory();
    const answer = { headers: [], body: Buffer.alloc(3_000_000, 'x') };
    const id = keep(history, {}, { handlerAnswer: answer });
    expect(history.detail(id)?.attempts[0]?.handlerAnswer?.body.length).toBe(1024 * 1024);
  });

  it('of hostile texts are made storable', () => {
    const history = historyInMemory();
    const id = keep(history, { key: 'a\0b\ud800c\u001b[2J' }, { fault: 'x\0y' });
    expect(history.rows([id])[0]).toMatchObject({ key: 'a\ufffdb\ufffdc\u001b[2J', fault: 'x\ufffdy' });
  });
});

describe('settled', () => {
  it('tells everything that became of the attempt', () => {
    const history = historyInMemory();
    const { delivery, attempt } = history.received(received());
    const linked = { sure: true, notice: 'again' };
    const told = failed(attempt, { fault: 'outage', hint: 'Look there.', linked, change: 'regressed', sure: false });
    history.settled(told);
    expect(history.detail(delivery)?.attempts[0]).toMatchObject({
      id: attempt,
      number: 1,
      state: 'settled',
      handler: { status: 500, ms: 10 },
      answer: { status: 500, ms: 11 },
      shopMs: 80.25,
      verdict: 'repeats',
      withoutUs: 'repeats',
      sure: false,
      fault: 'outage',
      hint: 'Look there.',
      linked,
      change: 'regressed',
      nextAttemptAt: NOON + 300_000,
      rules: 'current',
      url: 'http://localhost:3000/',
      webhook: 1,
    });
  });

  it('keeps broken outcomes and no outcome at all', () => {
    const history = historyInMemory();
    const refused = keep(
      history,
      {},
      { handler: { error: 'refused', ms: 1 }, answer: { connection: 'hang', ms: 999 } },
    );
    const never = keep(history, {}, { handler: null, answer: null });
    const [first, second] = history.rows([refused, never]);
    expect(first).toMatchObject({ handler: { error: 'refused', ms: 1 }, answer: { connection: 'hang', ms: 999 } });
    expect(second).toMatchObject({ handler: null, answer: null });
  });

  it('takes the handler that settles later', () => {
    const history = historyInMemory();
    const id = keep(history, {}, { handler: { error: 'pending', ms: 900 }, withoutUs: null, verdict: 'repeats' });
    const handlerAnswer = { headers: [['X', 'y']], body: Buffer.from('done') } as const;
    const handler = { status: 200, ms: 1500 };
    history.handlerSettled({ attempt: `${id}.1`, handler, handlerAnswer, withoutUs: 'timed-out' });
    expect(history.rows([id])[0]).toMatchObject({ handler, verdict: 'repeats', withoutUs: 'timed-out' });
    expect(history.detail(id)?.attempts[0]?.handlerAnswer?.headers).toEqual([['X', 'y']]);
  });

  it('refuses an attempt that was never received', () => {
    const history = historyInMemory();
    expect(() => history.settled(settled('abcdefghij.1'))).toThrow('No attempt abcdefghij.1');
  });
});

it('writes all or nothing', () => {
  const db = openDatabase(':memory:');
  prepareSchema(db);
  db.exec('DROP TABLE attempts');
  const writer = createWriter(db, 'now');
  expect(() => writer.received(received())).toThrow(/no such table/);
  expect(db.get('SELECT count(*) AS count FROM bodies')).toEqual({ count: 0 });
  expect(db.get('SELECT count(*) AS count FROM deliveries')).toEqual({ count: 0 });
});

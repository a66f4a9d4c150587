import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isoUtc } from '../../src/core/instant.ts';
import type { SessionRecord } from '../../src/core/record.ts';
import { createLinesOutput } from '../../src/show/lines-output.ts';
import { recordLines } from '../../src/show/lines.ts';
import { AT, attempt, end, TEN, textsOf } from './records.ts';

const shown = (record: SessionRecord, verbose = false): string => textsOf(recordLines(record, { verbose })).join('\n');

describe('an attempt', () => {
  it('that went well takes one line', () => {
    expect(shown(attempt())).toMatchInlineSnapshot(
      `"10:00:00  Orders.create          9000211               204    38 ms     ✓ delivered"`,
    );
  });

  it('that repeats says when, why and what to do', () => {
    const record = attempt({
      number: 2,
      handler: { status: 201, ms: 51 },
      verdict: 'repeats',
      withoutUs: 'repeats',
      why: 'Your handler answered 201 Created. Only 200 and 204 are right answers.',
      hint: 'NestJS answers POST with 201 by default.',
      nextAttemptAt: isoUtc(TEN + 300_000),
    });
    expect(shown(record)).toMatchInlineSnapshot(`
      "10:00:00  Orders.create          9000211               201    51 ms     ↻ repeats, again at 10:05:00  #2
                Your handler answered 201 Created. Only 200 and 204 are right answers.
                NestJS answers POST with 201 by default."
    `);
  });

  it('that was rescued tells both, what happened and what would have', () => {
    const record = attempt({
      handler: { error: 'pending', ms: 950 },
      verdict: 'repeats',
      withoutUs: 'timed-out',
      why: 'Slow.',
      fault: 'slow',
    });
    expect(shown(record)).toMatchInlineSnapshot(`
      "10:00:00  Orders.create          9000211               … > 950 ms       ↻ rescued, alone ⚠ timed-out  ⚡ slow
                Slow."
    `);
  });

  it('that is not sure, was replayed, has no handler or a linked notice', () => {
    expect(shown(attempt({ sure: false, why: 'Close.' }))).toContain('✓ delivered?\n          Close.');
    expect(shown(attempt({ origin: 'replay', change: 'fixed' }))).toMatch(/✓ delivered {2}replay {2}fixed$/);
    expect(shown(attempt({ handler: null, withoutUs: null }))).toMatch(/9000211 {15}- {16}✓ delivered$/);
    const linked = { sure: true, notice: 'The shop sent this again.' };
    expect(shown(attempt({ linked }))).toContain('\n          The shop sent this again.');
  });

  it('says why also when it only went well because of us', () => {
    expect(shown(attempt({ policy: 'ack', withoutUs: 'repeats', why: 'We answered 204 at once.' }))).toContain(
      '✓ delivered, alone ↻ repeats\n          We answered 204 at once.',
    );
  });
});

it.each<[SessionRecord, string]>([
  [
    {
      kind: 'handler',
      at: AT,
      attempt: 'abc.1',
      delivery: 'abc',
      handler: { status: 200, ms: 1184 },
      withoutUs: 'timed-out',
    },
    '10:00:00  handler of abc.1 settled: 200 1184 ms, alone ⚠ timed-out',
  ],
  [
    { kind: 'webhook', at: AT, id: 7, event: 'Orders.create', state: 'deactivated' },
    '10:00:00  webhook 7 Orders.create deactivated',
  ],
  [{ kind: 'webhook', at: AT, id: 7, event: 'Orders.create', state: 'created' }, ''],
  [
    { kind: 'tunnel', at: AT, state: 'open', publicUrl: 'https://k3v9abcdefgh2345678901234q7.loca.lt', ms: 84 },
    '10:00:00  tunnel open https://k3v9…q7.loca.lt, 84 ms there and back',
  ],
  [{ kind: 'tunnel', at: AT, state: 'down', publicUrl: null, ms: null }, '10:00:00  tunnel down'],
  [{ kind: 'stranger', at: AT, method: 'GET', path: '/.env', count: 3 }, '10:00:00  turned away: GET /.env (3 so far)'],
  [{ kind: 'api', at: AT, callsLeftHour: 8, callsLeftDay: null }, ''],
  [{ kind: 'notice', at: AT, level: 'info', code: 'x', text: 'Said once.' }, '10:00:00  note: Said once.'],
  [{ kind: 'notice', at: AT, level: 'warning', code: 'x', text: 'Beware.' }, '10:00:00  warning: Beware.'],
  [
    { kind: 'error', at: AT, code: 'x', message: 'It broke.', hint: 'Mend it.', exit: 3 },
    'error: It broke.\n  Mend it.',
  ],
])('%j', (record, text) => {
  expect(shown(record)).toBe(text);
});

it('tells more when asked', () => {
  expect(shown({ kind: 'webhook', at: AT, id: 7, event: 'Orders.create', state: 'created' }, true)).toContain(
    'created',
  );
  expect(shown({ kind: 'api', at: AT, callsLeftHour: 8, callsLeftDay: null }, true)).toBe(
    '10:00:00  API calls left: 8 this hour, ? today',
  );
});

it('begins with where everything is, the secret of the public address masked', () => {
  const events = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const record: SessionRecord = {
    kind: 'ready',
    at: AT,
    listen: 'http://127.0.0.1:4567',
    publicUrl: 'https://k3v9abcdefgh2345678901234q7.loca.lt',
    shop: 'demoshop.admin.s1.upgates.com',
    events,
    webhooks: events.map((event, id) => ({ id, event })),
    policy: 'rescue',
    rules: 'current',
    seed: 'abc',
  };
  expect(shown(record)).toMatchInlineSnapshot(`
    "10:00:00  ready: 8 webhooks at the shop demoshop.admin.s1.upgates.com, answers by rescue, rules current, seed abc
              https://k3v9…q7.loca.lt -> http://127.0.0.1:4567
              a, b, c, d, e, f and 2 more"
  `);
});

it('ends with the summary', () => {
  expect(shown(end())).toMatchInlineSnapshot(`
    "41 deliveries in 44 attempts:  ✓ 41 delivered  ↻ 2 repeats  ⚠ 1 timed-out
    3 webhooks removed from the shop.
    All is kept in history: upgates-dev history list"
  `);
});

describe('as written', () => {
  const output = (record: SessionRecord, theme: { colour: boolean; glyphs: 'unicode' | 'ascii' }): string => {
    const stream = new PassThrough();
    createLinesOutput(stream, { verbose: false, ...theme }).write(record);
    return String(stream.read());
  };
  const hostile = attempt({
    event: 'Orders.create\u001b[2J',
    key: '\u202eevil\r\n',
    verdict: 'repeats',
    why: 'a\u001b]0;title\u0007b',
    hint: '\u009b31m',
    linked: { sure: true, notice: '\u0008\u0008' },
  });

  it('has no control character without colours, whatever comes in', () => {
    const text = output(hostile, { colour: false, glyphs: 'unicode' });
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(text).toContain('Orders.create\\x1b[2J');
    expect(text).toContain('a\\x1b]0;title\\x07b');
    expect(text.split('\n').length).toBe(5);
  });

  it('has only our own colours with them', () => {
    const text = output(hostile, { colour: true, glyphs: 'unicode' });
    // oxlint-disable-next-line no-control-regex
    expect(text.replaceAll(/\u001b\[\d+(;\d+)*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(text).toContain('\u001b[33m↻ repeats');
  });

  it('does without signs', () => {
    expect(output(attempt(), { colour: false, glyphs: 'ascii' })).toContain('v delivered\n');
  });
});

import { describe, expect, it } from 'vitest';
import { SEEN_AS_SENT, type AnswerBreak, type SeenByShop } from '../../src/core/outcome.ts';
import { RULES } from '../../src/core/rules.ts';
import { conclude, type KnownCall, type WayToShop, type WhatHappened } from '../../src/core/conclude.ts';
import { DOUBT_MARGIN } from '../../src/core/verdict.ts';

const call: KnownCall = {
  id: 'abc.1',
  delivery: 'abc',
  number: 1,
  origin: 'shop',
  at: Date.UTC(2026, 10, 23, 13, 0, 0),
  event: 'Orders.create',
  key: '9000011',
  bytes: 99,
  sha256: '00',
  webhook: 7,
  url: 'http://localhost:3000/',
  policy: 'rescue',
  linked: null,
  replayOf: null,
  before: null,
  isDoubtful: false,
  mayHaveWaited: false,
};

const WAY: WayToShop = { margin: DOUBT_MARGIN, tunnelMs: 80, breaksSeen: SEEN_AS_SENT };

const happened = (change: Partial<WhatHappened>): WhatHappened => ({
  handler: { status: 200, ms: 40 },
  answer: { status: 200, ms: 42 },
  way: WAY,
  rules: RULES.current,
  fault: null,
  nextAttemptAt: (at) => at + 300_000,
  ...change,
});

describe('what a call comes to', () => {
  it('is judged from what left us, with the way through the tunnel added', () => {
    const { record } = conclude(call, happened({}));
    expect(record).toMatchObject({
      verdict: 'delivered',
      shopMs: 122,
      sure: true,
      withoutUs: 'delivered',
      nextAttemptAt: null,
    });
  });

  it('is unsure when the tunnel brings the time close to the limit', () => {
    const near = conclude(call, happened({ answer: { status: 200, ms: 800 } })).record;
    expect(near).toMatchObject({ verdict: 'delivered', shopMs: 880, sure: false });
    const over = conclude(call, happened({ answer: { status: 200, ms: 950 } })).record;
    expect(over).toMatchObject({ verdict: 'timed-out', shopMs: 1030, sure: false });
  });

  const broken = (connection: AnswerBreak, as: SeenByShop): Partial<WhatHappened> => ({
    answer: { connection, ms: 42 },
    fault: 'a fault',
    way: { margin: DOUBT_MARGIN, tunnelMs: 80, breaksSeen: { ...SEEN_AS_SENT, [connection]: as } },
  });

  it('follows what the way makes of a broken answer', () => {
    expect(conclude(call, happened(broken('reset', 'same'))).record).toMatchObject({
      verdict: 'repeats',
      sure: true,
      shopMs: 122,
    });
    const hidden = conclude(call, happened(broken('garbage', 'hang'))).record;
    expect(hidden).toMatchObject({ verdict: 'timed-out', sure: true, shopMs: 1000, nextAttemptAt: null });
    expect(hidden.why).toContain('The fault a fault was at work: the tunnel says nothing of a broken connection');
    expect(conclude(call, happened(broken('empty', 'unknown'))).record).toMatchObject({
      verdict: 'repeats',
      sure: false,
    });
    const turned = conclude(call, happened(broken('truncate', { status: 502 }))).record;
    expect(turned).toMatchObject({ verdict: 'repeats', sure: true });
    expect(turned.why).toContain('the tunnel answered 502 Bad Gateway in our place');
  });

  it('is unsure when the call may have waited on the way', () => {
    const { record } = conclude({ ...call, isDoubtful: true }, happened({}));
    expect(record).toMatchObject({ verdict: 'delivered', sure: false });
  });

  it('is unsure when the way was full and the time may be longer than the limit', () => {
    const waited = { ...call, mayHaveWaited: true };
    expect(conclude(waited, happened({ answer: { status: 503, ms: 400 } })).record.sure).toBe(true);
    const over = conclude(waited, happened({ answer: { status: 503, ms: 1500 } })).record;
    expect(over).toMatchObject({ verdict: 'timed-out', sure: false });
    expect(conclude(call, happened({ answer: { status: 503, ms: 1500 } })).record.sure).toBe(true);
  });

  it('tells when a rescued call comes again, and what would have happened without us', () => {
    const { record } = conclude(
      call,
      happened({ handler: { status: 200, ms: 1200 }, answer: { status: 503, ms: 800 } }),
    );
    expect(record).toMatchObject({
      verdict: 'repeats',
      withoutUs: 'timed-out',
      nextAttemptAt: '2026-11-23T13:05:00.000Z',
    });
  });

  it('leaves withoutUs open while the handler is at work or was never called', () => {
    const pending = conclude(
      call,
      happened({ handler: { error: 'pending', ms: 800 }, answer: { status: 503, ms: 801 } }),
    );
    expect(pending.record).toMatchObject({ withoutUs: null, handler: { error: 'pending', ms: 800 } });
    expect(conclude(call, happened({ handler: null })).record).toMatchObject({ withoutUs: null, handler: null });
  });

  it('judges a background call from the handler alone', () => {
    const { record } = conclude(call, happened({ handler: { status: 500, ms: 40 }, answer: null }));
    expect(record).toMatchObject({ verdict: 'repeats', shopMs: 40, answer: null });
  });

  it('rounds times to tenths of a millisecond', () => {
    const { record } = conclude(call, happened({ handler: { status: 200, ms: 40.123456 } }));
    expect(record.handler).toEqual({ status: 200, ms: 40.1 });
  });
});

import { expect, it } from 'vitest';
import { answerWords, errorLines, handlerWords, summaryLines } from '../../src/show/words.ts';
import { end, textsOf } from './records.ts';

it.each([
  [
    { reason: 'signal' as const, deliveries: 0, attempts: 0, webhooksRemoved: 0 },
    ['Ended by a signal. No calls came.'],
  ],
  [
    { deliveries: 1, attempts: 1, verdicts: { delivered: 1, repeats: 0, timedOut: 0 }, webhooksRemoved: 1 },
    [
      '1 delivery in 1 attempt:  ✓ 1 delivered  ↻ 0 repeats  ⚠ 0 timed-out',
      '1 webhook removed from the shop.',
      'All is kept in history: upgates-dev history list',
    ],
  ],
  [
    { webhooksRemoved: 1, webhooksLeft: 2, waiting: 2, queued: 1 },
    [
      '41 deliveries in 44 attempts:  ✓ 41 delivered  ↻ 2 repeats  ⚠ 1 timed-out',
      '2 deliveries the shop will not repeat now; 1 background call goes on at the next start; 1 webhook removed from the shop, 2 could not be removed: upgates-dev webhooks clean',
      'Kept in history: upgates-dev history list --filter verdict:repeats',
    ],
  ],
  [
    { webhooksRemoved: 0, deliveries: 0, attempts: 0, queued: 2 },
    ['No calls came.', '2 background calls go on at the next start.'],
  ],
])('the summary: %j', (change, lines) => {
  expect(textsOf(summaryLines(end(change)))).toEqual(lines);
});

it('takes three rows of 80 columns', () => {
  const lines = textsOf(summaryLines(end({ reason: 'signal', webhooksRemoved: 36, waiting: 12 })));
  expect(lines).toHaveLength(3);
  for (const text of lines.slice(1)) expect(text.length).toBeLessThanOrEqual(80);
});

it('says what the handler did and what left us', () => {
  expect(handlerWords({ status: 200, ms: 1184 })).toBe('200  1184 ms');
  expect(handlerWords({ error: 'refused', ms: 1 })).toBe('refused');
  expect(handlerWords({ error: 'timeout', ms: 600_000 })).toBe('timeout 10 m');
  expect(handlerWords(null)).toBe('-');
  expect(answerWords({ status: 503, ms: 950 })).toBe('503 after 950 ms');
  expect(answerWords({ connection: 'hang', ms: 2000 })).toBe('hang after 2000 ms');
  expect(answerWords(null)).toBe('nothing');
});

it('keeps the lines of an error that point at a place', () => {
  const lines = errorLines({ message: 'Wrong here.\nfoo:1\n^', hint: null });
  expect(textsOf(lines)).toEqual(['error: Wrong here.', '  foo:1', '  ^']);
});

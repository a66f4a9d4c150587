import { expect, it } from 'vitest';
import type { GapVerdict } from '../../../src/core/gap-verdict.ts';
import { UNTOLD_CLOCK } from '../../../src/core/shop-clock.ts';
import { createGapBook } from '../../../src/session/gaps/gap-book.ts';

const NOTHING: GapVerdict = { kind: 'nothing', sure: true, findings: [] };

it('a gap is judged once, and anew when it has grown', () => {
  const book = createGapBook();
  book.add({ from: 10, until: 20, causes: ['slept'] }, UNTOLD_CLOCK);
  const [gap] = book.unjudged();
  if (gap !== undefined) book.judge(gap, NOTHING, 'nothing');
  expect(book.unjudged()).toEqual([]);
  book.add({ from: 30, until: 40, causes: ['slept'] }, UNTOLD_CLOCK);
  expect(book.all().map(({ verdict }) => verdict?.kind ?? null)).toEqual(['nothing', null]);
  book.add({ from: 19, until: 31, causes: ['tunnel-down'] }, UNTOLD_CLOCK);
  expect(book.unjudged()).toMatchObject([{ from: 10, until: 40, text: '' }]);
});

it('a verdict that comes when the gap has grown is not its verdict any more', () => {
  const book = createGapBook();
  book.add({ from: 10, until: 20, causes: ['slept'] }, UNTOLD_CLOCK);
  const [gap] = book.unjudged();
  book.add({ from: 20, until: 30, causes: ['slept'] }, UNTOLD_CLOCK);
  if (gap !== undefined) book.judge(gap, NOTHING, 'nothing');
  expect(book.unjudged()).toMatchObject([{ from: 10, until: 30 }]);
});

it('what a dead session has missed stays by itself: its webhooks are not ours', () => {
  const book = createGapBook();
  book.addJudged({ from: 0, until: 20, causes: ['restart'], clock: UNTOLD_CLOCK, verdict: NOTHING, text: 'nothing' });
  book.add({ from: 10, until: 30, causes: ['slept'] }, UNTOLD_CLOCK);
  expect(book.all()).toMatchObject([
    { from: 0, until: 20, verdict: NOTHING },
    { from: 10, until: 30, verdict: null },
  ]);
});

it('many are forgotten, the oldest first', () => {
  const book = createGapBook();
  for (let hour = 0; hour < 200; hour += 1)
    book.add({ from: hour * 10, until: hour * 10 + 5, causes: ['slept'] }, UNTOLD_CLOCK);
  expect(book.all()).toHaveLength(50);
  expect(book.all().at(-1)?.from).toBe(1990);
});

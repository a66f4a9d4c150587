/**
 * How much of the second does the handler need, alone and at leisure?
 */
import { adviseOnSlowness } from '../../core/advice.ts';
import type { Check, Judged } from '../check.ts';
import { isRight, judgeRight, passed, round } from '../judge-replies.ts';
import { callEach, goodCall, type Reply, type Shop } from '../shop.ts';

const CALLS = 50;

export const budget: Check = {
  name: 'budget',
  words: `${CALLS} calls one after the other: how much of the limit does the handler need?`,
  meaning: 'The way from the shop, and a busy moment of the handler, come on top.',
  todo: 'Store the event, answer at once and do the work afterwards.',
  calls: () => CALLS,
  async run(shop) {
    const calls = Array.from({ length: CALLS }, () => goodCall(shop));
    return judgeTimes(await callEach(shop, calls), shop);
  },
};

function judgeTimes(replies: readonly Reply[], shop: Shop): Judged {
  const { rules } = shop;
  const sent = `${replies.length} calls one after the other`;
  const times = replies.map(({ outcome }) => outcome.ms).toSorted((a, b) => a - b);
  const told = {
    sent,
    expected: `all within ${rules.limit} ms, 95 of 100 within ${rules.limit / 2} ms`,
    got: spread(times),
  };
  if (!replies.every(isRight)) {
    const judged = judgeRight({ check: budget, sent }, replies, shop);
    return { ...judged, expected: told.expected, got: `${told.got}; ${judged.got ?? ''}` };
  }
  if (percentile(times, 95) <= rules.limit / 2) return passed(told);
  return { status: 'warned', ...told, meaning: budget.meaning, hint: adviseOnSlowness(rules) };
}

function spread(sorted: readonly number[]): string {
  return [50, 95, 99].map((share) => `p${share} ${round(percentile(sorted, share))} ms`).join(', ');
}

/** The nearest rank: the smallest time that so many of a hundred calls did not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? 0;
}

import { describe, expect, it } from 'vitest';
import type { CallRow } from '../../src/store/calls-since.ts';
import type { History } from '../../src/store/history.ts';
import { historyInMemory, keep, NOON, received } from './samples.ts';

/** All of them, with how many pages they took. */
function walk(history: History, since: number, limit: number): { calls: readonly CallRow[]; pages: number } {
  const calls: CallRow[] = [];
  for (let before: number | null = null, pages = 1; ; pages += 1) {
    const page = history.callsSince({ since, before, limit });
    calls.push(...page.calls);
    if (page.next === null) return { calls, pages };
    before = page.next;
  }
}

describe('calls since a time', () => {
  it('are every attempt from then on, newest first, whatever the size of a page', () => {
    const history = historyInMemory();
    for (let second = 0; second < 20; second += 1) keep(history, { at: NOON + second * 1000, webhook: second });
    for (const limit of [1, 3, 12, 100]) {
      expect(walk(history, NOON + 8000, limit).calls.map(({ webhook }) => webhook)).toEqual(
        Array.from({ length: 12 }, (_, index) => 19 - index),
      );
    }
    expect(walk(history, NOON + 60_000, 5)).toMatchObject({ calls: [], pages: 1 });
    expect(walk(history, 0, 100).calls).toHaveLength(20);
  });

  it('leave off where they began: what is older is not gone through', () => {
    const history = historyInMemory();
    for (let second = 0; second < 1000; second += 1) keep(history, { at: NOON + second * 1000 });
    expect(walk(history, NOON + 995_000, 10).pages).toBe(1);
  });

  it('tell repeats as attempts of their own, with what became of them', () => {
    const history = historyInMemory();
    const delivery = keep(history, { at: NOON, event: 'Orders.update', webhook: null }, { verdict: 'repeats' });
    history.received(
      received({
        at: NOON + 1000,
        link: { kind: 'repeat', delivery, sure: true, notice: null },
        event: 'Orders.update',
      }),
    );
    keep(history, { at: NOON + 2000, origin: 'trigger', webhook: null });
    expect(walk(history, NOON, 50).calls).toMatchObject([
      { number: 1, origin: 'trigger', webhook: null, verdict: 'delivered' },
      { delivery, number: 2, origin: 'shop', event: 'Orders.update', webhook: 1, verdict: null, at: NOON + 1000 },
      { delivery, number: 1, origin: 'shop', webhook: null, verdict: 'repeats' },
    ]);
  });
});

it('a session is known by having written here', () => {
  const history = historyInMemory('5e55104a');
  expect(history.knowsSession('5e55104a')).toBe(true);
  expect(history.knowsSession('0badcafe')).toBe(false);
});

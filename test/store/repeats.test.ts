import { describe, expect, it } from 'vitest';
import type { History } from '../../src/store/history.ts';
import { failed, historyInMemory, NOON, received, settled } from './samples.ts';

function keepFailed(history: History, change: Parameters<typeof received>[0] = {}): string {
  const { delivery, attempt } = history.received(received(change));
  history.settled(failed(attempt));
  return delivery;
}

describe('replan', () => {
  it('writes other times for next attempts, and touches nothing else', () => {
    const history = historyInMemory();
    const [first, second, third] = [keepFailed(history), keepFailed(history, { body: '2' }), keepFailed(history)];
    const plan = (delivery: string, nextAttemptAt: number | null) => ({ delivery, number: 1, nextAttemptAt });
    history.replan([
      plan(first, NOON + 5),
      plan(second, null),
      plan('unknown', NOON),
      { ...plan(third, 7), number: 9 },
    ]);
    const times = history.rows([first, second, third]).map(({ nextAttemptAt }) => nextAttemptAt);
    expect(times).toEqual([NOON + 5, null, NOON + 300_000]);
    history.replan([]);
    expect(history.rows([first])[0]?.nextAttemptAt).toBe(NOON + 5);
  });
});

describe('waiting', () => {
  it('are the chains that the shop will repeat', () => {
    const history = historyInMemory();
    const waiting = keepFailed(history);
    const done = keepFailed(history, { at: NOON + 1 });
    const again = history.received(received({ link: { kind: 'repeat', delivery: done, sure: true, notice: null } }));
    expect(history.waiting('now').map((chain) => chain.delivery)).toEqual([waiting]);
    history.settled(settled(again.attempt));
    expect(history.waiting('now')).toEqual([
      {
        delivery: waiting,
        event: 'Orders.create',
        attempts: 1,
        nextAttemptAt: NOON + 300_000,
        webhook: 1,
        sha256: received().sha256,
      },
    ]);
    expect(history.waiting('another')).toEqual([]);
  });

  it('ends when the repeat does not come, and begins again when it does after all', () => {
    const history = historyInMemory();
    const id = keepFailed(history);
    history.markNotRepeated(id);
    expect(history.waiting('now')).toEqual([]);
    expect(history.rows([id])[0]).toMatchObject({ verdict: 'repeats', nextAttemptAt: null, notRepeatedAt: NOON });
    const late = history.received(received({ link: { kind: 'repeat', delivery: id, sure: true, notice: null } }));
    history.settled(failed(late.attempt));
    expect(history.waiting('now').length).toBe(1);
    expect(history.rows([id])[0]?.notRepeatedAt).toBeNull();
  });

  it('takes no notice of our own calls', () => {
    const history = historyInMemory();
    const { attempt } = history.received(received({ origin: 'trigger' }));
    history.settled(failed(attempt));
    expect(history.waiting('now')).toEqual([]);
  });
});

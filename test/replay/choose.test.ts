import { describe, expect, it } from 'vitest';
import { chooseNamed, chooseSearched } from '../../src/replay/choose.ts';
import { failed, historyInMemory, keep, NOON, received, settled } from '../store/samples.ts';

describe('chooseSearched', () => {
  it('takes the last ones, the oldest first, and no replays unless asked', () => {
    const history = historyInMemory();
    const ids = [1, 2, 3].map((number) => keep(history, { body: `{"n":${number}}`, at: NOON + number }));
    const again = keep(history, { origin: 'replay', replayOf: ids[0] ?? '' });
    const idsOf = (last: number | null, filter: string | null): readonly string[] =>
      chooseSearched(history, { last, filter }).map(({ row }) => row.id);
    expect(idsOf(null, null)).toEqual(ids);
    expect(idsOf(2, null)).toEqual(ids.slice(1));
    expect(idsOf(null, 'origin:replay')).toEqual([again]);
    expect(idsOf(null, 'body:2')).toEqual([ids[1]]);
  });

  it('goes on over many pages', () => {
    const history = historyInMemory();
    const ids = Array.from({ length: 1200 }, (_, index) => keep(history, { body: `{"n":${index}}` }));
    expect(chooseSearched(history, { last: 1100, filter: null }).map(({ row }) => row.id)).toEqual(ids.slice(100));
  });
});

describe('chooseNamed', () => {
  it('takes the latest attempt, or the one that is named, with its own bytes and headers', () => {
    const history = historyInMemory();
    const first = history.received(received({ body: 'one', headers: [['X-N', '1']] }));
    history.settled(failed(first.attempt));
    const link = { kind: 'repeat', delivery: first.delivery, sure: true, notice: null } as const;
    const second = history.received(received({ body: 'two', headers: [['X-N', '2']], at: NOON + 300_000, link }));
    history.settled(settled(second.attempt));
    const latest = chooseNamed(history, first.delivery.slice(0, 6));
    expect(latest).toMatchObject({ before: 'delivered', capturedAt: NOON + 300_000 });
    expect(latest.open()).toMatchObject({ body: Buffer.from('two'), headers: [['X-N', '2']] });
    const named = chooseNamed(history, first.attempt);
    expect(named).toMatchObject({ before: 'repeats', capturedAt: NOON });
    expect(named.open()).toMatchObject({ body: Buffer.from('one'), headers: [['X-N', '1']] });
    expect(() => chooseNamed(history, `${first.delivery}.9`)).toThrow(/has no attempt 9/);
    expect(() => chooseNamed(history, 'zzzz')).toThrow(/There is no delivery/);
  });
});

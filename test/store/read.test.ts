import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { failed, historyInMemory, keep, NOON, received } from './samples.ts';
import type { History } from '../../src/store/history.ts';

const FIRST = { before: null, limit: 50, filter: null } as const;

function keepMany(history: History, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const body = `{"orders":[{"order_number":"${index}"}]}`;
    return history.received(received({ at: NOON + index, key: String(index), body })).delivery;
  });
}

describe('page', () => {
  it('walks through 10,000 deliveries, newest first, each once', () => {
    const history = historyInMemory();
    const ids = keepMany(history, 10_000);
    const walked: string[] = [];
    for (let before: number | null = null; ;) {
      const rows = history.page({ before, limit: 100, filter: null });
      walked.push(...rows.map((row) => row.id));
      before = rows.at(-1)?.place ?? null;
      if (before === null) break;
    }
    expect(walked).toEqual(ids.toReversed());
    expect(history.page({ before: null, limit: 3, filter: 'key:77 -key:770' })[0]?.key).toBe('9977');
  });

  it('loses none that stay in place while new ones come in between two pages', () => {
    const history = historyInMemory();
    const ids = keepMany(history, 10);
    const [, second] = [history.page({ ...FIRST, limit: 5 }), keep(history)];
    const rest = history.page({ before: 6, limit: 50, filter: null });
    expect(rest.map((row) => row.id)).toEqual(ids.slice(0, 5).toReversed());
    expect(rest.map((row) => row.id)).not.toContain(second);
  });

  it('stops at a place: a list of what is new looks at no more than that', () => {
    const history = historyInMemory();
    const ids = keepMany(history, 10);
    expect(history.page({ ...FIRST, after: 7 }).map((row) => row.id)).toEqual(ids.slice(7).toReversed());
    expect(history.page({ ...FIRST, after: 7, filter: 'key:2' })).toEqual([]);
    expect(history.page({ before: 10, after: 7, limit: 1, filter: null }).map((row) => row.id)).toEqual([ids[8]]);
    expect(history.page({ ...FIRST, after: 10 })).toEqual([]);
  });

  it('searches the body of the latest attempt, as the list tells the latest', () => {
    const history = historyInMemory();
    const { delivery } = history.received(received({ body: '{"a":"first"}' }));
    history.received(
      received({ body: '{"a":"second"}', link: { kind: 'repeat', delivery, sure: false, notice: null } }),
    );
    const found = (filter: string): readonly string[] => history.page({ ...FIRST, filter }).map((row) => row.id);
    expect(found('body:second')).toEqual([delivery]);
    expect(found('body:first')).toEqual([]);
  });

  it('lets only what the filter lets through', () => {
    const history = historyInMemory();
    const wrong = history.received(received({ key: 'wrong' }));
    history.settled(failed(wrong.attempt));
    const right = keep(history, { key: 'right' });
    const open = history.received(received({ key: 'open' })).delivery;
    const ids = (filter: string): readonly string[] => history.page({ ...FIRST, filter }).map((row) => row.id);
    expect(ids('verdict:repeats')).toEqual([wrong.delivery]);
    expect(ids('-verdict:repeats')).toEqual([open, right]);
    expect(ids('status:>=500 OR key:open')).toEqual([open, wrong.delivery]);
    expect(ids(`id:${right.slice(0, 6)}`)).toEqual([right]);
    expect(ids('')).toEqual([open, right, wrong.delivery]);
  });

  it('counts durations of a filter back from the present at each asking', () => {
    let now = NOON;
    const history = historyInMemory('now', () => now);
    keep(history, { at: NOON });
    const count = (): number => history.page({ ...FIRST, filter: 'since:10m' }).length;
    expect(count()).toBe(1);
    now = NOON + 600_001;
    expect(count()).toBe(0);
  });

  it('refuses a broken filter as a mistake of the user that points at the place', () => {
    const history = historyInMemory();
    const ask = (): unknown => history.page({ ...FIRST, filter: 'verdict:repeats AND (' });
    expect(ask).toThrow(Failure);
    expect(ask).toThrow(/\n {2}verdict:repeats AND \(\n {2} {21}\^$/);
    expect(ask).toThrow(expect.objectContaining({ exit: 2 }));
  });
});

it('rows come in the order asked for, without the unknown', () => {
  const history = historyInMemory();
  const [a = '', b = '', c = ''] = keepMany(history, 3);
  expect(history.rows([c, 'unknown', a, b]).map((row) => row.id)).toEqual([c, a, b]);
  expect(history.rows([])).toEqual([]);
});

it('countAfter counts deliveries, not attempts', () => {
  const history = historyInMemory();
  const [chain = ''] = keepMany(history, 3);
  expect(history.countAfter(1)).toBe(2);
  history.received(received({ link: { kind: 'repeat', delivery: chain, sure: true, notice: null } }));
  expect(history.countAfter(1)).toBe(3);
  expect(history.countAfter(3)).toBe(1);
});

it('countAfter counts what a filter lets through, as a page would show it', () => {
  const history = historyInMemory();
  const [first = '', second = ''] = keepMany(history, 3);
  expect(history.countAfter(0, `id:${first} OR id:${second}`)).toBe(2);
  expect(history.countAfter(1, `id:${first} OR id:${second}`)).toBe(1);
  expect(history.countAfter(0, null)).toBe(3);
  expect(() => history.countAfter(0, 'nonsense:1')).toThrow(Failure);
});

it('a page goes down to a place', () => {
  const history = historyInMemory();
  const [, second = '', third = ''] = keepMany(history, 3);
  expect(history.page({ ...FIRST, after: 1 }).map(({ id }) => id)).toEqual([third, second]);
});

it('detail of an unknown delivery is null', () => {
  expect(historyInMemory().detail('abcdefghij')).toBeNull();
  expect(historyInMemory().body('unknown', 1)).toBeNull();
});

describe('find', () => {
  const history = historyInMemory();
  for (const delivery of ['abcdefghij', 'abcdefzzzz', 'zzzzzzzzzz']) {
    history.received(received({ link: { kind: 'attempt-of', delivery, number: 1 } }));
  }

  it.each([
    ['abcdefghij', { kind: 'one', id: 'abcdefghij' }],
    ['ABCDEFG', { kind: 'one', id: 'abcdefghij' }],
    [' z ', { kind: 'one', id: 'zzzzzzzzzz' }],
    ['abcdefghij.12', { kind: 'one', id: 'abcdefghij' }],
    ['abc', { kind: 'ambiguous', ids: ['abcdefghij', 'abcdefzzzz'] }],
    ['y', { kind: 'none' }],
    ['', { kind: 'none' }],
    ['%', { kind: 'none' }],
    ['../x', { kind: 'none' }],
  ])('%s', (text, finding) => {
    expect(history.find(text)).toEqual(finding);
  });
});

import { describe, expect, it } from 'vitest';
import { callsHere, latestProjectName, recordsHere } from '../../../src/session/gaps/history-since.ts';
import { historyInMemory, keep, NOON, received } from '../../store/samples.ts';

const { signal } = new AbortController();
const body = (number: string, time = '2026-11-23T13:00:00+01:00'): string =>
  JSON.stringify({ project_name: 'demoshop', orders: [{ order_number: number, creation_time: time }] });

describe('calls of the shop', () => {
  it('tell as what the shop may have noted them', async () => {
    const history = historyInMemory();
    keep(history, { at: NOON }, { verdict: 'delivered' });
    keep(history, { at: NOON + 1 }, { verdict: 'repeats' });
    keep(history, { at: NOON + 2 }, { verdict: 'timed-out' });
    keep(history, { at: NOON + 3 }, { verdict: 'delivered', sure: false });
    history.received(received({ at: NOON + 4 }));
    keep(history, { at: NOON + 5, origin: 'replay' });
    keep(history, { at: NOON - 1 });
    const calls = await callsHere(history, NOON, signal);
    expect(calls.map(({ at, notedAs }) => [at - NOON, notedAs])).toEqual([
      [4, 'either'],
      [3, 'either'],
      [2, 'either'],
      [1, 'bad'],
      [0, 'good'],
    ]);
  });

  it('are read to the end, however many, and no longer than they are wanted', async () => {
    const history = historyInMemory();
    for (let index = 0; index < 1700; index += 1) keep(history, { at: NOON + index });
    expect(await callsHere(history, NOON, signal)).toHaveLength(1700);
    await expect(callsHere(history, NOON, AbortSignal.abort())).rejects.toThrow();
  });
});

describe('records', () => {
  it('are those of the shop’s calls, and of ours that the handler took', async () => {
    const history = historyInMemory();
    keep(history, { at: NOON, body: body('1') }, { verdict: 'repeats' });
    keep(history, { at: NOON, body: body('2'), origin: 'trigger' }, { verdict: 'delivered' });
    keep(history, { at: NOON, body: body('3'), origin: 'trigger' }, { verdict: 'repeats' });
    history.received(received({ at: NOON, body: body('4'), origin: 'replay' }));
    history.received(received({ at: NOON, body: body('5') }));
    const seen = await recordsHere(history, NOON, signal);
    expect(seen.map(({ id }) => id).toSorted()).toEqual(['1', '2', '5']);
    expect(seen[0]).toMatchObject({ entity: 'Orders', action: 'create', at: NOON });
  });

  it('are read out of whatever came', async () => {
    const history = historyInMemory();
    for (const odd of ['', 'null', '[]', '{"orders":{}}', '{"orders":[null,{"order_number":{}},{"order_number":7}]}']) {
      keep(history, { at: NOON, body: odd });
    }
    keep(history, { at: NOON, body: body('1', 'soon') });
    keep(history, { at: NOON, event: 'Carts.create', body: '{"carts":[{"id":1}]}' });
    const seen = await recordsHere(history, NOON, signal);
    expect(seen.map(({ id, at }) => [id, at])).toEqual([
      ['1', null],
      ['7', null],
    ]);
  });

  it('of long calls are all read', async () => {
    const history = historyInMemory();
    const orders = Array.from({ length: 5000 }, (_, number) => ({
      order_number: String(number),
      status: 'x'.repeat(300),
    }));
    for (let call = 0; call < 3; call += 1) keep(history, { at: NOON, body: JSON.stringify({ orders }) });
    expect(await recordsHere(history, NOON, signal)).toHaveLength(15_000);
  });
});

it('the shop’s name is that of its newest call', () => {
  const history = historyInMemory();
  expect(latestProjectName(history)).toBeNull();
  keep(history, { at: NOON, body: body('1') });
  keep(history, { at: NOON, origin: 'trigger', body: '{"project_name":"fixture"}' });
  expect(latestProjectName(history)).toBe('demoshop');
  keep(history, { at: NOON, body: 'broken' });
  expect(latestProjectName(history)).toBeNull();
});

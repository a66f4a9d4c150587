import { describe, expect, it } from 'vitest';
import { linkAttempt } from '../../src/core/chain.ts';
import { RULES } from '../../src/core/rules.ts';
import { prepareSchema } from '../../src/store/schema.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { historyOf, type History } from '../../src/store/history.ts';
import { failed, historyInMemory, keep, NOON, received, settled, sha256 } from './samples.ts';

const BODY = '{"orders":[{"order_number":"9000021"}]}';
const REQUEST = {
  webhook: 1,
  event: 'Orders.create',
  sha256: sha256(Buffer.from(BODY)),
  identity: 'orders:1',
  since: NOON - 1,
};

function keepFailed(history: History, change: Parameters<typeof received>[0] = {}): string {
  const { delivery, attempt } = history.received(received(change));
  history.settled(failed(attempt));
  return delivery;
}

describe('candidates', () => {
  it('are those of the same webhook with the same bytes or records, newest first', () => {
    const history = historyInMemory();
    const bytes = keepFailed(history);
    const records = keep(history, { body: 'rebuilt' });
    keep(history, { webhook: 2 });
    keep(history, { body: 'other', identity: 'orders:2' });
    keep(history, { at: NOON - 2 });
    const { delivery: open } = history.received(received());
    expect(history.candidates(REQUEST)).toEqual([
      { id: open, lastAttemptAt: NOON, verdict: null, hasSameBytes: true },
      { id: records, lastAttemptAt: NOON, verdict: 'delivered', hasSameBytes: false },
      { id: bytes, lastAttemptAt: NOON, verdict: 'repeats', hasSameBytes: true },
    ]);
  });

  it('are not hidden by a crowd that has not been answered yet, nor by another event', () => {
    const history = historyInMemory();
    const chain = keepFailed(history);
    for (let call = 0; call < 100; call += 1) {
      history.received(received());
      keep(history, { event: 'Orders.update' });
    }
    expect(history.candidates(REQUEST)).toContainEqual(
      expect.objectContaining({ id: chain, verdict: 'repeats', hasSameBytes: true }),
    );
  });

  it('lead to the link that the shop meant', () => {
    const history = historyInMemory();
    const chain = keepFailed(history);
    const at = NOON + 300_000;
    const link = linkAttempt(at, history.candidates(REQUEST), RULES.current);
    expect(link).toEqual({ kind: 'repeat', delivery: chain, sure: true, notice: null });
    const again = history.received(received({ at, link }));
    history.settled(settled(again.attempt));
    expect(history.candidates(REQUEST)).toEqual([
      { id: chain, lastAttemptAt: at, verdict: 'delivered', hasSameBytes: true },
    ]);
  });

  it('tell what the shop saw, whatever came of our own calls since', () => {
    const history = historyInMemory();
    const id = keep(history);
    const link = { kind: 'repeat', delivery: id, sure: true, notice: null } as const;
    const ours = history.received(received({ at: NOON + 9, origin: 'background', link }));
    history.settled(failed(ours.attempt));
    expect(history.candidates(REQUEST)).toMatchObject([{ id, lastAttemptAt: NOON, verdict: 'delivered' }]);
  });

  it('have nothing in common without records', () => {
    const history = historyInMemory();
    keep(history, { identity: '' });
    expect(history.candidates({ ...REQUEST, sha256: '00', identity: '' })).toEqual([]);
  });

  it('are never those of another session: webhooks are numbered anew', () => {
    const db = openDatabase(':memory:');
    keepFailed(historyOf(db, () => NOON, 'yesterday'));
    expect(historyOf(db, () => NOON, 'today').candidates(REQUEST)).toEqual([]);
  });

  it('are found along an index', () => {
    const db = openDatabase(':memory:');
    prepareSchema(db);
    const plan = (column: 'body' | 'identity'): string =>
      JSON.stringify(
        db.all(
          `EXPLAIN QUERY PLAN SELECT id FROM deliveries
           WHERE session = ? AND webhook IS ? AND ${column} = ? ORDER BY place DESC LIMIT 3`,
          ['s', 1, 'x'],
        ),
      );
    expect(plan('body')).toMatch(/SEARCH deliveries USING (COVERING )?INDEX deliveries_same_bytes/);
    expect(plan('identity')).toMatch(/SEARCH deliveries USING (COVERING )?INDEX deliveries_same_records/);
    expect(plan('body') + plan('identity')).not.toContain('TEMP B-TREE');
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
      { delivery: waiting, event: 'Orders.create', attempts: 1, nextAttemptAt: NOON + 300_000 },
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

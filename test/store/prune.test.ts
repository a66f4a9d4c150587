import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyOf, HISTORY_FILE, openHistory, type History } from '../../src/store/history.ts';
import { openDatabase, type Database } from '../../src/store/sqlite.ts';
import { temporaryFolder } from '../support/program.ts';
import { keep, NOON, received } from './samples.ts';

const WEEK = 7 * 24 * 3_600_000;
const RULE = { maxAgeMs: WEEK, maxBytes: 500_000_000, keepSession: null, budgetMs: null };

/** An ended session's history, and one that only looks. */
function ended(fill: (history: History) => void): { db: Database; history: History } {
  const db = openDatabase(':memory:');
  const stub = { ...db, close: () => undefined };
  const writer = historyOf(stub, () => NOON, 'ended');
  fill(writer);
  writer.close();
  return { db, history: historyOf(db, () => NOON, null) };
}

const ids = (history: History): readonly string[] =>
  history.page({ before: null, limit: 1000, filter: null }).map((row) => row.id);

describe('prune', () => {
  it('removes what is older than the age, by the latest attempt, with everything that belongs to it', () => {
    const kept: string[] = [];
    const { db, history } = ended((writer) => {
      keep(writer, { at: NOON - WEEK - 1, body: 'old' });
      const chain = keep(writer, { at: NOON - WEEK - 1, body: 'chain' });
      writer.received(received({ link: { kind: 'repeat', delivery: chain, sure: true, notice: null }, body: 'chain' }));
      kept.push(chain, keep(writer, { at: NOON - WEEK, body: 'young' }));
    });
    expect(history.prune(RULE).deliveries).toBe(1);
    expect(ids(history).toSorted()).toEqual(kept.toSorted());
    const count = (table: string): unknown => db.get(`SELECT count(*) AS count FROM ${table}`)?.['count'];
    expect(['deliveries', 'attempts', 'bodies', 'texts'].map(count)).toEqual([2, 3, 2, 2]);
    expect(history.prune(RULE)).toEqual({ deliveries: 0, bytes: 0, isDone: true });
  });

  it('keeps a body that a younger delivery shares', () => {
    const { history } = ended((writer) => {
      keep(writer, { at: NOON - WEEK - 1 });
      keep(writer, { at: NOON });
    });
    expect(history.prune(RULE).deliveries).toBe(1);
    const [id = ''] = ids(history);
    expect(history.detail(id)?.body.length).toBe(39);
  });

  it('removes the oldest until the rest fits the size, and shortens the file', async () => {
    const folder = await temporaryFolder();
    const dir = join(folder.path, 'data');
    const writer = openHistory({ dir, now: () => NOON, session: 'ended' });
    const all = Array.from({ length: 30 }, (_, index) => keep(writer, { body: Buffer.alloc(100_000, `<${index}>`) }));
    writer.close();
    const history = openHistory({ dir, now: () => NOON, session: null });
    const before = statSync(join(dir, HISTORY_FILE)).size;
    const { deliveries, bytes } = history.prune({ ...RULE, maxBytes: 2_000_000 });
    const left = ids(history);
    history.close();
    expect(left).toEqual(all.slice(deliveries).toReversed());
    expect(left.length).toBeGreaterThan(5);
    expect(bytes).toBeGreaterThan(before - 2_000_000);
    expect(statSync(join(dir, HISTORY_FILE)).size).toBeLessThanOrEqual(2_000_000);
    await folder.remove();
  });

  it('never touches the running session, nor what the handler still has to get', () => {
    const db = openDatabase(':memory:');
    const running = historyOf(db, () => NOON, 'running');
    keep(running, { at: 0 });
    const everything = { maxAgeMs: 0, maxBytes: 0, keepSession: null, budgetMs: null };
    expect(running.prune(everything).deliveries).toBe(0);
    const { history } = ended((writer) => {
      const owed = keep(writer, { at: 0 });
      keep(writer, { at: 0 });
      writer.enqueue({ delivery: owed, dueAt: NOON });
    });
    expect(history.prune(everything).deliveries).toBe(1);
    expect(ended((writer) => keep(writer, { at: 0 })).history.prune({ ...everything, keepSession: 'ended' })).toEqual({
      deliveries: 0,
      bytes: 0,
      isDone: true,
    });
  });

  it('goes through many batches', () => {
    const { history } = ended((writer) => {
      for (let index = 0; index < 450; index += 1) keep(writer, { at: index, body: String(index) });
    });
    expect(history.prune({ ...RULE, budgetMs: 0 })).toEqual({ deliveries: 0, bytes: 0, isDone: false });
    expect(history.prune(RULE)).toMatchObject({ deliveries: 450, isDone: true });
    expect(ids(history)).toEqual([]);
  });

  it('in short slices removes and gives back the same as at once', async () => {
    const folder = await temporaryFolder();
    const dir = join(folder.path, 'data');
    const writer = openHistory({ dir, now: () => NOON, session: 'ended' });
    for (let index = 0; index < 120; index += 1) keep(writer, { at: 0, body: Buffer.alloc(30_000, `<${index}>`) });
    const young = keep(writer, { body: 'young' });
    writer.close();
    const history = openHistory({ dir, now: () => NOON, session: null });
    let [slices, deliveries] = [0, 0];
    for (let isDone = false; !isDone; slices += 1) {
      const pruned = history.prune({ ...RULE, budgetMs: 1 });
      deliveries += pruned.deliveries;
      isDone = pruned.isDone;
    }
    expect([deliveries, ids(history)]).toEqual([120, [young]]);
    expect(slices).toBeGreaterThan(2);
    history.close();
    expect(statSync(join(dir, HISTORY_FILE)).size).toBeLessThan(200_000);
    await folder.remove();
  });
});

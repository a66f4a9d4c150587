import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasLostFrames } from '../../src/store/damaged-log.ts';
import { HISTORY_FILE, openHistory } from '../../src/store/history.ts';
import { openOrSetAside } from '../../src/store/set-aside.ts';
import { temporaryFolder } from '../support/program.ts';
import { keep, NOON } from './samples.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dir: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  dir = join(folder.path, 'killed');
  mkdirSync(dir);
});
afterEach(() => folder.remove());

const CALLS = 20;
const log = (): Buffer => readFileSync(join(dir, `${HISTORY_FILE}-wal`));

/** As a process leaves it that was killed: everything is in the log. */
function leaveKilled(): void {
  const before = join(folder.path, 'before');
  const history = openHistory({ dir: before, now: () => NOON, session: 'before' });
  for (let index = 0; index < CALLS; index += 1) keep(history, { key: `K${index}` });
  history.flush();
  for (const part of ['', '-wal']) copyFileSync(join(before, HISTORY_FILE + part), join(dir, HISTORY_FILE + part));
  history.close();
}

function damage(change: (bytes: Buffer) => Buffer): void {
  writeFileSync(join(dir, `${HISTORY_FILE}-wal`), change(log()));
}

function flipped(at: (length: number) => number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const place = at(bytes.length);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes;
  };
}

const asides = (): readonly string[] => readdirSync(dir).filter((name) => name.includes('damaged'));

describe('the log of a killed process', () => {
  it('is read when nothing is wrong with it, and no copy is kept', () => {
    leaveKilled();
    expect(hasLostFrames(log())).toBe(false);
    const { history, aside } = openOrSetAside({ dir, now: () => NOON, session: 'now' });
    expect(history.page({ before: null, limit: 99, filter: null })).toHaveLength(CALLS);
    history.close();
    expect([aside, asides()]).toEqual([null, []]);
  });

  it.each([
    ['in its head', flipped(() => 0)],
    ['in the sum of its head', flipped(() => 31)],
    ['in a page in the middle', flipped((length) => length >> 1)],
    ['in the head of its first frame', flipped(() => 32 + 8)],
    ['with its head gone', (bytes: Buffer) => bytes.fill(0, 0, 32)],
    ['of somebody else', () => Buffer.from('Dear diary, '.repeat(1000))],
  ])('is kept when it is damaged %s: whatever SQLite makes of it, it is told', (_name, change) => {
    leaveKilled();
    damage(change);
    const damaged = log();
    const { history, aside } = openOrSetAside({ dir, now: () => NOON, session: 'now' });
    keep(history);
    history.close();
    expect(aside).toBe(join(dir, 'history.damaged-2026-11-23T12-00-00.db-wal'));
    expect(readFileSync(aside ?? '').equals(damaged)).toBe(true);
  });

  it('is kept by whoever only looks, too', () => {
    leaveKilled();
    damage(flipped(() => 0));
    openHistory({ dir, now: () => NOON, session: null }).close();
    expect(asides()).toHaveLength(1);
  });

  it.each([
    ['torn in its last frame', (bytes: Buffer) => bytes.subarray(0, -100)],
    ['cut behind a frame', (bytes: Buffer) => bytes.subarray(0, 32 + 4120)],
    ['with nothing but zeros', (bytes: Buffer) => bytes.fill(0)],
    ['with zeros behind it', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(5000)])],
  ])('is no damage when it is %s: that was never whole', (_name, change) => {
    leaveKilled();
    damage(change);
    openHistory({ dir, now: () => NOON, session: null }).close();
    expect(asides()).toEqual([]);
  });
});

it('of a session that runs beside us is no damage', () => {
  const other = openHistory({ dir, now: () => NOON, session: 'other' });
  for (let round = 0; round < 30; round += 1) {
    keep(other, { body: 'x'.repeat(3000) });
    other.flush();
    openHistory({ dir, now: () => NOON, session: null }).close();
  }
  other.close();
  expect(asides()).toEqual([]);
});

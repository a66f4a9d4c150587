import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HISTORY_FILE, openHistory } from '../../src/store/history.ts';
import { openOrSetAside } from '../../src/store/set-aside.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { temporaryFolder } from '../support/program.ts';
import { keep, NOON } from './samples.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let request: Parameters<typeof openOrSetAside>[0];
let file: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  request = { dir: join(folder.path, 'data'), now: () => NOON, session: 'now' };
  file = join(request.dir, HISTORY_FILE);
  mkdirSync(request.dir);
});
afterEach(() => folder.remove());

const DIARY = 'Dear diary, '.repeat(1000);

/** A database from its first letters on, and nothing behind them. */
const DAMAGED = `SQLite format 3\0${DIARY}`;

describe('a history that cannot be opened', () => {
  it('is put aside whole when it is damaged, its log too, and a new one is begun', () => {
    writeFileSync(file, DAMAGED);
    writeFileSync(`${file}-wal`, 'its log');
    const { history, aside } = openOrSetAside(request);
    const kept = keep(history);
    history.close();
    expect(aside).toBe(join(request.dir, 'history.damaged-2026-11-23T12-00-00.db'));
    expect(readFileSync(aside ?? '', 'utf8')).toBe(DAMAGED);
    // Newer SQLite removes a log without a single whole entry by itself; what it leaves goes along.
    const log = `${aside}-wal`;
    if (existsSync(log)) expect(readFileSync(log, 'utf8')).toBe('its log');
    const again = openOrSetAside(request);
    expect(again.aside).toBeNull();
    expect(again.history.page({ before: null, limit: 9, filter: null }).map(({ id }) => id)).toEqual([kept]);
    again.history.close();
  });

  it('takes the place of none that was put aside before', () => {
    for (const text of [DAMAGED, `${DAMAGED}!`]) {
      writeFileSync(file, text);
      openOrSetAside(request).history.close();
    }
    const asides = readdirSync(request.dir).filter((name) => /^history.damaged.*\.db$/.test(name));
    const lengths = asides.map((name) => readFileSync(join(request.dir, name)).length);
    expect(lengths.toSorted((a, b) => a - b)).toEqual([12_016, 12_017]);
  });

  it.each([
    ["somebody else's", 'CREATE TABLE contacts (name TEXT)', 'history-foreign'],
    ["a newer version's", 'PRAGMA user_version = 99', 'history-too-new'],
  ])('stays where it is when it is %s', (_name, sql, code) => {
    const db = openDatabase(file);
    db.exec(sql);
    db.close();
    const before = readFileSync(file);
    expect(() => openOrSetAside(request)).toThrow(expect.objectContaining({ code, exit: 3 }));
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(request.dir)).toEqual(expect.not.arrayContaining([expect.stringContaining('damaged')]));
  });

  it('stays where it is when it is no database at all', () => {
    writeFileSync(file, DIARY);
    expect(() => openOrSetAside(request)).toThrow(expect.objectContaining({ code: 'history-damaged', exit: 3 }));
    expect(readFileSync(file, 'utf8')).toBe(DIARY);
  });

  it('is not made where none may be: the disk says why', () => {
    writeFileSync(join(folder.path, 'taken'), '');
    const below = { ...request, dir: join(folder.path, 'taken', 'data') };
    expect(() => openOrSetAside(below)).toThrow(expect.objectContaining({ code: 'data-dir-read-only' }));
    expect(existsSync(below.dir)).toBe(false);
  });
});

it.each([
  ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON bodies BEGIN DELETE FROM queue; END'],
  ['a view', 'DROP TABLE queue; CREATE VIEW queue AS SELECT 1'],
  ['a table more', 'CREATE TABLE more (x)'],
  ['a table less', 'DROP TABLE queue'],
  ['another column', 'ALTER TABLE bodies ADD COLUMN x'],
])('a history with %s is not ours, and nothing in it runs', (_name, sql) => {
  openHistory(request).close();
  const db = openDatabase(file);
  db.exec(sql);
  db.close();
  expect(() => openHistory(request)).toThrow(expect.objectContaining({ code: 'history-foreign', exit: 3 }));
});

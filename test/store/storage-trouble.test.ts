import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { HISTORY_FILE, historyOf, openHistory } from '../../src/store/history.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { SCHEMA_VERSION } from '../../src/store/tables.ts';
import { temporaryFolder } from '../support/program.ts';
import { keep, NOON } from './samples.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dir: string;
let file: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  dir = join(folder.path, 'data');
  file = join(dir, HISTORY_FILE);
});
afterEach(() => folder.remove());

const open = (session: string | null = 'now'): ReturnType<typeof openHistory> =>
  openHistory({ dir, now: () => NOON, session });

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('Nothing failed.');
}

/** Root may write anywhere, so it lays its rights down. */
function asOrdinaryUser<T>(work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('what the disk answers is told in a sentence, with exit 3', () => {
  it('no database at all: said so, and left as it is', () => {
    mkdirSync(dir);
    writeFileSync(file, 'Dear diary, '.repeat(1000));
    const failure = failureOf(open);
    expect(failure).toMatchObject({ code: 'history-damaged', exit: 3 });
    expect(failure.message).toBe(`${file} is damaged or no history at all; nothing was changed in it.`);
    expect(failure.hint).toMatch(/Move this file away/);
    expect(readFileSync(file, 'utf8')).toBe('Dear diary, '.repeat(1000));
  });

  it('damaged in the middle: found where it is read', () => {
    const history = open();
    for (let index = 0; index < 200; index += 1) keep(history, { body: `${index}`.repeat(500) });
    history.close();
    const size = statSync(file).size;
    const handle = openSync(file, 'r+');
    for (let at = 8192; at < size; at += 4096) writeSync(handle, Buffer.alloc(4096, 0xab), 0, 4096, at);
    closeSync(handle);
    const failure = failureOf(() => {
      const again = open();
      try {
        again.page({ before: null, limit: 1000, filter: 'body:x' });
      } finally {
        again.close();
      }
    });
    expect(failure).toMatchObject({ code: 'history-damaged', exit: 3 });
    expect(statSync(file).size).toBe(size);
  });

  it('full', () => {
    const db = openDatabase(':memory:');
    const history = historyOf(db, () => NOON, 'now');
    db.exec('PRAGMA max_page_count = 60');
    const kept = keep(history);
    const failure = failureOf(() => keep(history, { body: Buffer.alloc(1_000_000) }));
    expect(failure).toMatchObject({ code: 'disk-full', exit: 3 });
    expect(history.page({ before: null, limit: 9, filter: null }).map((row) => row.id)).toEqual([kept]);
    expect(keep(history)).toMatch(/^[a-z2-7]{10}$/);
  });

  it('a file where the directory should be', () => {
    writeFileSync(dir, '');
    expect(failureOf(open)).toMatchObject({ code: 'data-dir-read-only', exit: 3 });
    dir = join(dir, 'below');
    expect(failureOf(open).message).toBe(`${dir} cannot be written: a file stands where a directory is needed.`);
  });

  it.runIf(process.getuid !== undefined)('a directory that is not ours to write in', () => {
    open().close();
    chmodSync(folder.path, 0o755);
    chmodSync(dir, 0o555);
    const failure = asOrdinaryUser(() => failureOf(open));
    expect(failure).toMatchObject({ code: 'data-dir-read-only', exit: 3 });
    expect(failure.hint).toContain('--data-dir');
    chmodSync(dir, 0o700);
  });

  it('held by another program', () => {
    open().close();
    const other = openDatabase(file);
    other.exec('BEGIN EXCLUSIVE');
    expect(failureOf(open)).toMatchObject({ code: 'history-locked', exit: 3 });
    other.close();
  });

  it('written before the first version: never touched', () => {
    open().close();
    const older = openDatabase(file);
    older.exec('PRAGMA user_version = 1');
    older.close();
    const before = readFileSync(file);
    expect(failureOf(open)).toMatchObject({ code: 'history-too-old', exit: 3 });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('written by a newer version: never touched', () => {
    open().close();
    const newer = openDatabase(file);
    newer.exec('PRAGMA user_version = 7');
    newer.close();
    const before = readFileSync(file);
    const failure = failureOf(open);
    expect(failure).toMatchObject({ code: 'history-too-new', exit: 3 });
    expect(failure.message).toContain(`newer upgates-dev (format 7; this one knows ${SCHEMA_VERSION})`);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

it('a mistake in our own SQL is no trouble of the disk', () => {
  const db = openDatabase(':memory:');
  expect(() => db.exec('SELEKT')).toThrow(expect.not.objectContaining({ name: 'Failure' }));
});

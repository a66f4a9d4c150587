import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { loadDriver } from '../../src/store/driver.ts';
import { insertRow, openDatabase, updateRows } from '../../src/store/sqlite.ts';
import { temporaryFolder } from '../support/program.ts';

function table(): ReturnType<typeof openDatabase> {
  const db = openDatabase(':memory:');
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB, c REAL)');
  return db;
}

describe('values', () => {
  it('go in and come out', () => {
    const db = table();
    expect(insertRow(db, 't', { a: 'čaj', b: Buffer.from([0, 1]), c: 1.5 })).toBe(1);
    expect(db.get('SELECT * FROM t')).toEqual({ id: 1, a: 'čaj', b: new Uint8Array([0, 1]), c: 1.5 });
    expect(updateRows(db, { table: 't', set: { a: null, c: 7 } }, { sql: 'id = ?', params: [1] })).toBe(1);
    expect(db.all('SELECT a, c FROM t')).toEqual([{ a: null, c: 7 }]);
    expect(db.get('SELECT a FROM t WHERE id = 9')).toBeUndefined();
  });

  it.each([new Uint8Array(), new Uint8Array(new ArrayBuffer(0)), new TextEncoder().encode(''), Buffer.alloc(0)])(
    'no bytes are no NULL',
    (bytes) => {
      const db = table();
      insertRow(db, 't', { b: bytes });
      expect(db.get('SELECT typeof(b) AS type FROM t')).toEqual({ type: 'blob' });
    },
  );

  it('text is stored without NULs, whole', () => {
    const db = table();
    insertRow(db, 't', { a: 'x\0y' });
    expect(db.get('SELECT a FROM t')).toEqual({ a: 'x\ufffdy' });
  });

  it.each([[true], [undefined], [new Date(0)], [{}], [[1]], [Symbol('x')]])('%s is refused', (value) => {
    const db = table();
    // A value that the types do not allow, as an `any` from outside would be.
    const hostile: string = JSON.parse('null') ?? value;
    expect(() => db.run('INSERT INTO t (a) VALUES (?)', [hostile])).toThrow(TypeError);
    expect(db.all('SELECT * FROM t')).toEqual([]);
  });
});

describe('a transaction', () => {
  it('leaves nothing of work that failed', () => {
    const db = table();
    const work = (): void => {
      insertRow(db, 't', { a: 'x' });
      throw new Error('half way');
    };
    expect(() => db.transaction(work)).toThrow('half way');
    expect(db.all('SELECT * FROM t')).toEqual([]);
    expect(db.transaction(() => insertRow(db, 't', { a: 'y' }))).toBe(1);
  });
});

it('many different statements do not pile up', () => {
  const db = table();
  for (let index = 0; index < 1000; index += 1) db.get(`SELECT ${index} AS x`);
  expect(db.get('SELECT 5 AS x')).toEqual({ x: 5 });
});

it('a file is for its owner only', async () => {
  const folder = await temporaryFolder();
  const file = join(folder.path, 'x.db');
  const db = openDatabase(file);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
  expect([file, `${file}-wal`, `${file}-shm`].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o600, 0o600, 0o600,
  ]);
  db.close();
  db.close();
  await folder.remove();
});

it('loading the driver says nothing on stderr and leaves other warnings alone', () => {
  const emitted = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  loadDriver();
  expect(emitted).not.toHaveBeenCalled();
  process.emitWarning('another');
  expect(emitted).toHaveBeenCalledOnce();
  emitted.mockRestore();
});

it('closing leaves everything in the main file', async () => {
  const folder = await temporaryFolder();
  const file = join(folder.path, 'x.db');
  const db = openDatabase(file);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
  insertRow(db, 't', { a: 1 });
  db.close();
  copyFileSync(file, join(folder.path, 'copy.db'));
  expect(openDatabase(join(folder.path, 'copy.db')).get('SELECT a FROM t')).toEqual({ a: 1 });
  await folder.remove();
});

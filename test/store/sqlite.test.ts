import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { loadDriver } from '../../src/store/driver.ts';
import { insertRow, openDatabase, turnOnWriteAheadLog, updateRows, type Database } from '../../src/store/sqlite.ts';
import type { Ending } from '../../src/store/transaction.ts';
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

describe('work done together', () => {
  interface Told {
    readonly ending: Ending;
    readonly heard: unknown[];
  }

  function listener(): Told {
    const heard: unknown[] = [];
    return {
      heard,
      ending: { committed: () => void heard.push('committed'), undone: (error) => void heard.push(error) },
    };
  }

  const rowsOf = (db: Database): unknown => db.get('SELECT count(*) AS n FROM t')?.['n'];

  it('is committed once, at the end of the turn', async () => {
    const folder = await temporaryFolder();
    onTestFinished(folder.remove);
    const file = join(folder.path, 'x.db');
    const db = openDatabase(file);
    turnOnWriteAheadLog(db);
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)');
    const other = openDatabase(file);
    const [first, second] = [listener(), listener()];
    expect(db.together(() => insertRow(db, 't', { a: 'x' }), first.ending)).toBe(1);
    expect(db.together(() => insertRow(db, 't', { a: 'y' }), second.ending)).toBe(2);
    expect([rowsOf(other), first.heard]).toEqual([0, []]);
    await vi.waitFor(() => expect([first.heard, second.heard]).toEqual([['committed'], ['committed']]));
    expect(rowsOf(other)).toBe(2);
    other.close();
    db.close();
  });

  it('is undone as a whole when one part of it fails, and all but that one are told', () => {
    const db = table();
    const [first, failing, later] = [listener(), listener(), listener()];
    db.together(() => insertRow(db, 't', { a: 'x' }), first.ending);
    const broken = new Error('half way');
    expect(() =>
      db.together(() => {
        insertRow(db, 't', { a: 'y' });
        throw broken;
      }, failing.ending),
    ).toThrow(broken);
    expect([first.heard, failing.heard, rowsOf(db)]).toEqual([[broken], [], 0]);
    db.together(() => insertRow(db, 't', { a: 'z' }), later.ending);
    db.flush();
    expect([later.heard, rowsOf(db)]).toEqual([['committed'], 1]);
  });

  it('is undone when it cannot be committed', () => {
    const db = table();
    db.exec('PRAGMA foreign_keys = ON; CREATE TABLE u (t INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)');
    const told = listener();
    db.together(() => insertRow(db, 'u', { t: 99 }), told.ending);
    db.flush();
    expect(told.heard).toEqual([expect.any(Error)]);
    expect(db.all('SELECT * FROM u')).toEqual([]);
    expect(db.transaction(() => insertRow(db, 't', { a: 'x' }))).toBe(1);
  });

  it('waits for company when nobody waits for it, and can be read at once', async () => {
    const db = table();
    const [alone, first, second] = [listener(), listener(), listener()];
    db.soon(() => insertRow(db, 't', { a: 'x' }), first.ending);
    db.together(() => insertRow(db, 't', { a: 'y' }), second.ending);
    db.flush();
    expect([first.heard, second.heard]).toEqual([['committed'], ['committed']]);
    expect(db.all('SELECT a FROM t ORDER BY id')).toEqual([{ a: 'x' }, { a: 'y' }]);
    db.soon(() => insertRow(db, 't', { a: 'z' }), alone.ending);
    expect([rowsOf(db), alone.heard]).toEqual([3, []]);
    await vi.waitFor(() => expect(alone.heard).toEqual(['committed']));
  });

  it('that failed while nobody waited takes what was done before it along, and nothing after it', () => {
    const db = table();
    const [before, failing, after] = [listener(), listener(), listener()];
    const broken = new Error('no such thing');
    db.soon(() => insertRow(db, 't', { a: 'x' }), before.ending);
    db.soon(() => {
      throw broken;
    }, failing.ending);
    db.together(() => insertRow(db, 't', { a: 'y' }), after.ending);
    db.flush();
    expect([before.heard, failing.heard, after.heard]).toEqual([[broken], [broken], ['committed']]);
    expect(db.all('SELECT a FROM t')).toEqual([{ a: 'y' }]);
  });

  it.each<[string, (db: Database) => unknown]>([
    ['a transaction', (db) => db.transaction(() => insertRow(db, 't', { a: 'y' }))],
    ['a single write', (db) => insertRow(db, 't', { a: 'y' })],
    ['closing', (db) => db.close()],
  ])('is committed before %s', (_, next) => {
    const db = table();
    const told = listener();
    db.together(() => insertRow(db, 't', { a: 'x' }), told.ending);
    next(db);
    expect(told.heard).toEqual(['committed']);
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

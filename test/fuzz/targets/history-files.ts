/**
 * A history as a crash, a disk or somebody has left it. It opens or says why not; what can be read is read, a new call is
 * kept or refused with a sentence, and a file that was not opened is left as it was.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { hasLostFrames } from '../../../src/store/damaged-log.ts';
import { HISTORY_FILE, openHistory, type History } from '../../../src/store/history.ts';
import { openDatabase } from '../../../src/store/sqlite.ts';
import { failed, keep, NOON, received } from '../../store/samples.ts';
import { given } from '../judge.ts';
import { target } from '../target.ts';

/** The file, and the log beside it that was not moved into it. */
type Files = Readonly<Record<'db' | 'wal' | 'shm', Buffer>>;

interface Damage {
  readonly file: keyof Files;
  readonly kind: 'flip' | 'zero' | 'page' | 'cut' | 'grow' | 'empty' | 'gone' | 'copy';
  /** A share of the length. */
  readonly at: number;
  readonly length: number;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  file: fc.constantFrom('db', 'db', 'db', 'wal', 'wal', 'shm'),
  kind: fc.constantFrom('flip', 'flip', 'flip', 'zero', 'page', 'cut', 'grow', 'empty', 'gone', 'copy'),
  at: fc.nat({ max: 0xffff }),
  length: fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 5000 })),
});

export const HISTORY_FILES = target({
  name: 'history-files',
  words: 'any damage to history, its log and its tables: read as far as it goes, never a crash, never overwritten',
  ci: 60,
  weight: 0.4,
  async open() {
    const root = mkdtempSync(join(tmpdir(), 'upgates-dev-fuzz-'));
    const bases = makeBases(root);
    const dir = join(root, 'data');
    return {
      cases: fc.record({
        base: fc.nat({ max: bases.length - 1 }),
        damage: fc.array(damage, { minLength: 1, maxLength: 4 }),
      }),
      check({ base, damage: all }) {
        const before = all.reduce(damaged, { ...(bases[base] ?? EMPTY) });
        rmSync(dir, { recursive: true, force: true });
        mkdirSync(dir);
        for (const [name, bytes] of entriesOf(before))
          if (bytes.length > 0) writeFileSync(join(dir, fileOf(name)), bytes);
        for (const session of [null, 'fuzz']) lookInto(dir, session);
        if (before.db.length > 0) judgeLog(dir, before.wal);
      },
      close: () => rmSync(root, { recursive: true, force: true }),
    };
  },
});

const EMPTY: Files = { db: Buffer.alloc(0), wal: Buffer.alloc(0), shm: Buffer.alloc(0) };

function fileOf(name: keyof Files): string {
  return name === 'db' ? HISTORY_FILE : `${HISTORY_FILE}-${name}`;
}

function entriesOf({ db, wal, shm }: Files): readonly (readonly [keyof Files, Buffer])[] {
  return [
    ['db', db],
    ['wal', wal],
    ['shm', shm],
  ];
}

function lookInto(dir: string, session: string | null): void {
  const path = join(dir, HISTORY_FILE);
  const hadLog = existsSync(`${path}-wal`);
  const before = existsSync(path) ? readFileSync(path) : null;
  const history = given(() => openHistory({ dir, now: () => NOON, session }), { exits: [3] });
  // What stands in a log is moved into the file also when more cannot be done.
  if (history === null) return hadLog ? undefined : judgeUntouched(path, before);
  try {
    ask(history);
    if (session !== null) given(() => keep(history, { body: '{"orders":[]}' }), { exits: [3] });
    if (session !== null)
      given(() => history.prune({ maxAgeMs: 1, maxBytes: 1, keepSession: null, budgetMs: 50 }), { exits: [3] });
  } finally {
    given(() => history.close(), { exits: [3] });
  }
}

/** What SQLite does not read of a log is not written over: it is kept. */
function judgeLog(dir: string, log: Buffer): void {
  if (log.length <= 32 || !hasLostFrames(log)) return;
  const kept = readdirSync(dir).filter((name) => name.endsWith('-wal'));
  if (!kept.some((name) => readFileSync(join(dir, name)).equals(log))) throw new Error('calls of the log are lost');
}

/** A first page alone holds no calls. */
const FIRST_PAGE = 4096;

function judgeUntouched(path: string, before: Buffer | null): void {
  if (before !== null && before.length > FIRST_PAGE && !readFileSync(path).equals(before))
    throw new Error('it was not opened, and has changed');
}

function ask(history: History): void {
  const page = (filter: string | null) => history.page({ before: null, limit: 100, filter });
  const rows = given(() => page(null), { exits: [3] }) ?? [];
  given(() => page('status:>=500 OR body:a'), { exits: [3] });
  for (const { id } of rows.slice(0, 4)) {
    given(() => history.detail(id), { exits: [3] });
    given(() => history.body(id, 1), { exits: [3] });
    given(() => history.find(id.slice(0, 4)), { exits: [3] });
    given(() => history.previous(id), { exits: [3] });
  }
  given(() => history.size(), { exits: [3] });
  given(() => history.takeOver(), { exits: [3] });
}

function damaged(files: Files, { file, kind, at, length }: Damage): Files {
  const bytes = Buffer.from(files[file]);
  const from = Math.floor((at / 0x1_0000) * bytes.length);
  const set = (changed: Buffer): Files => ({ ...files, [file]: changed });
  switch (kind) {
    case 'flip':
      if (bytes.length > 0) bytes[from] = (bytes[from] ?? 0) ^ (1 << (length % 8));
      return set(bytes);
    case 'zero':
      return set(bytes.fill(0, from, Math.min(bytes.length, from + length)));
    case 'page':
      return set(bytes.fill(0xab, from - (from % 4096), Math.min(bytes.length, from - (from % 4096) + 4096)));
    case 'cut':
      return set(bytes.subarray(0, from));
    case 'grow':
      return set(Buffer.concat([bytes, Buffer.alloc(length, 0x41)]));
    case 'empty':
      return set(Buffer.alloc(0));
    case 'gone':
      return set(Buffer.alloc(0));
    case 'copy':
      bytes.copyWithin(from, 0, length);
      return set(bytes);
  }
}

/** A history in order, one whose log is still beside it, one of somebody else's, and ones whose tables are not ours. */
function makeBases(root: string): readonly Files[] {
  return [
    baseOf(root, () => undefined),
    baseOf(root, () => undefined, true),
    ...HOSTILE.map((sql) => baseOf(root, (path) => inside(path, sql))),
    foreign(root),
    { ...EMPTY, db: Buffer.from('Dear diary, '.repeat(500)) },
  ];
}

const HOSTILE = [
  "UPDATE attempts SET verdict = 'maybe', state = 7, request_headers = x'5b31'",
  "UPDATE deliveries SET origin = 'moon', key = 7; UPDATE attempts SET handler_ms = 'x'",
  'PRAGMA user_version = 99',
  'PRAGMA user_version = 1',
  'DROP TABLE bodies',
  'ALTER TABLE deliveries ADD COLUMN more TEXT',
  'CREATE TRIGGER t AFTER INSERT ON deliveries BEGIN DELETE FROM bodies; UPDATE queue SET made = 1e9; END',
  'DROP TABLE queue; CREATE VIEW queue AS SELECT 1 AS delivery, 2 AS session, 3 AS due_at, 4 AS made',
  `CREATE TRIGGER endless BEFORE INSERT ON bodies BEGIN
     SELECT count(*) FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n); END`,
];

let count = 0;

function baseOf(root: string, change: (path: string) => void, isOpen = false): Files {
  count += 1;
  const dir = join(root, `base-${count}`);
  const history = openHistory({ dir, now: () => NOON, session: 'before' });
  for (let index = 0; index < 20; index += 1)
    keep(history, { key: `K${index}`, body: `{"n":"${'x'.repeat(index * 40)}"}` });
  const open = history.received(received({ key: 'open' }));
  history.settled(failed(open.attempt));
  history.enqueue({ delivery: open.delivery, dueAt: NOON });
  history.flush();
  const path = join(dir, HISTORY_FILE);
  if (!isOpen) history.close();
  change(path);
  const files = filesIn(dir);
  if (isOpen) history.close();
  return files;
}

function inside(path: string, sql: string): void {
  const db = openDatabase(path);
  db.exec(sql);
  db.close();
}

function foreign(root: string): Files {
  const dir = join(root, 'foreign');
  mkdirSync(dir);
  inside(join(dir, HISTORY_FILE), "CREATE TABLE contacts (name TEXT); INSERT INTO contacts VALUES ('Jana')");
  return filesIn(dir);
}

function filesIn(dir: string): Files {
  const read = (name: keyof Files): Buffer => {
    const path = join(dir, fileOf(name));
    if (!existsSync(path)) return Buffer.alloc(0);
    copyFileSync(path, `${path}.copy`);
    return readFileSync(`${path}.copy`);
  };
  return { db: read('db'), wal: read('wal'), shm: read('shm') };
}

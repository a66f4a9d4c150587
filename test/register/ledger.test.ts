import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openLedger, readLedgers, replaceLedger, type Ledger } from '../../src/register/ledger.ts';
import type { LedgerHead } from '../../src/register/ledger-record.ts';
import { ownLease } from '../../src/register/lease.ts';
import { nameWebhook } from '../../src/register/names.ts';
import { MACHINE, NOW, SESSION, stateDirectory, troubleOf, urlFor, withFakeShop } from './workbench.ts';

withFakeShop();

let stateDir = '';
beforeEach(async () => {
  stateDir = await stateDirectory();
});

const headOf = (session: string): LedgerHead => ({
  session,
  machine: MACHINE,
  lease: ownLease(),
  shop: 'demo.admin.upgates.com',
  account: 'a',
  at: NOW,
});
const nameOf = (event: string, session = SESSION): string => nameWebhook({ machine: MACHINE, session, event });
const fileOf = (session = SESSION): string => join(stateDir, 'ledgers', `${session}.ndjson`);

async function intend(ledger: Ledger, event: string): Promise<string> {
  const name = nameOf(event, ledger.head.session);
  await ledger.intend({ name, url: urlFor(event), at: NOW });
  return name;
}

describe('the ledger', () => {
  it('shows that its session lives, until it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const ledger = await openLedger(stateDir, headOf(SESSION));
    await intend(ledger, 'Orders.create');
    await utimes(fileOf(), 1, 1);
    const beatAt = async (): Promise<number> => (await readLedgers(stateDir))[0]?.beatAt ?? 0;
    expect(await beatAt()).toBe(1000);
    vi.advanceTimersByTime(30_000);
    await vi.waitFor(async () => expect(await beatAt()).toBeGreaterThan(Date.now() - 60_000), { timeout: 10_000 });
    await ledger.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says what may exist at the shop, on the disk and in memory alike', async () => {
    const ledger = await openLedger(stateDir, headOf(SESSION));
    const created = await intend(ledger, 'Orders.create');
    const removed = await intend(ledger, 'Orders.update');
    await intend(ledger, 'Orders.delete');
    await ledger.complete(created, 7);
    await ledger.complete(removed, 8);
    await ledger.forget([removed]);
    const [record] = await readLedgers(stateDir);
    expect(record?.entries.map(({ event, id }) => [event, id])).toEqual([
      ['Orders.create', 7],
      ['Orders.delete', null],
    ]);
    expect(record?.entries).toEqual(ledger.entries());
    expect(record?.head).toEqual(headOf(SESSION));
  });

  it('never holds credentials or the secret path, and is for the user alone', async () => {
    const ledger = await openLedger(stateDir, headOf(SESSION));
    await intend(ledger, 'Orders.create');
    const text = await readFile(fileOf(), 'utf8');
    expect(text).toContain('loca.lt');
    expect(text).not.toMatch(/pass4word|hook:|0123456789abcdef/);
    expect((await stat(fileOf())).mode & 0o777).toBe(0o600);
    expect((await stat(join(stateDir, 'ledgers'))).mode & 0o777).toBe(0o700);
  });

  it('keeps its file while something is left, and only then', async () => {
    const ledger = await openLedger(stateDir, headOf(SESSION));
    const name = await intend(ledger, 'Orders.create');
    await ledger.close();
    expect(await readdir(join(stateDir, 'ledgers'))).toEqual([`${SESSION}.ndjson`]);
    await ledger.forget([name]);
    await ledger.close();
    await ledger.close();
    expect(await readdir(join(stateDir, 'ledgers'))).toEqual([]);
  });

  it('is whole wherever the last line was torn', async () => {
    const ledger = await openLedger(stateDir, headOf(SESSION));
    await ledger.complete(await intend(ledger, 'Orders.create'), 7);
    const before = (await stat(fileOf())).size;
    await intend(ledger, 'Orders.update');
    const after = (await stat(fileOf())).size;
    for (let size = after; size >= before; size -= 1) {
      await truncate(fileOf(), size);
      const [record] = await readLedgers(stateDir);
      const events = record?.entries.map(({ event }) => event);
      expect(events).toEqual(size >= after - 1 ? ['Orders.create', 'Orders.update'] : ['Orders.create']);
    }
  });

  it('loses nothing that follows a half line, as a full disk leaves it', async () => {
    const ledger = await openLedger(stateDir, headOf(SESSION));
    const name = await intend(ledger, 'Orders.create');
    await appendFile(fileOf(), '{"kind":"created","na');
    await ledger.complete(name, 7);
    const [record] = await readLedgers(stateDir);
    expect(record?.entries).toEqual([expect.objectContaining({ id: 7 })]);
  });

  it('passes over files that are no ledgers, and entries that carry another session’s marker', async () => {
    await mkdir(join(stateDir, 'ledgers'), { recursive: true });
    await writeFile(fileOf('aaaaaaaa'), 'no json at all\n');
    await writeFile(fileOf('bbbbbbbb'), JSON.stringify({ kind: 'session', ...headOf('cccccccc') }));
    await writeFile(join(stateDir, 'ledgers', 'note.txt'), 'hello');
    const ledger = await openLedger(stateDir, headOf(SESSION));
    await ledger.intend({ name: nameOf('Orders.create', 'dddddddd'), url: urlFor('Orders.create'), at: NOW });
    await ledger.intend({ name: 'somebody else’s', url: urlFor('Orders.create'), at: NOW });
    const records = await readLedgers(stateDir);
    expect(records.map(({ head, entries }) => [head.session, entries.length])).toEqual([[SESSION, 0]]);
  });

  it('is not shared: a second session of the same id is refused, and nothing is created behind a closed one', async () => {
    const ledger = await openLedger(stateDir, headOf(SESSION));
    expect((await troubleOf(openLedger(stateDir, headOf(SESSION)))).code).toBe('state-dir');
    await ledger.close();
    expect((await troubleOf(intend(ledger, 'Orders.create'))).exit).toBe(3);
    expect(await readLedgers(stateDir)).toEqual([]);
  });

  it('is rewritten whole for a dead session that shows itself no more, and removed when nothing is left', async () => {
    const ledger = await openLedger(stateDir, headOf(SESSION));
    await ledger.complete(await intend(ledger, 'Orders.create'), 7);
    await intend(ledger, 'Orders.update');
    const [record] = await readLedgers(stateDir);
    const entries = record?.entries ?? [];
    const beatAt = Date.UTC(2026, 10, 23);
    await replaceLedger(stateDir, { head: ledger.head, entries, beatAt });
    expect((await readLedgers(stateDir))[0]).toMatchObject({ entries, beatAt });
    await replaceLedger(stateDir, { head: ledger.head, entries: [], beatAt });
    expect(await readdir(join(stateDir, 'ledgers'))).toEqual([]);
  });

  it('keeps everything of sessions that write side by side', async () => {
    const sessions = ['aaaa0001', 'aaaa0002', 'aaaa0003'];
    const events = ['Orders.create', 'Orders.update', 'Labels.delete'];
    const ledgers = await Promise.all(sessions.map((session) => openLedger(stateDir, headOf(session))));
    await Promise.all(ledgers.flatMap((ledger) => events.map((event) => intend(ledger, event))));
    const records = await readLedgers(stateDir);
    expect(records.map(({ head }) => head.session).toSorted()).toEqual(sessions);
    for (const { entries } of records) {
      expect(entries.map(({ event }) => event).toSorted()).toEqual(events.toSorted());
    }
  });
});

/** A session that writes as fast as it can and says what it has on the disk, until it is killed. */
const CHILD = `
const [module, stateDir, session] = process.argv.slice(1);
const { openLedger } = await import(module);
const lease = { pid: process.pid, startedAt: null, bootId: null };
const ledger = await openLedger(stateDir, { session, machine: '${MACHINE}', lease, shop: 's', account: 'a', at: 0 });
for (let n = 1; ; n += 1) {
  const name = 'upgates-dev/${MACHINE}/' + session + ' E' + n + '.create';
  await ledger.intend({ name, url: 'https://x.example/', at: n });
  process.stdout.write('i' + n + '\\n');
  await ledger.complete(name, n);
  process.stdout.write('c' + n + '\\n');
}`;

describe('after kill -9', () => {
  it('holds everything the session was told is on the disk, two processes side by side', async () => {
    const module = join(stateDir, 'ledger.mjs');
    await build({
      entryPoints: [new URL('../../src/register/ledger.ts', import.meta.url).pathname],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: module,
    });
    const runs = await Promise.all(
      ['aaaa0001', 'aaaa0002'].map(async (session) => ({ session, said: await runUntilKilled(module, session) })),
    );
    const records = await readLedgers(stateDir);
    for (const { session, said } of runs) {
      const entries = records.find(({ head }) => head.session === session)?.entries ?? [];
      const ids = new Map(entries.map(({ event, id }) => [event, id]));
      expect(said.length).toBeGreaterThanOrEqual(20);
      for (const line of said) {
        const number = Number(line.slice(1));
        expect(ids.has(`E${number}.create`)).toBe(true);
        if (line.startsWith('c')) expect(ids.get(`E${number}.create`)).toBe(number);
      }
    }
  });
});

async function runUntilKilled(module: string, session: string): Promise<readonly string[]> {
  const args = ['--input-type=module', '-e', CHILD, '--', pathToFileURL(module).href, stateDir, session];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === 20) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return said;
}

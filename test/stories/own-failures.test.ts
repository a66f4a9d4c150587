/**
 * What goes wrong on our own side: each mistake and each sickness has one clear sentence, the right exit code, and leaves
 * nothing behind. Sick disks are small file systems of their own, where this machine lets us make one.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, startHandler } from '../support/handler.ts';
import { endBy, isReady, openBench, type Bench } from '../support/killed-program.ts';
import type { Program } from '../support/program.ts';

const [MOUNT, UNMOUNT] = ['mount', 'umount'] as const;

let bench: Bench;
const cleanUp: (() => unknown)[] = [];

beforeEach(async () => {
  bench = await openBench();
});

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
  await bench.close();
});

/** A start that fails: one sentence for people, one `error` line, one `end` line, no stack, nothing at the shop. */
async function expectFailure(program: Program, exit: number, told: { code: string; text: RegExp }): Promise<void> {
  expect(await program.exit).toBe(exit);
  expect(program.stderr()).toMatch(told.text);
  expect(program.stderr()).not.toMatch(/^\s+at /m);
  expect(program.lines().filter(({ kind }) => kind === 'error')).toMatchObject([{ code: told.code, exit }]);
  expect(program.lines().at(-1)).toMatchObject({ kind: 'end', reason: 'error', webhooksLeft: 0, exit });
  expect(bench.shop.webhooks).toEqual([]);
}

describe('found at the start', () => {
  it('a port in use', async () => {
    const server = createServer();
    const port = await listen(server);
    cleanUp.push(() => server.close());
    const program = bench.start(['--port', String(port)]);
    await expectFailure(program, 3, { code: 'port-in-use', text: new RegExp(`Port ${port} .* is in use`) });
    expect(bench.shop.calls).toEqual([]);
  });

  it('a data directory that cannot be made', async () => {
    const file = join(bench.folder, 'file');
    writeFileSync(file, 'here first');
    const program = bench.start(['--data-dir', join(file, 'data')]);
    await expectFailure(program, 3, {
      code: 'state-dir',
      text: /cannot be used: a file stands where a directory is needed \(ENOTDIR\)/,
    });
  });

  it('a history that is no database: told, and not touched', async () => {
    await endBy(await started(), 'SIGTERM');
    const file = join(bench.folder, 'data', 'history.db');
    const garbage = Buffer.alloc(50_000, 'no database ');
    writeFileSync(file, garbage);
    const program = bench.start();
    await expectFailure(program, 3, { code: 'history-damaged', text: /history\.db is damaged or no history at all/ });
    expect(digest(readFileSync(file))).toBe(digest(garbage));
  });

  it('a configuration that cannot be read', async () => {
    const config = join(bench.folder, 'broken.json');
    writeFileSync(config, '{ "event": ');
    const program = bench.start(['--config', config]);
    expect(await program.exit).toBe(2);
    expect(program.stderr()).toContain('broken.json');
    expect(program.stderr()).not.toMatch(/^\s+at /m);
    expect(program.lines().at(-1)).toMatchObject({ kind: 'end', exit: 2 });
    expect(bench.shop.calls).toEqual([]);
  });

  it('a ready file that cannot be written ends the session, and what it had created', async () => {
    const program = bench.start(['--ready-file', join(bench.folder, 'nowhere', 'ready.json')]);
    await expectFailure(program, 3, { code: 'ready-file', text: /ready file could not be written/ });
  });

  it('a ready file of an earlier session is gone before the new one is ready', async () => {
    const path = join(bench.folder, 'ready.json');
    writeFileSync(path, 'an address of yesterday');
    const program = bench.start(['--ready-file', path, '--port', String(bench.shop.port)]);
    await expectFailure(program, 3, { code: 'port-in-use', text: /is in use/ });
    expect(existsSync(path)).toBe(false);
  });
});

async function started(args: readonly string[] = []): Promise<Program> {
  const program = bench.start(args);
  await program.line(isReady);
  return program;
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const order = (number: string, bytes = 0): string =>
  JSON.stringify({ orders: [{ order_number: number }], filler: 'x'.repeat(bytes) });

describe.skipIf(!canMount())('a disk', () => {
  /** A file system of its own; `resize` changes its size or state. */
  function disk(options: string): { readonly path: string; readonly remount: (options: string) => void } {
    const path = join(bench.folder, 'disk');
    mkdirSync(path);
    execFileSync(MOUNT, ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
    cleanUp.push(() => execFileSync(UNMOUNT, ['-l', path]));
    return { path, remount: (next) => void execFileSync(MOUNT, ['-o', `remount,${next}`, path]) };
  }

  it('that is read-only at the start', async () => {
    const { path } = disk('size=1m,ro');
    const program = bench.start(['--data-dir', join(path, 'data')]);
    await expectFailure(program, 3, { code: 'state-dir', text: /cannot be used: read-only file system \(EROFS\)/ });
  });

  it('that is read-only under the history alone', async () => {
    const { path, remount } = disk('size=1m');
    writeFileSync(join(path, 'package.json'), '{}');
    remount('ro');
    const program = bench.start([], { PWD: path, XDG_STATE_HOME: join(bench.folder, 'state') });
    await expectFailure(program, 3, { code: 'data-dir-read-only', text: /\.upgates-dev cannot be written/ });
  });

  it('that is full at the start', async () => {
    const { path } = disk('size=64k');
    writeFileSync(join(path, 'package.json'), '{}');
    fill(join(path, 'filler'));
    const program = bench.start([], { PWD: path, XDG_STATE_HOME: join(bench.folder, 'state') });
    await expectFailure(program, 3, { code: 'disk-full', text: /cannot grow: the disk is full/ });
  });

  it.each(['rescue', 'ack'])(
    'that fills up in mid-session under %s: 503, said, and well again with room',
    async (answer) => {
      const { path, remount } = disk('size=1m');
      const handler = await startHandler({ kind: 'late', status: 200, ms: 20 });
      cleanUp.push(handler.close);
      const program = await started(['--data-dir', join(path, 'data'), '--forward', handler.url, '--answer', answer]);
      const statuses: number[] = [];
      for (let call = 0; call < 40; call += 1) {
        statuses.push(await bench.shop.send('Orders.create', order(`full-${call}`, 30_000)));
      }
      const right = statuses.filter((status) => status !== 503);
      expect(new Set(right)).toEqual(new Set([answer === 'ack' ? 204 : 200]));
      expect(statuses.slice(right.length)).toEqual(Array.from({ length: 40 - right.length }, () => 503));
      expect(right.length).toBeLessThan(40);
      expect(handler.calls.length).toBeLessThanOrEqual(right.length + 1);
      await program.line((line) => line['code'] === 'store-failed');
      remount('size=20m');
      const again = await bench.shop.send('Orders.create', order('room again', 30_000));
      expect(again).toBe(right[0]);
      expect(await endBy(program, 'SIGTERM')).toBe(143);
      // A call that was kept and could not be queued was answered 503 too, and is told.
      const kept = program.lines().filter(({ kind }) => kind === 'attempt');
      expect(kept.length).toBeGreaterThan(right.length);
      expect(program.lines().at(-1)).toMatchObject({
        kind: 'end',
        webhooksLeft: 0,
        queued: 0,
        deliveries: kept.length,
      });
      expect(bench.shop.webhooks).toEqual([]);
    },
  );

  it('that has no room for one call: 503, and the webhooks are removed all the same', async () => {
    const { path, remount } = disk('size=5m');
    const program = await started(['--data-dir', join(path, 'data')]);
    expect(await bench.shop.send('Orders.create', order('before'))).toBe(204);
    remount('size=400k');
    fill(join(path, 'filler'));
    expect(await bench.shop.send('Orders.create', order('after', 200_000))).toBe(503);
    expect(await endBy(program, 'SIGTERM')).toBe(143);
    expect(bench.shop.webhooks).toEqual([]);
  });
});

function canMount(): boolean {
  const probe = join('/tmp', `upgates-dev-mount-${process.pid}`);
  try {
    mkdirSync(probe);
    execFileSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync(UNMOUNT, ['-l', probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function fill(path: string): void {
  try {
    for (let kilobytes = 4; ; kilobytes += 4) writeFileSync(path, Buffer.alloc(kilobytes * 1024));
  } catch {
    // Full.
  }
}

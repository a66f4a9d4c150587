/** The file that a simulated shop is kept in: written whole and one at a time, had by one process at a time. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../src/core/failure.ts';
import { createKeeper } from '../../../src/cli/simulate/keeper.ts';
import { lockState } from '../../../src/cli/simulate/lock.ts';
import { ownLease } from '../../../src/register/lease.ts';
import { temporaryFolder } from '../../support/program.ts';

let folder: { path: string; remove: () => Promise<void> };
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'shop.json');
});
afterEach(async () => {
  await folder.remove();
});

const LATER = { timeout: 20_000 };

describe('the keeper', () => {
  it('writes soon after a change, as it is then, for its owner only', async () => {
    let text = 'one';
    const keeper = createKeeper(file);
    keeper.touch();
    keeper.keep(
      () => text,
      () => undefined,
    );
    text = 'two';
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe('two'), LATER);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    text = 'three';
    keeper.touch();
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe('three'), LATER);
    text = 'last';
    await keeper.writeLast();
    expect(readFileSync(file, 'utf8')).toBe('last');
    text = 'too late';
    keeper.touch();
    await keeper.writeLast();
    expect(readdirSync(folder.path)).toEqual(['shop.json']);
  });

  it('touches nothing before it was told what to keep', async () => {
    const keeper = createKeeper(file);
    keeper.touch();
    await keeper.writeLast();
    expect(existsSync(file)).toBe(false);
  });

  it('tells once of a disk that refuses, and writes when it can again', async () => {
    const told: Failure[] = [];
    const place = join(folder.path, 'place');
    const keeper = createKeeper(join(place, 'shop.json'));
    let tries = 0;
    keeper.keep(
      () => {
        tries += 1;
        return 'text';
      },
      (failure) => told.push(failure),
    );
    await vi.waitFor(() => expect(tries).toBeGreaterThan(2), LATER);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ code: 'state-file', exit: 3 });
    expect(told[0]?.message).toContain('ENOENT');
    await expect(keeper.writeLast()).rejects.toMatchObject({ code: 'state-file' });
    mkdirSync(place);
    await keeper.writeLast();
    expect(readFileSync(join(place, 'shop.json'), 'utf8')).toBe('text');
    expect(told).toHaveLength(1);
  });
});

describe('the lock', () => {
  it('is had by one at a time, and free afterwards', async () => {
    const lock = await lockState(file, Date.now());
    await expect(lockState(file, Date.now())).rejects.toMatchObject({ code: 'state-in-use', exit: 3 });
    await lock.release();
    const again = await lockState(file, Date.now());
    await again.release();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it.each([
    ['a dead process', JSON.stringify({ version: 1, lease: { ...ownLease(), startedAt: '1' } })],
    ['a machine before its reboot', JSON.stringify({ version: 1, lease: { ...ownLease(), bootId: 'earlier' } })],
    ['nobody who could be told', 'garbage'],
  ])('that %s left is taken over', async (_who, text) => {
    writeFileSync(`${file}.lock`, text);
    const lock = await lockState(file, Date.now());
    expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toMatchObject({ lease: { pid: process.pid } });
    await lock.release();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('of two that find a dead one, one has it', async () => {
    writeFileSync(`${file}.lock`, 'garbage');
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => lockState(file, Date.now())));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

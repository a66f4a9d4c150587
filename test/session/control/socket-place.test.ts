import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_PATH, socketPath } from '../../../src/session/control/socket-place.ts';
import { failureOf } from '../../settings/sources.ts';

const SESSION = '7f3a9c01';
let top = '';

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'upgates-dev-place-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const modeOf = (path: string): number => lstatSync(path).mode & 0o777;

/** The socket stands in the second folder, since the first will not do; why is told when there is no other. */
function expectRefused(folder: string, reason: RegExp): void {
  const other = join(top, 'other');
  expect(socketPath([folder, other], SESSION)).toBe(join(other, `${SESSION}.sock`));
  expect(failureOf(() => socketPath([folder], SESSION))).toMatchObject({ exit: 3, code: 'no-control-door' });
  expect(failureOf(() => socketPath([folder], SESSION)).message).toMatch(reason);
}

describe('the folder of a socket', () => {
  it('is made for this user only', () => {
    const folder = join(top, 'run', 'upgates-dev');
    expect(socketPath([folder], SESSION)).toBe(join(folder, `${SESSION}.sock`));
    expect(modeOf(folder)).toBe(0o700);
  });

  it('that is ours is closed to others', () => {
    const folder = join(top, 'open');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    socketPath([folder], SESSION);
    expect(modeOf(folder)).toBe(0o700);
  });

  it('is not so deep that the system cannot open it', () => {
    const room = LONGEST_PATH - Buffer.byteLength(join(top, 'x', `${SESSION}.sock`));
    const fits = join(top, `x${'y'.repeat(room)}`);
    expect(Buffer.byteLength(socketPath([fits], SESSION))).toBe(LONGEST_PATH);
    expectRefused(`${fits}z`, /too long/);
    expectRefused(join(top, 'š'.repeat(room / 2 + 1)), /too long/);
  });

  it('is no link to elsewhere, and no file', () => {
    const elsewhere = join(top, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    symlinkSync(elsewhere, join(top, 'link'));
    expectRefused(join(top, 'link'), /no folder/);
    writeFileSync(join(top, 'file'), '');
    expectRefused(join(top, 'file'), /no folder/);
    expectRefused(join(top, 'file', 'below'), /ENOTDIR|EEXIST/);
  });

  it('does not stand where anyone can put another in its place', () => {
    const parent = join(top, 'shared');
    mkdirSync(parent);
    chmodSync(parent, 0o777);
    expectRefused(join(parent, 'upgates-dev'), /others could/);
    chmodSync(parent, 0o1777);
    expect(socketPath([join(parent, 'upgates-dev')], SESSION)).toContain(parent);
  });

  it.runIf(process.getuid?.() === 0)('is our own', () => {
    const folder = join(top, 'theirs');
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, 12_345, 12_345);
    expectRefused(folder, /another user/);
  });
});

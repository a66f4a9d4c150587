import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { MINUTE } from '../../src/core/instant.ts';
import { ownLease, readLease, thisSystem, type Lease, type System } from '../../src/register/lease.ts';
import { isAlive as isAliveAt } from '../../src/register/lease.ts';

/** Long after the last beat: what runs here is asked, whatever its beats say. */
const LONG_AGO = { beatAt: 0, now: Date.UTC(2026, 10, 23) };
const isAlive = (lease: Lease, system: System = thisSystem): boolean => isAliveAt(lease, LONG_AGO, system);

/** A child that waits to be killed, and its lease. */
async function startChild(): Promise<{ child: ChildProcess; lease: Lease }> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)'], { stdio: 'pipe' });
  if (child.stdout) await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  const startedAt = thisSystem.statOf(pid)?.split(') ')[1]?.split(' ')[19] ?? null;
  return { child, lease: { ...ownLease(), pid, startedAt } };
}

/** A system that tells nothing but its name, and a lease of it. */
const mute: System = {
  bootId: () => null,
  pidSpace: () => null,
  host: () => 'here',
  statOf: () => null,
  hasProcess: (pid) => pid === 7,
};
const MUTE: Lease = { pid: 7, startedAt: null, bootId: null, pidSpace: null, host: 'here' };

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a lease', () => {
  it('of this process is alive, and survives a file', () => {
    const lease = ownLease();
    expect(isAlive(lease)).toBe(true);
    expect(readLease(JSON.parse(JSON.stringify(lease)))).toEqual(lease);
  });

  it('dies with its process, killed -9', async () => {
    const { child, lease } = await startChild();
    expect(isAlive(lease)).toBe(true);
    await kill(child);
    await vi.waitFor(() => expect(isAlive(lease)).toBe(false));
  });

  it('is dead when another process has its id', () => {
    const lease = ownLease();
    expect(isAlive({ ...lease, startedAt: '1' })).toBe(false);
  });

  it('is dead after a reboot, although a process has its id and its start', () => {
    expect(isAlive({ ...ownLease(), bootId: '00000000-0000-0000-0000-000000000000' })).toBe(false);
  });

  it('is dead while its killed process is not yet collected by its parent', () => {
    const zombie: System = { ...thisSystem, statOf: () => `7 (node) Z ${'0 '.repeat(18)}4711 0` };
    expect(isAlive({ ...MUTE, pid: 7, startedAt: '4711' }, { ...zombie, hasProcess: () => true })).toBe(false);
  });

  it('reads the start of a process whose name holds spaces and brackets', () => {
    const odd: System = {
      ...mute,
      hasProcess: () => true,
      statOf: () => `7 (a) Z (b) S ${'0 '.repeat(18)}4711`,
    };
    expect(isAlive({ ...MUTE, pid: 7, startedAt: '4711' }, odd)).toBe(true);
    expect(isAlive({ ...MUTE, pid: 7, startedAt: '4712' }, odd)).toBe(false);
  });

  it('goes by the process id alone where the system tells nothing else', () => {
    expect(isAlive({ ...MUTE, pid: 7 }, mute)).toBe(true);
    expect(isAlive({ ...MUTE, pid: 8 }, mute)).toBe(false);
    expect(ownLease(mute)).toEqual({ ...MUTE, pid: process.pid });
  });

  it('of a process of another user is alive', () => {
    expect(thisSystem.hasProcess(1)).toBe(true);
  });

  it.each([null, 7, {}, { pid: '7' }, { pid: -1 }, { pid: 1.5 }, { pid: 0 }])('is not read from %j', (value) => {
    expect(readLease(value)).toBeNull();
  });

  it.runIf(process.platform === 'linux')('holds start and boot on Linux', () => {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    expect(ownLease().startedAt).toBe(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    expect(ownLease().bootId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a lease that was written where no process can be asked for', () => {
  const now = Date.UTC(2026, 10, 23);
  const just = { beatAt: now - MINUTE, now };
  const before = { beatAt: now - 2 * MINUTE, now };
  const container: System = { ...mute, bootId: () => 'boot', pidSpace: () => 'pid:[2]', hasProcess: () => false };
  const other: Lease = { ...MUTE, bootId: 'boot', pidSpace: 'pid:[1]', host: 'there' };

  it.each<[string, Lease]>([
    ['in another container of this machine', other],
    ['in another container of the same name', { ...other, host: 'here' }],
    ['on another machine', { ...other, bootId: 'another' }],
  ])('%s is alive for as long as its session shows itself', (_where, lease) => {
    expect(isAliveAt(lease, just, container)).toBe(true);
    expect(isAliveAt(lease, before, container)).toBe(false);
  });

  it('on another machine that tells nothing but its name', () => {
    expect(isAliveAt({ ...MUTE, host: 'there' }, just, mute)).toBe(true);
    expect(isAliveAt({ ...MUTE, host: 'there' }, before, mute)).toBe(false);
  });

  it('before this machine was started again is dead at once', () => {
    expect(isAliveAt({ ...other, bootId: 'earlier', host: 'here' }, just, container)).toBe(false);
  });

  it('here is dead at once, however short ago it showed itself', () => {
    expect(isAliveAt({ ...other, pidSpace: 'pid:[2]' }, just, container)).toBe(false);
  });
});

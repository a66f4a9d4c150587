import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { isAlive, ownLease, readLease, thisSystem, type Lease, type System } from '../../src/register/lease.ts';

/** A child that waits to be killed, and its lease. */
async function startChild(): Promise<{ child: ChildProcess; lease: Lease }> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)'], { stdio: 'pipe' });
  if (child.stdout) await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  const startedAt = thisSystem.statOf(pid)?.split(') ')[1]?.split(' ')[19] ?? null;
  return { child, lease: { pid, startedAt, bootId: thisSystem.bootId() } };
}

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
    expect(isAlive({ pid: 7, startedAt: '4711', bootId: null }, { ...zombie, hasProcess: () => true })).toBe(false);
  });

  it('reads the start of a process whose name holds spaces and brackets', () => {
    const odd: System = {
      bootId: () => null,
      hasProcess: () => true,
      statOf: () => `7 (a) Z (b) S ${'0 '.repeat(18)}4711`,
    };
    expect(isAlive({ pid: 7, startedAt: '4711', bootId: null }, odd)).toBe(true);
    expect(isAlive({ pid: 7, startedAt: '4712', bootId: null }, odd)).toBe(false);
  });

  it('goes by the process id alone where the system tells nothing else', () => {
    const mute: System = { bootId: () => null, statOf: () => null, hasProcess: (pid) => pid === 7 };
    expect(isAlive({ pid: 7, startedAt: null, bootId: null }, mute)).toBe(true);
    expect(isAlive({ pid: 8, startedAt: null, bootId: null }, mute)).toBe(false);
    expect(ownLease(mute)).toEqual({ pid: process.pid, startedAt: null, bootId: null });
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

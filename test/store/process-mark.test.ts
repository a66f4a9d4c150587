import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { isRunning, processMark } from '../../src/store/process-mark.ts';

it('our own process runs', () => {
  expect(isRunning(process.pid, processMark(process.pid))).toBe(true);
  expect(isRunning(process.pid, '')).toBe(true);
});

it('a process that was killed does not', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const pid = child.pid ?? 0;
  const mark = processMark(pid);
  expect(isRunning(pid, mark)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isRunning(pid, mark)).toBe(false);
});

it('a later process with the same id is another one', () => {
  expect(isRunning(process.pid, 'an earlier boot/123')).toBe(processMark(process.pid) === '');
});

it.skipIf(processMark(process.pid) === '')('a process that was killed and not collected yet does not', async () => {
  // What the shell turns into collects nothing, so its child stays a zombie for as long as it sleeps.
  const shell = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [chunk] = (await once(shell.stdout, 'data')) as [Buffer];
    const pid = Number(chunk.toString());
    // The shell itself would collect it.
    await vi.waitFor(() => expect(readFileSync(`/proc/${shell.pid ?? 0}/comm`, 'latin1').trim()).toBe('sleep'));
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect([processMark(pid), stateOf(pid)]).toEqual(['', 'Z']));
  } finally {
    shell.kill('SIGKILL');
  }
});

function stateOf(pid: number): string {
  return /^\d+ \(.*\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? '';
}

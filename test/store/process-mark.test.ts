import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
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

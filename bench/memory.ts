/**
 * How much memory a process holds. In: its id. Out: bytes resident now.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function residentBytes(pid: number): Promise<number> {
  return 1024 * (process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid));
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN);
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim());
}

/** Looks every so often until it is told to stop; the highest it saw. */
export function watchPeak(pid: number): () => Promise<number> {
  let peak = 0;
  const look = async (): Promise<void> => {
    peak = Math.max(peak, await residentBytes(pid));
  };
  const timer = setInterval(() => void look().catch(() => clearInterval(timer)), 200);
  return async () => {
    clearInterval(timer);
    await look();
    return peak;
  };
}

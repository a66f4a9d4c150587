/**
 * What a process has used of the processors: on a busy machine calls a second tell of the others too, this does not.
 */
import { readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second, whatever its own clock does. */
const TICK_MS = 10;

/** Milliseconds in user and kernel mode since the process began; null where the system does not tell. */
async function processorMs(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program stands in brackets and may hold anything; user and system time are the 12th and 13th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Returns how to learn what each process has used since. */
export async function watchProcessors(pids: readonly number[]): Promise<() => Promise<readonly (number | null)[]>> {
  const before = await Promise.all(pids.map(processorMs));
  return async () => {
    const after = await Promise.all(pids.map(processorMs));
    return after.map((ms, index) => {
      const start = before[index] ?? null;
      return ms === null || start === null ? null : ms - start;
    });
  };
}

/**
 * Runs the work of a short command until it ends or a signal comes. In: the work, which stops when its signal aborts.
 * Out: the exit code: the signal's own when there was one.
 */
import type { ExitCode } from '../core/failure.ts';

const EXITS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export async function untilSignal(work: (signal: AbortSignal) => Promise<ExitCode>): Promise<ExitCode> {
  const stop = new AbortController();
  let exit: ExitCode | null = null;
  const handles = Object.entries(EXITS).map(([name, code]) => ({
    name,
    handle: (): void => {
      exit ??= code;
      stop.abort();
    },
  }));
  for (const { name, handle } of handles) process.on(name, handle);
  try {
    const own = await work(stop.signal);
    return exit ?? own;
  } finally {
    for (const { name, handle } of handles) process.off(name, handle);
  }
}

/**
 * How a command that runs until it is told to end learns of it: a signal, or somebody who asks. Out: the exit code.
 */
import type { ExitCode } from '../../core/failure.ts';

export interface Ending {
  readonly signal: AbortSignal;
  readonly code: Promise<ExitCode>;
  end(code: ExitCode): void;
  close(): void;
}

const EXITS: readonly (readonly [NodeJS.Signals, ExitCode])[] = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
];

export function waitForEnd(): Ending {
  const controller = new AbortController();
  let answer: (code: ExitCode) => void = () => undefined;
  const code = new Promise<ExitCode>((resolve) => {
    answer = resolve;
  });
  const end = (exit: ExitCode): void => {
    answer(exit);
    controller.abort();
  };
  const handlers = EXITS.map(([signal, exit]) => ({ signal, handle: () => end(exit) }));
  for (const { signal, handle } of handlers) process.on(signal, handle);
  return {
    signal: controller.signal,
    code,
    end,
    close() {
      for (const { signal, handle } of handlers) process.off(signal, handle);
    },
  };
}

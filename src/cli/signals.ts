/**
 * Ways a session is told to end from outside: signals, and a crash of our own. The end cleans up in every case.
 */
import type { Session } from '../session/session.ts';

const EXITS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface Watching {
  close(): void;
}

/** Signals do not ask. Asking again changes nothing: cleaning up goes on, and each step of it has a deadline. */
export function watchEnds(session: Session): Watching {
  const onSignals = Object.entries(EXITS).map(([name, exit]) => ({
    name,
    handle: () => session.end({ reason: 'signal', exit }),
  }));
  const onCrash = (error: unknown): void => session.fail(error);
  for (const { name, handle } of onSignals) process.on(name, handle);
  process.on('uncaughtException', onCrash);
  process.on('unhandledRejection', onCrash);
  return {
    close() {
      for (const { name, handle } of onSignals) process.off(name, handle);
      process.off('uncaughtException', onCrash);
      process.off('unhandledRejection', onCrash);
    },
  };
}

/**
 * Ways a session is told to end from outside: signals, a lost terminal, and a crash of our own. The end cleans up in every
 * case.
 */
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Session } from '../session/session.ts';
import { hasTerminal } from '../show/tui/screen/foreground.ts';

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
  letGoOfTerminals();
  return {
    // Crashes are listened to until the process ends: one that comes late goes into the log and not over the screen.
    close() {
      for (const { name, handle } of onSignals) process.off(name, handle);
    },
  };
}

/**
 * At its exit Node gives each terminal it was started on the settings it had, and aborts (134) where that terminal is gone
 * (node::ResetStdio, seen with Node 20 and a closed pseudo-terminal); in the background it spoils the line of the shell
 * that has the terminal by then, or is stopped for having tried. Streams that lead elsewhere it leaves alone, and those
 * that it does not read any more.
 */
function letGoOfTerminals(): void {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  if (terminals.length === 0) return;
  process.once('exit', () => {
    const isOurs = hasTerminal();
    if (!isOurs) process.stdin.destroy();
    for (const fd of terminals) if (!isOurs || !isatty(fd)) leadNowhere(fd);
  });
}

/** The lowest free number is given to what is opened next. */
function leadNowhere(fd: number): void {
  try {
    closeSync(fd);
    openSync('/dev/null', 'r+');
  } catch {
    // Closed is as good.
  }
}

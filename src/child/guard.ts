/**
 * What ends a program of ours when we cannot: a shell that waits for our end of a pipe to close. Ended by SIGKILL, or crashed in
 * the middle of anything, we leave nothing behind. In: whom to end. Out: a way to send the guard home.
 */
import { spawn } from 'node:child_process';
import { SECOND, type Millis } from '../core/instant.ts';
import { MARK_VARIABLE, type FamilyOf } from './family.ts';

/** `kill -s`, since dash reads `kill -TERM -- -1` otherwise. A line on its input sends it home. Those that left the group are found by their mark, where there is a /proc. */
const SCRIPT = `
read -r done && exit
strays() { grep -ls "${MARK_VARIABLE}=$2" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }
kill -s TERM -- "-$1" $(strays "$@") 2>/dev/null
waited=0
while [ "$waited" -lt "$3" ]; do
  if ! kill -s 0 -- "-$1" 2>/dev/null && [ -z "$(strays "$@")" ]; then exit; fi
  sleep 1
  waited=$((waited + 1))
done
kill -s KILL -- "-$1" $(strays "$@") 2>/dev/null
`;

export interface Guard {
  /** The program has ended: there is nothing left to guard. */
  dismiss(): void;
}

export function postGuard({ group, mark }: FamilyOf, stopTimeout: Millis): Guard {
  const seconds = String(Math.ceil(stopTimeout / SECOND));
  const guard = spawn('/bin/sh', ['-c', SCRIPT, 'sh', String(group), mark, seconds], {
    // A session of its own: what is sent to our group, as Ctrl-C is, must not reach it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell there is no guard; we still end the handler ourselves.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return { dismiss: () => void guard.stdin.end('done\n') };
}

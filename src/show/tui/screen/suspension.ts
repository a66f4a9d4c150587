/**
 * Ctrl-Z: the terminal goes back to the shell and the program stops; `fg` brings both back. A program that is stopped
 * answers nobody, so that is said before; with `bg` it answers again, without its screen, until `fg`. Also when others stop
 * us: with SIGTSTP, as an editor does that was stopped itself, or with SIGSTOP, which nobody can prepare for.
 * Windows has nothing like it.
 */
import { SECOND } from '../../../core/instant.ts';
import { hasTerminal } from './foreground.ts';
import type { Lending } from './lender.ts';

export interface Suspension {
  readonly suspend: () => void;
  /** The shell has the terminal: nothing of it may be touched. */
  readonly isAway: () => boolean;
  /** Listens to signals no more. */
  readonly close: () => void;
}

/**
 * The shell sees its job stopped only when the whole group is, with npx for one. In a group that no shell looks after the
 * signal is dropped, and the screen comes straight back.
 */
const WAKE_AFTER = 50;

const TEXT = `upgates-dev is stopped: calls of the shop are not answered, and count as delivered after a second.
fg brings it back; bg lets it answer without its screen.
`;

export function createSuspension({ lend, takeBack }: Lending, write: (text: string) => void): Suspension {
  let state: 'here' | 'going' | 'stopped' | 'behind' | 'closed' = 'here';
  let isWakeExpected = false;
  let timer: NodeJS.Timeout | undefined;

  const stop = (): void => {
    state = 'stopped';
    isWakeExpected = true;
    process.off('SIGTSTP', suspend);
    process.kill(0, 'SIGTSTP');
    // Begins to run when we do.
    timer = setTimeout(look, WAKE_AFTER);
  };
  const look = (): void => {
    clearTimeout(timer);
    process.off('SIGTSTP', suspend).on('SIGTSTP', suspend);
    if (hasTerminal()) {
      state = 'here';
      return takeBack();
    }
    state = 'behind';
    // A shell tells nobody who runs in the background already that it is in front again.
    timer = setTimeout(look, SECOND).unref();
  };
  const letGo = (then: () => void, otherwise: () => void): void => {
    state = 'going';
    void lend('shell').then((isLent) => {
      if (state === 'closed') return;
      if (isLent) return then();
      state = 'here';
      otherwise();
    });
  };
  const suspend = (): void => {
    if (process.platform === 'win32') return;
    clearTimeout(timer);
    if (state === 'behind') return stop();
    if (state !== 'here') return;
    letGo(() => {
      write(TEXT);
      stop();
    }, follow);
  };
  /** Somebody else has the terminal and is stopped: we too, or the shell would wait for us. */
  const follow = (): void => void process.kill(process.pid, 'SIGSTOP');
  /** What a shell did to the terminal of a program that could not prepare is undone by giving it up and taking it again. */
  const woken = (): void => {
    const isFromOutside = !isWakeExpected;
    isWakeExpected = false;
    if (state === 'stopped' || state === 'behind') look();
    else if (state === 'here' && isFromOutside) letGo(look, () => undefined);
  };
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', woken);
  return {
    suspend,
    isAway: () => state === 'stopped' || state === 'behind',
    close() {
      state = 'closed';
      clearTimeout(timer);
      process.off('SIGTSTP', suspend);
      process.off('SIGCONT', woken);
    },
  };
}

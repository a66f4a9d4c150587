/**
 * Ctrl-Z: the terminal goes back to the shell and the program stops; `fg` brings both back. A program that is stopped
 * answers nobody, so that is said before. Windows has nothing like it. Also when others stop us with SIGTSTP, as an editor does that was stopped itself.
 */
import type { Lending } from './lender.ts';

export interface Suspension {
  readonly suspend: () => void;
  /** Listens to SIGTSTP no more. */
  readonly close: () => void;
}

/**
 * The shell sees its job stopped only when the whole group is, with npx for one. In a group that no shell looks after the
 * signal is dropped, and the screen comes straight back.
 */
const WAKE_AFTER = 50;

const TEXT =
  'upgates-dev is stopped: calls of the shop are not answered, and count as delivered after a second. fg brings it back.\n';

export function createSuspension({ lend, takeBack }: Lending, write: (text: string) => void): Suspension {
  let isAway = false;
  const stop = (): void => {
    process.off('SIGTSTP', suspend);
    process.kill(0, 'SIGTSTP');
    // Begins to run when we do.
    setTimeout(() => {
      process.on('SIGTSTP', suspend);
      isAway = false;
      takeBack();
    }, WAKE_AFTER);
  };
  const suspend = (): void => {
    if (isAway || process.platform === 'win32') return;
    isAway = true;
    void lend().then((isLent) => {
      if (!isLent) return follow();
      write(TEXT);
      stop();
    });
  };
  /** Somebody else has the terminal and is stopped: we too, or the shell would wait for us. */
  const follow = (): void => {
    isAway = false;
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend);
  return { suspend, close: () => void process.off('SIGTSTP', suspend) };
}

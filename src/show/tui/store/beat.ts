/**
 * How often the screen is drawn anew: the first change after silence soon, then at most every 80 ms, since a frame costs
 * the same whether one thing changed or a hundred. Never inside the caller's own turn: the session tells of changes
 * while a call waits for its answer. Also the slow tick for what changes by itself.
 */
import type { Millis } from '../../../core/instant.ts';

const BEAT: Millis = 80;

export interface Beat {
  /** Something changed. */
  readonly touch: () => void;
  /** Draw again after this long at the latest, whatever happens; null: only when something changes. */
  wakeAfter(ms: Millis | null): void;
  readonly stop: () => void;
}

/** `draw` is called from timers only. They do not keep the process alive. */
export function createBeat(draw: () => void): Beat {
  let flush: NodeJS.Timeout | null = null;
  let wake: NodeJS.Timeout | null = null;
  let isResting = false;
  let isDue = false;
  let isStopped = false;

  const rest = (): void => {
    isResting = true;
    flush = setTimeout(() => {
      isResting = false;
      flush = null;
      if (isDue) run();
    }, BEAT).unref();
  };
  const run = (): void => {
    isDue = false;
    rest();
    draw();
  };
  const touch = (): void => {
    if (isStopped) return;
    isDue = true;
    if (isResting || flush !== null) return;
    flush = setTimeout(run, 0).unref();
  };
  return {
    touch,
    wakeAfter(ms) {
      if (wake !== null) clearTimeout(wake);
      wake = ms === null || isStopped ? null : setTimeout(touch, ms).unref();
    },
    stop() {
      isStopped = true;
      if (flush !== null) clearTimeout(flush);
      if (wake !== null) clearTimeout(wake);
    },
  };
}

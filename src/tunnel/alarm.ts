/**
 * A wait that others may end: who rests until the next look is woken by whoever notices trouble first.
 */
import { within, type CutShort, type Limits } from '../dial/deadline.ts';

export interface Alarm {
  /** Ends the wait that is on, else the next one at once. */
  ring(): void;
  /** One wait at a time. */
  wait(limits: Limits): Promise<'rung' | CutShort>;
}

export function createAlarm(): Alarm {
  let isRung = false;
  let wake: () => void = () => undefined;
  return {
    ring() {
      isRung = true;
      wake();
    },
    async wait(limits) {
      const rung = new Promise<'rung'>((resolve) => {
        wake = () => resolve('rung');
        if (isRung) wake();
      });
      const ended = await within(limits, rung);
      isRung = false;
      return ended;
    },
  };
}

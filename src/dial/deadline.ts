/**
 * The two ways in which every wait ends early: its time passes, or whoever asked no longer wants it.
 */
import { setMaxListeners } from 'node:events';
import type { Millis } from '../core/instant.ts';

export type CutShort = 'timeout' | 'aborted';

export interface Limits {
  readonly deadline: Millis;
  readonly signal: AbortSignal;
}

/** Calls `ended` once, when the deadline passes or the signal aborts; at once if it has. Returns how to call it off. */
export function onCutShort({ deadline, signal }: Limits, ended: (why: CutShort) => void): () => void {
  const end = (why: CutShort): void => {
    callOff();
    ended(why);
  };
  const aborted = (): void => end('aborted');
  const timer = setTimeout(() => end('timeout'), deadline);
  const callOff = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', aborted);
  };
  // One signal ends all waits of a session, dozens at a time; Node would warn of a leak from the eleventh on.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', aborted, { once: true });
  if (signal.aborted) aborted();
  return callOff;
}

/** Waits for `work` at most until it is cut short; the work's own end, good or bad, is then nobody's business. */
export function within<T>(limits: Limits, work: Promise<T>): Promise<T | CutShort> {
  return new Promise((resolve, reject) => {
    const callOff = onCutShort(limits, resolve);
    work.finally(callOff).then(resolve, reject);
  });
}

/** Waits for time to pass. */
export function pause(limits: Limits): Promise<CutShort> {
  return new Promise((resolve) => onCutShort(limits, resolve));
}

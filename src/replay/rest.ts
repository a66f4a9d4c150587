/**
 * Waits for time to pass, or until the signal ends it; not longer than a timer can hold.
 */
import type { Millis } from '../core/instant.ts';

export function rest(delay: Millis, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, delay));
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

/**
 * Whether this machine has slept since the public address stood: also in the middle of the start, when webhooks may exist
 * already and their calls get no answer. In: the clock. Out: a notice for each sleep, and word to whoever looks after the
 * address: what stood before is not to be trusted.
 */
import { formatDuration, SECOND, type Instant, type Millis } from '../../core/instant.ts';
import { watchClock } from '../../tunnel/clock-watch.ts';
import type { WatchPace } from '../../tunnel/watch-pace.ts';
import type { Notify } from '../notify.ts';

export interface Sleep {
  /** Told of each sleep from now on, and at once of one that nobody has taken note of. */
  onSlept(listener: () => void): void;
  /** Once after a sleep: the last moment before it; null: there was none. */
  take(): Instant | null;
}

export interface SleepOptions {
  readonly pace: Pick<WatchPace, 'tick' | 'jump'>;
  readonly now: () => Instant;
  readonly notify: Notify;
}

/** Watches until `stop`. */
export function watchSleep({ pace, now, notify }: SleepOptions): Sleep & { readonly stop: () => void } {
  const listeners: (() => void)[] = [];
  let sleptAt: Instant | null = null;
  const onJump = (by: Millis, before: Instant): void => {
    sleptAt ??= before;
    notify('warning', { code: 'slept', text: describe(by) });
    for (const listener of listeners) listener();
  };
  return {
    stop: watchClock({ ...pace, now, onJump }),
    onSlept(listener) {
      listeners.push(listener);
      if (sleptAt !== null) listener();
    },
    take() {
      const taken = sleptAt;
      sleptAt = null;
      return taken;
    },
  };
}

function describe(by: Millis): string {
  const slept = formatDuration(Math.max(1, Math.round(by / SECOND)) * SECOND);
  return `The clock jumped by ${slept}: this machine slept, or the program was stopped. Calls that the shop made meanwhile had no answer in time; one that waited may arrive only now, although the shop has given it up.`;
}

/**
 * Plausible traffic of a small shop. In: a rate a minute in real time (it does not follow the clock's speed), seeded
 * randomness and who subscribed to what. Out: things that happen at real moments; the sequence of events is the plan's.
 */
import type { EventDefinition } from '../../core/events.ts';
import { MINUTE, type Millis } from '../../core/instant.ts';
import type { Random } from '../../core/random.ts';
import { createTrafficPlan } from './traffic-plan.ts';

export interface Traffic {
  /** Starts, or goes on at another rate; 0 stops. The first event comes within a second, if anybody listens. */
  start(ratePerMinute: number): void;
  stop(): void;
}

export interface TrafficOptions {
  readonly random: Random;
  /** Names of the events that somebody receives now. */
  readonly subscribed: () => ReadonlySet<string>;
  /** Lets it happen to one thing of the shop. */
  readonly happen: (event: EventDefinition) => void;
}

/** Time for whoever started the traffic to be ready for it. */
const FIRST_AFTER: Millis = 500;
/** While nobody listens we look again this often, so that a new subscriber need not wait for a whole interval. */
const LOOK_AGAIN: Millis = 500;

export function createTraffic({ random, subscribed, happen }: TrafficOptions): Traffic {
  const plan = createTrafficPlan(random.fork('events'));
  const gaps = random.fork('gaps');
  let timer: NodeJS.Timeout | null = null;

  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const tick = (interval: Millis): void => {
    const planned = plan.next(subscribed());
    // Between half and one and a half of the interval: not like a machine, and right in the mean.
    const gap = planned === null ? Math.min(interval, LOOK_AGAIN) : interval * (0.5 + gaps.next());
    timer = setTimeout(() => tick(interval), gap);
    if (planned !== null) happen(planned);
  };

  return {
    start(ratePerMinute) {
      stop();
      if (ratePerMinute <= 0) return;
      const interval = MINUTE / ratePerMinute;
      timer = setTimeout(() => tick(interval), Math.min(interval, FIRST_AFTER));
    },
    stop,
  };
}

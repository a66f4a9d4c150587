/**
 * Deliveries that wait for a repeat by the shop: how many, and which of them did not get it.
 * Looked at once a second by the session's own clock, so that a laptop that slept finds out at once, and ten thousand
 * waiting deliveries take one timer.
 */
import { SECOND, type Instant, type Millis } from '../../core/instant.ts';

export interface Chains {
  /** The shop will repeat this delivery; `dueAt` null: at once. `grace` later it counts as not repeated. */
  expect(delivery: string, expectation: { readonly dueAt: Instant | null; readonly grace: Millis }): void;
  /** The repeat came, or will not come. */
  settle(delivery: string): void;
  waiting(): number;
  close(): void;
}

export interface ChainsOptions {
  readonly now: () => Instant;
  /** Told once for all that are overdue at the same look; must not throw. */
  readonly onNotRepeated: (deliveries: readonly string[]) => void;
}

const LOOK_EVERY: Millis = SECOND;

export function createChains({ now, onNotRepeated }: ChainsOptions): Chains {
  const overdueAt = new Map<string, Instant>();
  let timer: NodeJS.Timeout | null = null;
  const rest = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const look = (): void => {
    const at = now();
    const missed = [...overdueAt].flatMap(([delivery, limit]) => (at > limit ? [delivery] : []));
    for (const delivery of missed) overdueAt.delete(delivery);
    if (overdueAt.size === 0) rest();
    if (missed.length > 0) onNotRepeated(missed);
  };
  return {
    expect(delivery, { dueAt, grace }) {
      overdueAt.set(delivery, (dueAt ?? now()) + grace);
      timer ??= setInterval(look, LOOK_EVERY).unref();
    },
    settle: (delivery) => void overdueAt.delete(delivery),
    waiting: () => overdueAt.size,
    close() {
      rest();
      overdueAt.clear();
    },
  };
}

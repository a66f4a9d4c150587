/**
 * Deliveries that wait for a repeat by the shop: how many, and which of them did not get it.
 */
import type { Instant, Millis } from '../core/instant.ts';

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
  readonly onNotRepeated: (delivery: string) => void;
}

export function createChains({ now, onNotRepeated }: ChainsOptions): Chains {
  const timers = new Map<string, NodeJS.Timeout>();
  const settle = (delivery: string): void => {
    clearTimeout(timers.get(delivery));
    timers.delete(delivery);
  };
  return {
    expect(delivery, { dueAt, grace }) {
      settle(delivery);
      const timer = setTimeout(
        () => {
          timers.delete(delivery);
          onNotRepeated(delivery);
        },
        Math.max(0, (dueAt ?? now()) - now()) + grace,
      );
      timer.unref();
      timers.set(delivery, timer);
    },
    settle,
    waiting: () => timers.size,
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/**
 * The deliveries that are not over, by id and by webhook, and who waits for a first attempt to be judged.
 */
import type { DeliveryState } from '../../core/delivery.ts';
import type { EmittedCall } from './emission.ts';

export interface Delivery extends EmittedCall {
  readonly id: string;
  state: DeliveryState;
  cancelWake: () => void;
  /** Of those due at one instant the one that began to wait first goes first: so they are saved in this order. */
  turn: number;
}

export interface LiveDeliveries {
  add(delivery: Delivery): void;
  remove(delivery: Delivery): void;
  /** In order of their beginning. */
  all(): readonly Delivery[];
  ofWebhook(webhook: number): readonly Delivery[];
  /** Resolves when none of these waits for its first attempt to be judged; ids of others do not count. */
  begun(ids: readonly string[]): Promise<void>;
  /** Its first attempt has been judged; removing it says so too. */
  hasBegun(delivery: Delivery): void;
  clear(): void;
}

export function createLiveDeliveries(): LiveDeliveries {
  const byId = new Map<string, Delivery>();
  const byWebhook = new Map<number, Set<Delivery>>();
  /** Of those whose first attempt has not been judged. */
  const listeners = new Map<string, (() => void)[]>();
  const tell = (id: string): void => {
    const told = listeners.get(id) ?? [];
    listeners.delete(id);
    for (const listener of told) listener();
  };
  const untilBegun = (id: string): Promise<void> =>
    new Promise((resolve) => {
      const known = listeners.get(id);
      if (known === undefined) resolve();
      else known.push(resolve);
    });
  return {
    add(delivery) {
      const { id, webhook } = delivery;
      byId.set(id, delivery);
      byWebhook.set(webhook, (byWebhook.get(webhook) ?? new Set()).add(delivery));
      listeners.set(id, []);
    },
    remove(delivery) {
      const { id, webhook } = delivery;
      const siblings = byWebhook.get(webhook);
      byId.delete(id);
      siblings?.delete(delivery);
      if (siblings?.size === 0) byWebhook.delete(webhook);
      tell(id);
    },
    all: () => [...byId.values()],
    ofWebhook: (webhook) => [...(byWebhook.get(webhook) ?? [])],
    async begun(ids) {
      await Promise.all(ids.map(untilBegun));
    },
    hasBegun: ({ id }) => tell(id),
    clear() {
      byId.clear();
      byWebhook.clear();
      for (const id of listeners.keys()) tell(id);
    },
  };
}

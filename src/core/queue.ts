/**
 * First in, first out. Taking from an array moves everything behind; here it costs the same however many wait.
 */
export interface Queue<T> {
  push(item: T): void;
  /** Null when nothing waits. */
  take(): T | null;
  size(): number;
}

/** Taken places are given up in one go when there are this many, and as many as those that wait. */
const MOST_TAKEN = 1000;

export function createQueue<T>(): Queue<T> {
  let items: T[] = [];
  let taken = 0;
  return {
    push: (item) => void items.push(item),
    take() {
      const item = items[taken];
      if (taken >= items.length || item === undefined) return null;
      taken += 1;
      if (taken === items.length || (taken >= MOST_TAKEN && taken * 2 >= items.length)) {
        items = items.slice(taken);
        taken = 0;
      }
      return item;
    },
    size: () => items.length - taken,
  };
}

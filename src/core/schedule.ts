/**
 * What is due next: a binary heap of instants. Entries at the same instant come out in the order they went in.
 * Adding, taking and removing cost the logarithm of what is waiting: each entry knows its place.
 */
import type { Instant } from './instant.ts';

export interface Schedule<T> {
  /** Returns how to take it out again; that does nothing once it is out. */
  add(at: Instant, item: T): () => void;
  /** When the earliest entry is due; null when nothing waits. */
  nextAt(): Instant | null;
  /** Takes the earliest entry if it is due at `at`. */
  takeDue(at: Instant): T | null;
  size(): number;
}

interface Entry<T> {
  readonly at: Instant;
  readonly order: number;
  readonly item: T;
  /** Where it stands in the heap. */
  place: number;
}

/** The place of an entry that was taken or removed. */
const OUT = -1;

export function createSchedule<T>(): Schedule<T> {
  const heap: Entry<T>[] = [];
  let order = 0;
  return {
    add(at, item) {
      const entry = { at, order, item, place: heap.length };
      heap.push(entry);
      order += 1;
      siftUp(heap, entry.place);
      return () => removeAt(heap, entry.place);
    },
    nextAt: () => heap[0]?.at ?? null,
    takeDue(at) {
      const first = heap[0];
      if (first === undefined || first.at > at) return null;
      removeAt(heap, 0);
      return first.item;
    },
    size: () => heap.length,
  };
}

/** The last entry takes the place of the one that goes, and moves to where it belongs. */
function removeAt<T>(heap: Entry<T>[], place: number): void {
  const gone = place === OUT ? undefined : heap[place];
  if (gone === undefined) return;
  gone.place = OUT;
  const last = heap.pop();
  if (last === undefined || last === gone) return;
  put(heap, last, place);
  siftUp(heap, place);
  siftDown(heap, last.place);
}

function put<T>(heap: Entry<T>[], entry: Entry<T>, place: number): void {
  heap[place] = entry;
  entry.place = place;
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function siftUp<T>(heap: Entry<T>[], start: number): void {
  for (let index = start; index > 0;) {
    const parent = (index - 1) >> 1;
    if (!swapIfBefore(heap, index, parent)) return;
    index = parent;
  }
}

function siftDown<T>(heap: Entry<T>[], start: number): void {
  for (let index = start; ;) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    const [a, b] = [heap[left], heap[right]];
    const smaller = a !== undefined && b !== undefined && isBefore(b, a) ? right : left;
    if (!swapIfBefore(heap, smaller, index)) return;
    index = smaller;
  }
}

/** Swaps two places when the first belongs before the second. */
function swapIfBefore<T>(heap: Entry<T>[], first: number, second: number): boolean {
  const [a, b] = [heap[first], heap[second]];
  if (a === undefined || b === undefined || !isBefore(a, b)) return false;
  put(heap, b, first);
  put(heap, a, second);
  return true;
}

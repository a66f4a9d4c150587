/** Writes that nobody waits for: a disk that refuses them for a while. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import { createLaterWrites, type LaterWrites } from '../../../src/session/calls/later-writes.ts';

let isFull = false;
const written: string[] = [];
const told: string[] = [];

function disk(what: string): void {
  if (isFull) throw trouble('disk-full', 'The disk is full.');
  written.push(what);
}

function open(): LaterWrites {
  return createLaterWrites({
    history: {
      settled: ({ attempt }) => disk(`settled ${attempt}`),
      handlerSettled: ({ attempt }) => disk(`handler ${attempt}`),
      enqueue: ({ delivery }) => disk(`queue ${delivery}`),
      finishQueued: (delivery) => disk(`finished ${delivery}`),
    },
    notify: (_, { code }) => void told.push(code),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  isFull = false;
  written.length = 0;
  told.length = 0;
});

afterEach(() => vi.useRealTimers());

it('are made at once where the disk is well', () => {
  const later = open();
  later.finishQueued('a');
  later.requeue({ delivery: 'b', dueAt: 0 });
  expect(written).toEqual(['finished a', 'queue b']);
  expect(told).toEqual([]);
});

it('are kept in their order while it is full, said once, and made when there is room', () => {
  const later = open();
  isFull = true;
  later.requeue({ delivery: 'a', dueAt: 0 });
  later.finishQueued('a');
  vi.advanceTimersByTime(3000);
  expect([written, told]).toEqual([[], ['store-waiting']]);
  isFull = false;
  later.finishQueued('b');
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(written).toEqual(['queue a', 'finished a', 'finished b']);
  expect(told).toEqual(['store-waiting', 'store-well']);
  later.finishQueued('c');
  expect(written).toHaveLength(4);
});

it('are tried a last time at the end, and nothing is tried after it', () => {
  const later = open();
  isFull = true;
  later.finishQueued('a');
  isFull = false;
  later.close();
  later.finishQueued('b');
  vi.advanceTimersByTime(5000);
  expect(written).toEqual(['finished a']);
});

it('do not grow without end', () => {
  const later = open();
  isFull = true;
  for (let delivery = 0; delivery < 5000; delivery += 1) later.finishQueued(String(delivery));
  isFull = false;
  later.close();
  expect(written).toHaveLength(1000);
});

it('do not hide a bug of ours', () => {
  const later = createLaterWrites({
    history: {
      settled: () => undefined,
      handlerSettled: () => undefined,
      enqueue: () => undefined,
      finishQueued: () => {
        throw new TypeError('no such thing');
      },
    },
    notify: () => undefined,
  });
  expect(() => later.finishQueued('a')).toThrow(TypeError);
});

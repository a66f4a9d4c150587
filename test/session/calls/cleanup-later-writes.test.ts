/** Writes that nobody waits for: a disk that refuses them for a while. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import type { Ending } from '../../../src/store/told.ts';
import { settled } from '../../store/samples.ts';
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
      flush: () => undefined,
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

it('are made again when the transaction they shared was undone, before what comes after them', () => {
  const endings: Ending[] = [];
  const later = createLaterWrites({
    history: {
      settled({ attempt }, ending) {
        if (ending === undefined) disk(`settled ${attempt}`);
        else endings.push(ending);
      },
      handlerSettled: ({ attempt }) => disk(`handler ${attempt}`),
      enqueue: () => undefined,
      finishQueued: () => undefined,
      flush: () => undefined,
    },
    notify: (_, { code }) => void told.push(code),
  });
  for (const attempt of ['a.1', 'b.1']) later.settled(settled(attempt));
  for (const { undone } of endings) undone(new Error('the row beside it was refused'));
  expect(told).toEqual(['store-waiting']);
  later.handlerSettled({ attempt: 'a.1', handler: { status: 200, ms: 5 }, handlerAnswer: null, withoutUs: null });
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(written).toEqual(['settled a.1', 'settled b.1', 'handler a.1']);
  expect(told).toEqual(['store-waiting', 'store-well']);
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
      flush: () => undefined,
    },
    notify: () => undefined,
  });
  expect(() => later.finishQueued('a')).toThrow(TypeError);
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSchedule } from '../../src/core/schedule.ts';

it('is empty at first', () => {
  const schedule = createSchedule<string>();
  expect([schedule.size(), schedule.nextAt(), schedule.takeDue(Number.MAX_SAFE_INTEGER)]).toEqual([0, null, null]);
});

it('gives nothing before it is due', () => {
  const schedule = createSchedule<string>();
  schedule.add(10, 'a');
  expect(schedule.takeDue(9)).toBeNull();
  expect(schedule.nextAt()).toBe(10);
  expect(schedule.takeDue(10)).toBe('a');
  expect(schedule.size()).toBe(0);
});

it('entries of the same instant come out in the order they went in', () => {
  const schedule = createSchedule<string>();
  for (const item of 'abcdefghij') schedule.add(5, item);
  expect(Array.from({ length: 10 }, () => schedule.takeDue(5)).join('')).toBe('abcdefghij');
});

/** The obvious but slow way: a list kept in order. `toSorted` is stable. */
function createList(): {
  add(at: number, item: number): void;
  take(at: number): number | null;
  remove(item: number): void;
  next(): number | null;
} {
  let list: { at: number; item: number }[] = [];
  return {
    add: (at, item) => {
      list = [...list, { at, item }].toSorted((a, b) => a.at - b.at);
    },
    take: (at) => {
      const [first] = list;
      if (first === undefined || first.at > at) return null;
      list = list.slice(1);
      return first.item;
    },
    remove: (gone) => {
      list = list.filter(({ item }) => item !== gone);
    },
    next: () => list[0]?.at ?? null,
  };
}

it('equals a sorted stable list, however adding, taking and removing are mixed', () => {
  const anyDo = fc.record({
    at: fc.integer({ min: 0, max: 12 }),
    what: fc.constantFrom('add', 'add', 'take', 'remove'),
  });
  fc.assert(
    fc.property(fc.array(anyDo, { maxLength: 200 }), (todo) => {
      const [schedule, list] = [createSchedule<number>(), createList()];
      const removers = new Map<number, () => void>();
      for (const [item, { at, what }] of todo.entries()) {
        if (what === 'add') {
          removers.set(item, schedule.add(at, item));
          list.add(at, item);
        } else if (what === 'remove') {
          // Any that was ever added, so also one that is out already.
          const chosen = [...removers.keys()][(at * 7) % Math.max(1, removers.size)] ?? -1;
          removers.get(chosen)?.();
          list.remove(chosen);
        } else {
          expect(schedule.takeDue(at)).toBe(list.take(at));
        }
        expect(schedule.nextAt()).toBe(list.next());
      }
      for (let left = schedule.size(); left > 0; left -= 1) expect(schedule.takeDue(99)).toBe(list.take(99));
      expect(schedule.size()).toBe(0);
    }),
  );
});

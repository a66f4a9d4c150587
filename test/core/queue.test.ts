import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createQueue } from '../../src/core/queue.ts';

it('gives what was put in first, first, however putting and taking are mixed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1500, max: 1500 }), { maxLength: 30 }), (todo) => {
      const queue = createQueue<number>();
      const list: number[] = [];
      let next = 0;
      for (const count of todo) {
        for (let left = count; left > 0; left -= 1) {
          queue.push(next);
          list.push(next);
          next += 1;
        }
        for (let left = -count; left > 0; left -= 1) expect(queue.take()).toBe(list.shift() ?? null);
        expect(queue.size()).toBe(list.length);
      }
    }),
    { numRuns: 50 },
  );
});

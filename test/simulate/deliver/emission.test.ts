import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import { recordKeys } from '../../../src/core/envelope.ts';
import { createRandom } from '../../../src/core/random.ts';
import { generateRecords } from '../../../src/fixture/generate.ts';
import { callsOf } from '../../../src/simulate/deliver/emission.ts';

const event = EVENTS[0];

describe('callsOf', () => {
  it('makes one call a webhook and 5000 records, the rest in the next', () => {
    if (event === undefined) throw new Error('no events');
    const lists = generateRecords(event, 12_000, { random: createRandom('x'), at: 0 });
    const calls = callsOf({
      event,
      lists,
      shopName: 'demoshop',
      style: { escaped: true },
      receivers: [1, 2],
      firstStep: 7,
    });
    const told = calls.map(({ webhook, step, body }) => [webhook, step, recordKeys(event.name, body.toString()).count]);
    expect(told).toEqual([
      [1, 7, 5000],
      [2, 7, 5000],
      [1, 8, 5000],
      [2, 8, 5000],
      [1, 9, 2000],
      [2, 9, 2000],
    ]);
    expect(calls[0]?.subjects).toContain('part:7/1');
    expect(calls[5]?.subjects).toContain('part:7/2');
  });
});

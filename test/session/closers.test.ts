import { describe, expect, it } from 'vitest';
import { createClosers } from '../../src/session/closers.ts';

describe('closers', () => {
  it('run once each, in reverse, whatever the others do', async () => {
    const order: string[] = [];
    const closers = createClosers();
    closers.push('first', () => void order.push('first'));
    closers.push('second', () => {
      order.push('second');
      throw new Error('broken');
    });
    closers.push('third', async () => {
      await Promise.resolve();
      order.push('third');
    });
    const [troubles, again] = await Promise.all([closers.closeAll(), closers.closeAll()]);
    expect(order).toEqual(['third', 'second', 'first']);
    expect(troubles).toEqual([{ name: 'second', reason: 'broken' }]);
    expect(again).toBe(troubles);
  });

  it('goes on after the deadline of one that hangs', async () => {
    const order: string[] = [];
    const closers = createClosers();
    closers.push('first', () => void order.push('first'));
    closers.push('hanging', () => new Promise(() => undefined), 20);
    expect(await closers.closeAll()).toEqual([{ name: 'hanging', reason: 'not closed after 20 ms' }]);
    expect(order).toEqual(['first']);
  });
});

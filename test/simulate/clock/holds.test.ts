import { expect, it, vi } from 'vitest';
import { createHolds } from '../../../src/simulate/clock/holds.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('knows the earliest', () => {
  const holds = createHolds();
  expect(holds.earliest()).toBe(Infinity);
  const [early, late] = [holds.add(5), holds.add(9)];
  expect([holds.earliest(), holds.size()]).toEqual([5, 2]);
  early();
  expect(holds.earliest()).toBe(9);
  late();
  expect([holds.earliest(), holds.size()]).toEqual([Infinity, 0]);
});

it('waits for those that are open, not for those that come meanwhile', async () => {
  const holds = createHolds();
  const told = vi.fn();
  const [one, two] = [holds.add(1), holds.add(2)];
  const released = holds.released().then(() => told());
  const later = holds.add(3);
  one();
  await turn();
  expect(told).not.toHaveBeenCalled();
  two();
  await released;
  later();
  await holds.released();
});

it('counts one that is released twice once', async () => {
  const holds = createHolds();
  const [one, two] = [holds.add(1), holds.add(2)];
  const told = vi.fn();
  const released = holds.released().then(() => told());
  one();
  one();
  await turn();
  expect(told).not.toHaveBeenCalled();
  two();
  await released;
});

it('lets whoever waits go when it is dropped', async () => {
  const holds = createHolds();
  holds.add(1);
  const released = holds.released();
  holds.drop();
  await released;
});

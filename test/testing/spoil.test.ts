import { expect, it } from 'vitest';
import { createFaults } from '../../src/faults/fault-set.ts';
import { addFault } from '../../src/testing/spoil.ts';

const emptySet = (): ReturnType<typeof createFaults> => createFaults({ faults: [], seed: 'spoil', now: () => 0 });

it('adds a fault and takes back that one alone', () => {
  const faults = emptySet();
  const recover = addFault(faults, 'outage');
  addFault(faults, 'status=500,name=mine');
  recover();
  expect(faults.list().map(({ fault }) => fault.label)).toEqual(['mine']);
  recover();
  expect(faults.list()).toHaveLength(1);
});

it.each(['', 'outtage', 'status=abc', 'status=503,delay'])('refuses %j and points at the place', (spec) => {
  expect(() => addFault(emptySet(), spec)).toThrow(expect.objectContaining({ code: 'bad-fault', exit: 2 }));
});

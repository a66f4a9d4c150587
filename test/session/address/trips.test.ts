import { expect, it } from 'vitest';
import type { PublicAddress } from '../../../src/session/address/address.ts';
import { createTrips } from '../../../src/session/address/trips.ts';

function addressWith(): { probes: readonly number[]; provedAt: number; address: PublicAddress } {
  const state = { probes: [] as readonly number[], provedAt: 0 };
  const address = { probes: () => state.probes, provedAt: () => state.provedAt } as unknown as PublicAddress;
  return Object.assign(state, { address });
}

it('keeps the last sixty round trips, and none twice for a check that could not be measured', () => {
  const state = addressWith();
  const trips = createTrips(state.address);
  expect(trips()).toEqual({ trips: [], provedAt: null });
  for (let count = 1; count <= 70; count += 1) {
    // As `rememberProbe`: five are kept.
    state.probes = [...state.probes, count].slice(-5);
    state.provedAt = count;
    trips();
  }
  state.provedAt = 99;
  const { trips: kept = [], provedAt } = trips();
  expect([kept.length, kept[0], kept.at(-1), provedAt]).toEqual([60, 11, 70, 99]);
});

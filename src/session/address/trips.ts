/**
 * The round trips through the public address, kept for a person to look at. In: the address after each check. Out: what
 * the snapshot shows of them, the newest last.
 */
import type { Millis } from '../../core/instant.ts';
import type { TunnelView } from '../view.ts';
import type { PublicAddress } from './address.ts';

const TRIPS_SHOWN = 60;

/** Call the result after each check that proved the address. */
export function createTrips(address: PublicAddress): () => Pick<TunnelView, 'trips' | 'provedAt'> {
  let trips: readonly Millis[] = [];
  let seen: readonly Millis[] = [];
  return () => {
    const probes = address.probes();
    // One that had to queue proved the address without being measured.
    const latest = probes.at(-1);
    if (probes !== seen && latest !== undefined) trips = [...trips, latest].slice(-TRIPS_SHOWN);
    seen = probes;
    return { trips, provedAt: probes.length === 0 ? null : address.provedAt() };
  };
}
